using Cog.Hosting.Failures;
using Cog.Hosting.Settings;
using Spectre.Console;

namespace Cog.Cli;

/// <summary>What a person sees: results on standard output, failures as one line on standard error.</summary>
internal static class Terminal
{
    /// <summary>Standard output. Lines are broken only where a person reads them: never in a file or a pipe.</summary>
    public static IAnsiConsole Output { get; } = Open(Console.Out, Console.IsOutputRedirected);

    private static IAnsiConsole Error { get; } = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>Runs a command and tells of what went wrong.</summary>
    /// <param name="command">The command.</param>
    /// <param name="failure">The exit code for what went wrong; <see cref="ExitCode.Failure"/> when not given.</param>
    /// <returns>The exit code: the command's own, or that of its failure.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> command, Func<Exception, int>? failure = null)
    {
        try
        {
            return await command();
        }
        catch (Exception error) when (error is CommandException or CogException or CogOptionsException)
        {
            Error.MarkupLineInterpolated($"[red]error:[/] {Failure.Of(error).Message}");
            return failure?.Invoke(error) ?? ExitCode.Failure;
        }
    }

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = 10_000;
        }

        return console;
    }
}
