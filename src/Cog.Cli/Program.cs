using Cog.Cli;
using Cog.Cli.Commands;

// Ctrl-C is the web server's, and elsewhere the system's: both end the program at once.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
RootCommand root = CogCommand.Create();
ParseResult parsed = root.Parse(OptionNames.Resolve(root, args));
if (parsed.Errors.Count == 0)
{
    return await parsed.InvokeAsync(invocation);
}

// What is wrong is no result. The help of a command has two pages: it is named, and not printed below.
foreach (string message in UsageErrors.Of(parsed))
{
    Terminal.WriteError(message);
}

Console.Error.WriteLine($"'{HelpText.PathOf(parsed.CommandResult.Command)} --help' tells how it is called.");
return ExitCode.OfUsage(parsed.CommandResult.Command.Name);
