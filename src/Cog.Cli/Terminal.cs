using Cog.Hosting.Failures;
using Cog.Hosting.Http;
using Spectre.Console;

namespace Cog.Cli;

/// <summary>What a person sees: results on standard output, failures as one line on standard error.</summary>
internal static class Terminal
{
    /// <summary>Standard output. Lines are broken only where a person reads them: never in a file or a pipe.</summary>
    public static IAnsiConsole Output { get; } = Open(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error, likewise.</summary>
    public static IAnsiConsole Error { get; } = Open(Console.Error, Console.IsErrorRedirected);

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
        catch (Exception error) when (error is CommandException or CogException or CogOptionsException or BadHttpRequestException)
        {
            // Parameters that make no sense are told all at once.
            IEnumerable<string> messages = error is InvalidParametersException { Errors: var errors }
                ? errors.Select(wrong => wrong.Msg)
                : [Failure.Of(error).Message];
            foreach (string message in messages)
            {
                WriteError(message);
            }

            return failure?.Invoke(error) ?? ExitCode.Failure;
        }
        catch (OutOfMemoryException)
        {
            WriteError("The result does not fit into memory: ask for fewer pixels or bands.");
            return ExitCode.NotJudged;
        }
    }

    /// <summary>Tells what is wrong.</summary>
    public static void WriteError(string message) => Error.MarkupLineInterpolated($"[red]error:[/] {message}");

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
