using System.Text.Json;
using Cog.Cli.Calls;
using Cog.Cli.Reports;
using Cog.Rendering.Styling;

namespace Cog.Cli.Commands;

/// <summary>What <c>cog read</c> and <c>cog tile</c> have in common: one call, and a picture that goes to a file or on.</summary>
/// <param name="file">What they are about.</param>
/// <param name="query">The parameters of the routes that they call.</param>
internal sealed class PictureOptions(Argument<string> file, QueryOptions query)
{
    private readonly Option<string> _output = UsageErrors.FileName(
        "--output",
        "The file that is written; - for standard output, the default.",
        aliases: "-o"
    );

    private readonly Option<string> _format = QueryOptions.FormatOption();

    private readonly Option<bool> _json = new("--json") { Description = "Print a report as JSON. The picture goes to --output then." };

    private readonly Option<bool> _quiet = CogCommand.QuietOption();

    /// <summary>Adds the options to a command, and says what it does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="prepare">Makes the call.</param>
    public void AddTo(Command command, Func<PictureOrder, CancellationToken, Task<ApiCall>> prepare)
    {
        command.Add(_output);
        command.Add(_format);
        command.Add(_json);
        query.AddTo(command);

        command.Add(_quiet);
        command.SetFileAction(file, async (address, parsed, cancellationToken) =>
        {
            PictureOutput output = OutputOf(parsed, address);
            ApiAnswer answer = await InProcessApi.CallAsync(
                address,
                parsed.GetValue(_quiet),
                api => prepare(new(parsed, address.Url, output.Extension, () => api.ReadHeaderAsync(cancellationToken)), cancellationToken),
                cancellationToken
            );
            await output.WriteAsync(address.Url, answer, cancellationToken);
            return ExitCode.Success;
        });
    }

    // Before anything is read of the file.
    private PictureOutput OutputOf(ParseResult parsed, SourceAddress source)
    {
        string? path = parsed.GetValue(_output) is { } named and not "-" ? named : null;
        source.RefuseToOverwrite(path);
        bool json = parsed.GetValue(_json);
        if (path is null && json)
        {
            throw CommandException.Usage("--json prints a report: name a file for the picture with --output.");
        }

        if (path is null && !Console.IsOutputRedirected)
        {
            throw CommandException.Usage("The result is not text: name a file with --output, or send it on with > or |.");
        }

        return new(path, parsed.GetValue(_format) ?? FormatOf(path), json);
    }

    private static string? FormatOf(string? path)
    {
        if (path is null || Path.GetExtension(path) is not { Length: > 1 } extension)
        {
            return null;
        }

        return ImageFormats.Parse(extension[1..]) is not null
            ? extension[1..].ToLowerInvariant()
            : throw CommandException.Usage($"The name {Path.GetFileName(path)} does not say which format is meant: add --format.");
    }
}

/// <summary>A picture that a person asks for.</summary>
/// <param name="Parsed">The command line.</param>
/// <param name="Url">The file.</param>
/// <param name="Extension">The format as an address has it, with its dot; empty where what suits the picture is taken.</param>
/// <param name="ReadHeaderAsync">Reads the file's header, where the call depends on it.</param>
internal sealed record PictureOrder(ParseResult Parsed, string Url, string Extension, Func<Task<CogHeader>> ReadHeaderAsync);

/// <summary>A picture's way out of the command.</summary>
/// <param name="Path">The file; null for standard output.</param>
/// <param name="Format">As the API names it; null where what suits the picture is taken.</param>
/// <param name="HasReport">Whether a report is printed.</param>
internal sealed record PictureOutput(string? Path, string? Format, bool HasReport)
{
    /// <summary>The format as an address has it, with its dot.</summary>
    public string Extension => Format is null ? "" : $".{Format}";

    /// <summary>Writes the picture.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public async Task WriteAsync(string url, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (Path is null)
        {
            await using Stream output = Console.OpenStandardOutput();
            await output.WriteAsync(answer.Body, cancellationToken);
            return;
        }

        try
        {
            await using FileStream file = new(Path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            await file.WriteAsync(answer.Body, cancellationToken);
        }
        catch (Exception error) when (FileErrors.Is(error))
        {
            throw FileErrors.Writing(Path, error);
        }

        PictureReport report = PictureReport.Of(url, Path, answer);
        if (HasReport)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.PictureReport));
        }
    }
}
