using System.Text.Json;
using Cog.Cli.Calls;
using Cog.Cli.Reports;

namespace Cog.Cli.Commands;

/// <summary>
/// <c>cog stac create</c>: an item of STAC that describes a file; what <c>/cog/stac</c> answers, with the extension file.
/// </summary>
internal static class StacCommand
{
    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<string> output = UsageErrors.FileName(
            "--output",
            "The file that is written, in which a file of this machine is named relative to it. Default: standard output.",
            aliases: "-o"
        );
        var query = new QueryOptions((ApiCall.Get, "/cog/stac"));
        Option<bool> json = MosaicCommand.JsonOption("Print a report as JSON. The item goes to --output then."),
            quiet = CogCommand.QuietOption();
        Command create = new(
            "create",
            "Prints an item of STAC 1.0 that describes a file, with the extensions projection, raster, eo and file."
        )
        {
            file,
            output,
        };
        query.AddTo(create);
        create.Add(json);
        create.Add(quiet);
        create.SetFileAction(file, async (address, parsed, cancellationToken) =>
        {
            string? target = parsed.GetValue(output) is { } named and not "-" ? Path.GetFullPath(named) : null;
            if (target is null && parsed.GetValue(json))
            {
                throw CommandException.Usage("--json prints a report: name a file for the item with --output.");
            }

            address.RefuseToOverwrite(target);
            List<KeyValuePair<string, string>> values = [.. query.ValuesOf(parsed, address.Url)];
            if (!query.Has(parsed, "with_file"))
            {
                values.Add(new("with_file", "true"));
            }

            if (!query.Has(parsed, "asset_href") && RelativeTo(target, address) is { } href)
            {
                values.Add(new("asset_href", href));
            }

            var call = new ApiCall(ApiCall.Get, "/cog/stac", values);
            ApiAnswer answer = await InProcessApi.CallAsync(address, parsed.GetValue(quiet), call, cancellationToken);
            await WriteAsync(answer.Body, target);
            if (target is not null && parsed.GetValue(json))
            {
                var report = PictureReport.Of(address.Url, parsed.GetRequiredValue(output), answer);
                Console.Out.WriteLine(
                    JsonSerializer.Serialize(report with { Bytes = new FileInfo(target).Length }, ReportJson.Default.PictureReport)
                );
            }

            return ExitCode.Success;
        });
        return new("stac", "Describes files as items of STAC.") { create };
    }

    // As an item beside its file is moved with it.
    private static string? RelativeTo(string? target, SourceAddress address)
    {
        if (target is null || !Uri.TryCreate(address.Url, UriKind.Absolute, out Uri? uri) || !uri.IsFile)
        {
            return null;
        }

        string path = Path.GetRelativePath(Path.GetDirectoryName(target)!, uri.LocalPath).Replace(Path.DirectorySeparatorChar, '/');
        return path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? path : $"./{path}";
    }

    private static async Task WriteAsync(ReadOnlyMemory<byte> json, string? target)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        try
        {
            await using Stream stream = target is null ? Console.OpenStandardOutput() : File.Create(target);
            await using (var writer = new Utf8JsonWriter(stream, JsonWriting.Options with { Indented = true }))
            {
                document.WriteTo(writer);
            }

            stream.WriteByte((byte)'\n');
        }
        catch (Exception error) when (target is not null && FileErrors.Is(error))
        {
            throw FileErrors.Writing(target, error);
        }
    }
}
