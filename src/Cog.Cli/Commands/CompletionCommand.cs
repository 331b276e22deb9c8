using Cog.Cli.Completion;

namespace Cog.Cli.Commands;

/// <summary><c>cog completion</c>: lets a shell complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        Argument<string> printed = ShellArgument(),
            installed = ShellArgument();
        Command install = new("install", "Installs completion for the person who calls it.") { installed };
        install.SetAction(parsed =>
            Terminal.RunAsync(() =>
            {
                var installer = new CompletionInstaller(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                    Environment.GetEnvironmentVariable
                );
                string path = installer.Install(parsed.GetRequiredValue(installed));
                Console.Out.WriteLine($"Completion stands in {path}: open a new shell.");
                return Task.FromResult(ExitCode.Success);
            })
        );
        Command command = new("completion", "Prints the script by which a shell completes commands, options and their values.")
        {
            printed,
            install,
        };
        command.SetAction(parsed => Console.Out.Write(CompletionScripts.Of(parsed.GetRequiredValue(printed))));
        return command;
    }

    private static Argument<string> ShellArgument()
    {
        Argument<string> shell = new("SHELL") { Description = $"One of {string.Join(", ", CompletionScripts.Shells)}." };
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !CompletionScripts.Shells.Contains(text))
            {
                result.AddError($"'{text}' is not a shell here: expected one of {string.Join(", ", CompletionScripts.Shells)}.");
            }
        });
        return shell;
    }
}
