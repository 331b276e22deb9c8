using System.CommandLine;
using Cog.Cli;
using Cog.Cli.Commands;

// Ctrl-C is the web server's, and elsewhere the system's: both end the program at once.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
ParseResult parsed = CogCommand.Create().Parse(args);
if (parsed.Errors.Count == 0)
{
    return await parsed.InvokeAsync(invocation);
}

// What is wrong, and the help that goes with it, is no result.
invocation.Output = Console.Error;
await parsed.InvokeAsync(invocation);
return ExitCode.OfUsage(parsed.CommandResult.Command.Name);
