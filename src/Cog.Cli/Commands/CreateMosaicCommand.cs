using System.IO.Compression;
using System.Text.Json;
using Cog.Api.Mosaics.Documents;
using Cog.Cli.Progress;
using Cog.Cli.Reports;
using Cog.Hosting.Failures;

namespace Cog.Cli.Commands;

/// <summary><c>cog mosaic create</c>: a MosaicJSON of many files, from their headers.</summary>
internal static class CreateMosaicCommand
{
    private const string Description =
        "Writes a MosaicJSON 0.0.3 that lists files by quadkey, in the order in which they are named: the first is shown on top.\n\n"
        + "Exit codes: 0 all files are in it; 1 no mosaic was made; 2 some files could not be read, and the mosaic has the others; 64 "
        + "wrong usage.";

    // Of WebMercatorQuad.
    private static readonly (int Least, int Most) s_levels = (0, 24);

    public static Command Create()
    {
        Argument<string[]> files = MosaicCommand.FilesArgument(
            "Files or their addresses; folders, for the GeoTIFFs in them; s3://bucket/prefix/; lists, .txt with an address on each line; - "
                + "for a list on standard input."
        );
        Option<string> output = UsageErrors.FileName(
            "--output",
            "Where to write it, .json or .json.gz; - for standard output, the default.",
            aliases: "-o"
        );
        Option<int?> minZoom = UsageErrors.WholeNumber(
                "--minzoom",
                s_levels,
                "The coarsest level. Default: the finest of the files' own, --maxzoom at most."
            ),
            maxZoom = UsageErrors.WholeNumber("--maxzoom", s_levels, "The finest level. Default: the finest of the files' own."),
            quadkeyZoom = UsageErrors.WholeNumber("--quadkey-zoom", s_levels, "The level that files are listed by. Default: --minzoom.");
        Option<string> prefix = new("--asset-prefix") { Description = "What all addresses begin with, to be said once." };
        Option<double> cover = new("--min-tile-cover")
        {
            Description = "The share of a tile that a file must cover more of to be listed there: from 0, the default, to less than 1.",
        };
        cover.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var text }]
                && !(double.TryParse(text, CultureInfo.InvariantCulture, out double share) && share is >= 0 and < 1)
            )
            {
                result.AddError($"--min-tile-cover is '{text}': expected a number from 0 to less than 1.");
            }
        });
        Option<bool> sort = new("--tile-cover-sort") { Description = "List the files of a tile by what they cover of it, most first." };
        Option<string> name = new("--name") { Description = "The mosaic's name." },
            description = new("--description") { Description = "What is in it." },
            attribution = new("--attribution") { Description = "Whose data it is." };
        Option<string> update = UsageErrors.FileName(
            "--update",
            "Add the files to this MosaicJSON, behind those that it has; files that it has are not read again.",
            "mosaic.json"
        );
        Option<string> failures = MosaicCommand.FailuresOption();
        Option<int?> concurrency = MosaicCommand.ConcurrencyOption();
        Option<bool> json = MosaicCommand.JsonOption("Print a report as JSON. The mosaic goes to --output then."),
            quiet = CogCommand.QuietOption();
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
            json,
            quiet,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Terminal.RunAsync(
                    async () =>
                    {
                        MosaicDocument? before = parsed.GetValue(update) is { } path ? await ReadAsync(path, cancellationToken) : null;
                        if (parsed.GetValue(minZoom) > parsed.GetValue(maxZoom))
                        {
                            throw CommandException.Usage(
                                $"--minzoom is {parsed.GetValue(minZoom)} and --maxzoom {parsed.GetValue(maxZoom)}: "
                                    + "expected no more than that."
                            );
                        }

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
                            (parsed.GetValue(output) is { } target and not "-" ? target : null, parsed.GetValue(failures)),
                            (parsed.GetValue(concurrency)!.Value, parsed.GetValue(quiet), parsed.GetValue(json)),
                            cancellationToken
                        );
                    },
                    error => error is CommandException { IsUsage: true } ? ExitCode.Usage : ExitCode.Failure
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        FileListing listed,
        MosaicBuilding building,
        (string? Mosaic, string? Failures) paths,
        (int Concurrency, bool Quiet, bool Json) how,
        CancellationToken cancellationToken
    )
    {
        if (how.Json && paths.Mosaic is null)
        {
            throw CommandException.Usage("--json prints a report: name a file for the mosaic with --output.");
        }

        foreach (SourceAddress address in listed.Files)
        {
            address.RefuseToOverwrite(paths.Mosaic);
            address.RefuseToOverwrite(paths.Failures);
        }

        HashSet<string> known = [.. building.Before?.Tiles.Assets ?? []];
        SourceAddress[] wanted = [.. listed.Files.Where(address => !known.Contains(NameOf(address)))];
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
            .. listed.Failures,
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
            if (how.Json)
            {
                int count = known.Concat(files.OfType<MosaicFile>().Select(file => file.Name)).Distinct(StringComparer.Ordinal).Count();
                Console.Out.WriteLine(
                    JsonSerializer.Serialize(new(path, count, FileFailure.Of(failures)), ReportJson.Default.MosaicReport)
                );
            }
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
        catch (FormatException error)
        {
            throw new CommandException($"{path} cannot be read: {error.Message}");
        }
        catch (Exception error) when (FileErrors.Is(error))
        {
            throw FileErrors.Reading(path, error);
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
