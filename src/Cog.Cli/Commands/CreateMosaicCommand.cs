using System.IO.Compression;
using Cog.Api.Mosaics.Documents;
using Cog.Cli.Progress;
using Cog.Hosting.Failures;

namespace Cog.Cli.Commands;

/// <summary><c>cog mosaic create</c>: a MosaicJSON of many files, from their headers.</summary>
internal static class CreateMosaicCommand
{
    private const string Description =
        "Writes a MosaicJSON 0.0.3 that lists files by quadkey, in the order in which they are named: the first is shown on top.\n\n"
        + "Exit codes: 0 all files are in it; 1 no mosaic was made; 2 some files could not be read, and the mosaic has the others; 64 "
        + "wrong usage.";

    public static Command Create()
    {
        Argument<string[]> files = MosaicCommand.FilesArgument(
            "Files or their addresses; folders, for the GeoTIFFs in them; s3://bucket/prefix/; lists, .txt with an address on each line; - "
                + "for a list on standard input."
        );
        Option<string> output = new("--output", "-o") { Description = "Where to write it, .json or .json.gz. Default: standard output." };
        Option<int?> minZoom = new("--minzoom") { Description = "The coarsest level. Default: the finest of the files' own." };
        Option<int?> maxZoom = new("--maxzoom") { Description = "The finest level. Default: the finest of the files' own." };
        Option<int?> quadkeyZoom = new("--quadkey-zoom") { Description = "The level that files are listed by. Default: --minzoom." };
        Option<string> prefix = new("--asset-prefix") { Description = "What all addresses begin with, to be said once." };
        Option<double> cover = new("--min-tile-cover")
        {
            Description = "The share of a tile that a file must cover to be listed there, 0 to 1.",
        };
        Option<bool> sort = new("--tile-cover-sort") { Description = "List the files of a tile by what they cover of it, most first." };
        Option<string> name = new("--name") { Description = "The mosaic's name." },
            description = new("--description") { Description = "What is in it." },
            attribution = new("--attribution") { Description = "Whose data it is." };
        Option<string> update = new("--update")
        {
            Description = "Add the files to this MosaicJSON, behind those that it has; files that it has are not read again.",
            HelpName = "mosaic.json",
        };
        Option<string> failures = MosaicCommand.FailuresOption();
        Option<int> concurrency = MosaicCommand.ConcurrencyOption();
        Option<bool> quiet = CogCommand.QuietOption();
        Command command = new("create", Description)
        {
            files,
            output,
            minZoom,
            maxZoom,
            quadkeyZoom,
            prefix,
            cover,
            sort,
            name,
            description,
            attribution,
            update,
            failures,
            concurrency,
            quiet,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Terminal.RunAsync(async () =>
                {
                    MosaicDocument? before = parsed.GetValue(update) is { } path ? await ReadAsync(path, cancellationToken) : null;
                    var building = new MosaicBuilding
                    {
                        MinZoom = parsed.GetValue(minZoom),
                        MaxZoom = parsed.GetValue(maxZoom),
                        QuadkeyZoom = parsed.GetValue(quadkeyZoom),
                        AssetPrefix = parsed.GetValue(prefix),
                        MinTileCover = parsed.GetValue(cover),
                        SortsByCover = parsed.GetValue(sort),
                        Words = (parsed.GetValue(name), parsed.GetValue(description), parsed.GetValue(attribution)),
                        Before = before,
                    };
                    return await RunAsync(
                        await FileList.ReadAsync(parsed.GetRequiredValue(files), cancellationToken),
                        building,
                        (parsed.GetValue(output), parsed.GetValue(failures)),
                        (parsed.GetValue(concurrency), parsed.GetValue(quiet)),
                        cancellationToken
                    );
                })
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<SourceAddress> addresses,
        MosaicBuilding building,
        (string? Mosaic, string? Failures) paths,
        (int Concurrency, bool Quiet) how,
        CancellationToken cancellationToken
    )
    {
        HashSet<string> known = [.. building.Before?.Tiles.Assets ?? []];
        SourceAddress[] wanted = [.. addresses.Where(address => !known.Contains(NameOf(address)))];
        var files = new MosaicFile?[wanted.Length];
        string?[] reasons = new string?[wanted.Length];
        var line = new FilesLine { All = wanted.Length };
        await line.RunAsync(how.Quiet, () =>
            Parallel.ForAsync(
                0,
                wanted.Length,
                new ParallelOptions { MaxDegreeOfParallelism = how.Concurrency, CancellationToken = cancellationToken },
                async (i, token) =>
                {
                    try
                    {
                        using OpenedFile file = await OpenedFile.OpenAsync(wanted[i], new(), token);
                        files[i] = MosaicFile.Of(NameOf(wanted[i]), file.Reader.Header);
                    }
                    catch (Exception error) when (error is CogException or CommandException or BadHttpRequestException)
                    {
                        reasons[i] = Failure.Of(error).Message;
                    }

                    line.Add(isFailed: reasons[i] is not null);
                }
            )
        );

        (string Url, string Reason)[] failures =
        [
            .. wanted
                .Select((address, i) => (NameOf(address), reasons[i]))
                .Where(f => f.Item2 is not null)
                .Select(f => (f.Item1, f.Item2!)),
        ];
        int code = await MosaicCommand.TellAsync(failures, paths.Failures, cancellationToken);
        byte[] json;
        try
        {
            json = MosaicBuilder.Build([.. files.OfType<MosaicFile>()], building);
        }
        catch (FormatException error)
        {
            throw new CommandException(error.Message);
        }

        if (paths.Mosaic is { } path)
        {
            await MosaicCommand.WriteAsync(
                path,
                path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Pack(json) : json,
                cancellationToken
            );
        }
        else
        {
            await using Stream standard = Console.OpenStandardOutput();
            await standard.WriteAsync(json, cancellationToken);
        }

        return code;
    }

    // A path, where it is one: readers of the document know no scheme for it.
    private static string NameOf(SourceAddress address) =>
        Uri.TryCreate(address.Url, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.LocalPath : address.Url;

    private static async Task<MosaicDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            return MosaicDocumentReader.Read(PackedText.Unpack(bytes, int.MaxValue));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandException($"{path} cannot be read: {error.Message}");
        }
    }

    private static byte[] Pack(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            zip.Write(json);
        }

        return packed.ToArray();
    }
}
