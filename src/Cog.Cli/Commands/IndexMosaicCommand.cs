using System.Collections.Concurrent;
using System.Text.Json;
using Cog.Api.Mosaics;
using Cog.Api.Uploads;
using Cog.Aws;
using Cog.Cli.Progress;
using Cog.Cli.Reports;
using Cog.Hosting.Aws;
using Cog.Hosting.Failures;

namespace Cog.Cli.Commands;

/// <summary>
/// <c>cog mosaic index</c>: enters what lies in a folder of S3 in the table of places, as the upload function does with what comes.
/// </summary>
internal static class IndexMosaicCommand
{
    private const string Description =
        "Enters the valid COGs of s3://bucket/prefix/ in the DynamoDB table that COG_MOSAIC_TABLE names, so that /mosaic draws the folder: "
        + "for objects that were there before the upload function, or to build the table anew.\n\n"
        + "Exit codes: 0 all objects are entered; 2 some are invalid or could not be read; 64 wrong usage.";

    public static Command Create()
    {
        Argument<string> folder = new("s3://BUCKET/PREFIX/") { Description = "The folder, with a slash at its end." };
        CogCommand.RefuseOptions(folder);
        Option<string> failures = MosaicCommand.FailuresOption();
        Option<int?> concurrency = MosaicCommand.ConcurrencyOption();
        Option<bool> json = MosaicCommand.JsonOption("Print a report as JSON."),
            quiet = CogCommand.QuietOption();
        Command command = new("index", Description) { folder, failures, concurrency, json, quiet };
        command.SetFileAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(folder),
                    parsed.GetValue(failures),
                    (parsed.GetValue(concurrency)!.Value, parsed.GetValue(quiet), parsed.GetValue(json)),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string folder,
        string? failuresPath,
        (int Concurrency, bool Quiet, bool Json) how,
        CancellationToken cancellationToken
    )
    {
        CogOptions settings = CommandSettings.Read();
        if (!FileList.IsFolderOfS3(folder))
        {
            throw CommandException.Usage($"{folder} is no folder of S3: expected s3://bucket/prefix/.");
        }

        using var table = new PlaceTable(
            settings.Mosaics.IndexTable ?? throw CommandException.Usage("COG_MOSAIC_TABLE names no table."),
            settings.Aws,
            TimeProvider.System
        );
        var failures = new ConcurrentBag<(string Url, string Reason)>();
        int entered = 0;
        var line = new FilesLine();
        await line.RunAsync(how.Quiet, () =>
            Parallel.ForEachAsync(
                FileList.ListAsync(folder, settings, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = how.Concurrency, CancellationToken = cancellationToken },
                async (item, token) =>
                {
                    string? reason = await EnterAsync(table, item.Address, item.Written, token);
                    line.Add(isFailed: reason is not null);
                    if (reason is null)
                    {
                        Interlocked.Increment(ref entered);
                    }
                    else
                    {
                        failures.Add((item.Address.ToString(), reason));
                    }
                }
            )
        );
        (string Url, string Reason)[] ordered = [.. failures.OrderBy(f => f.Url, StringComparer.Ordinal)];
        Console.Out.WriteLine(
            how.Json
                ? JsonSerializer.Serialize(
                    new(settings.Mosaics.IndexTable, entered, FileFailure.Of(ordered)),
                    ReportJson.Default.MosaicReport
                )
                : string.Create(CultureInfo.InvariantCulture, $"{entered} objects are in the table.")
        );
        return await MosaicCommand.TellAsync(ordered, failuresPath, cancellationToken);
    }

    /// <returns>Why it was not entered; null when it was.</returns>
    private static async Task<string?> EnterAsync(
        PlaceTable table,
        S3Address item,
        DateTimeOffset written,
        CancellationToken cancellationToken
    )
    {
        try
        {
            SourceAddress address = SourceAddress.Parse(item.ToString());
            using OpenedFile file = await OpenedFile.OpenAsync(address, new(), cancellationToken);
            ValidationReport report = await ValidationReport.CreateAsync(address, file, new(), strict: false, cancellationToken);
            if (report.Verdict == "invalid")
            {
                await table.RemoveAsync(item.Bucket, item.Key, written, cancellationToken);
                return $"It is no valid COG. {string.Join(" ", report.Errors.Concat(report.ReadableErrors))}";
            }

            if (PlacedUploads.Of(item.Bucket, item.Key, written, file.Reader.Header) is not { } placed)
            {
                return "It does not say where on the earth it lies.";
            }

            (int level, IReadOnlyList<string> cells) = PlaceCells.Of(placed.Box);
            await table.PutAsync(placed, level, cells, cancellationToken);
            return null;
        }
        catch (Exception error) when (error is CogException or CommandException or BadHttpRequestException)
        {
            return Failure.Of(error).Message;
        }
    }
}
