using System.Text;
using Cog.Header;
using Cog.Hosting.Aws;
using Cog.Hosting.Lambda;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cog.Api.Uploads;

/// <summary>
/// S3 notifications: every upload is validated, whatever becomes of the others; each record has a line in the log and a place in the
/// result.
/// </summary>
/// <remarks>
/// A record that failed for a reason that may pass fails the invocation when all are done, so that Lambda tries it again, and hands it to
/// the queue in the end. The
/// others' results go along with the failure, and each has its report in the log. To validate them twice harms nothing: what is true of an
/// object then is said then.
/// </remarks>
internal sealed class UploadEvents(TextWriter log)
{
    private const int AtOnce = 4;

    // SNS and SQS, where a destination sends it on, take 256 KiB of it and the event together.
    private const int MaxReportBytes = 160 << 10;

    private readonly Lock _gate = new();

    /// <summary>
    /// An <see cref="S3EventHandler"/>. A queue is told which messages are to come again, S3 Batch Operations what became of each task:
    /// neither invocation fails for a record's sake.
    /// </summary>
    /// <exception cref="UploadException">A record failed for a reason that may pass.</exception>
    public async Task<byte[]> HandleAsync(IServiceProvider services, S3Event s3, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<CogOptions>();
        S3Objects objects = services.GetService<S3Objects>() ?? S3Objects.Of(services.GetRequiredService<SourceResolver>());
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var kept = new KeptReports(objects, options.ReportLocation, time);
        var validator = new UploadValidator(
            objects,
            new(services.GetService<IHeaderCache>(), services.GetService<PlaceTable>()),
            options,
            services.GetRequiredService<CogReaderOptions>(),
            time
        );
        var results = new UploadResult[s3.Records.Count];

        // Without the caller's token: those that have no time left say so, each for itself.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, results.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) =>
            {
                var cost = new RequestLog();
                S3Record record = s3.Records[i];
                string? reason = kept.IsOne(record) ? "It is a report itself." : ReasonToSkip(s3.Records, i);
                results[i] = reason is not null
                    ? UploadResult.Of(record, UploadStatus.Skipped, reason)
                    : await kept.KeepAsync(record, await validator.HandleAsync(record, cost, cancellationToken), cancellationToken);
                Write(UploadLine.Of(results[i], cost), options.LogLevel);
            }
        );

        if (s3.Batch is { } batch)
        {
            return BufferedResponse.Json(BatchAnswer.Of(batch, s3.Records, results), UploadJson.Default.BatchAnswer).Body.ToArray();
        }

        if (s3.IsOfQueue)
        {
            WriteReports(results, options.LogLevel); // A queue has no place for them.
            return BufferedResponse.Json(QueueAnswer.Of(s3, results), UploadJson.Default.QueueAnswer).Body.ToArray();
        }

        byte[] report = Fit(results, r => r, r => r with { Report = r.Report?.Compact() }, r => r with { Report = null, IsBrief = true });
        UploadResult[] failed = [.. results.Where(r => r.IsTransient)];
        if (failed is not [var first, ..])
        {
            return report;
        }

        // No destination is handed what the others' results are until all have ended well, or failed three times.
        WriteReports(results, options.LogLevel);
        throw new UploadException(
            $"{failed.Length} of {results.Length} records failed and may be tried again, the first of them {first.Bucket}/{first.Key}: "
                + $"{first.Message}",
            report
        );
    }

    // What a file says of itself goes first; then all but the verdicts.
    private static byte[] Fit(UploadResult[] results, params ReadOnlySpan<Func<UploadResult, UploadResult>> forms)
    {
        byte[] json = [];
        foreach (Func<UploadResult, UploadResult> form in forms)
        {
            json = BufferedResponse.Json(new UploadReport([.. results.Select(form)]), UploadJson.Default.UploadReport).Body.ToArray();
            if (json.Length <= MaxReportBytes)
            {
                break;
            }
        }

        return json;
    }

    private static string? ReasonToSkip(IReadOnlyList<S3Record> records, int index)
    {
        S3Record record = records[index];
        if (record.IsBatchTask)
        {
            return null; // Each is asked for, and answered.
        }

        if (!IsHandled(record))
        {
            return $"{record.EventName} creates and removes nothing.";
        }

        // Of a key's records the newest counts; without an order, the last.
        int newest = -1;
        for (int i = 0; i < records.Count; i++)
        {
            S3Record other = records[i];
            if (
                IsHandled(other)
                && other.Bucket == record.Bucket
                && other.Key == record.Key
                && (newest < 0 || other.CompareSequencer(records[newest]) >= 0)
            )
            {
                newest = i;
            }
        }

        return newest == index ? null : "A newer record of this key stands in the same notification.";
    }

    private void WriteReports(UploadResult[] results, LogLevel least)
    {
        foreach (UploadResult finished in results.Where(r => !r.IsTransient && r.Report is not null))
        {
            Write(UploadLine.Of(finished, new()) with { Report = finished.Report?.Compact() }, least);
        }
    }

    private static bool IsHandled(S3Record record) => record.IsCreated || record.IsRemoved;

    private void Write(UploadLine line, LogLevel least)
    {
        if (least > (line.Level == "error" ? LogLevel.Error : LogLevel.Information))
        {
            return;
        }

        string text = Encoding.UTF8.GetString(BufferedResponse.Json(line, UploadJson.Default.UploadLine).Body.Span);
        lock (_gate)
        {
            log.WriteLine(text);
        }
    }
}
