using System.Security.Cryptography;
using System.Text;
using Cog.Aws;
using Cog.Hosting.Failures;
using Cog.Hosting.Lambda;

namespace Cog.Api.Uploads;

/// <summary>
/// Reports of uploads as objects, a line of JSON each, by day: <c>prefix/date=2026-03-10/….json</c>, as Athena takes partitions.
/// </summary>
/// <param name="objects">Writes them.</param>
/// <param name="location">The bucket, and the prefix as its key; null keeps none.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptReports(S3Objects objects, S3Address? location, TimeProvider time)
{
    /// <summary>Whether an object is such a report itself: to report on it would make another, and that another.</summary>
    public bool IsOne(S3Record record) =>
        location is not null && record.Bucket == location.Bucket && record.Key.StartsWith(location.Key + "/", StringComparison.Ordinal);

    /// <summary>Keeps a result. What happened twice is kept once: the object's name is made of what it was.</summary>
    /// <returns>The result, with the report's address, or why there is none.</returns>
    public async Task<UploadResult> KeepAsync(S3Record record, UploadResult result, CancellationToken cancellationToken)
    {
        if (location is null || objects.WriteAsync is not { } write || result.IsTransient || result.Status == UploadStatus.Skipped)
        {
            return result;
        }

        DateTimeOffset day = record.EventTime ?? time.GetUtcNow();
        byte[] name = SHA256.HashData(
            Encoding.UTF8.GetBytes($"{record.Bucket}\n{record.Key}\n{record.VersionId}\n{record.Sequencer}\n{record.EventName}")
        );
        var address = new S3Address(
            location.Bucket,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{location.Key}/date={day.UtcDateTime:yyyy-MM-dd}/{Convert.ToHexStringLower(name.AsSpan(0, 16))}.json"
            ),
            null
        );
        result = result with { ReportObject = address.ToString() };
        try
        {
            byte[] json = BufferedResponse.Json(result, UploadJson.Default.UploadResult).Body.ToArray();
            await write(address, [.. json, (byte)'\n'], cancellationToken);
            return result;
        }
        catch (Exception error) when (error is CogException or OperationCanceledException)
        {
            Failure failure = Failure.Of(error);
            return result with
            {
                ReportObject = null,
                Message = $"{result.Message} The report was not kept: {failure.FullMessage}".TrimStart(),
                IsTransient = failure is { IsTransient: true, Kind: not FailureKind.AccessDenied },
            };
        }
    }
}
