using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Cog.Hosting.Lambda;

/// <summary>
/// Answers one S3 notification: every record of it, and a JSON report that Lambda hands on to the function's destination.
/// </summary>
/// <exception cref="UploadException">Not every record could be handled: the invocation fails, and Lambda tries it again. So it does for any
/// other exception.</exception>
internal delegate Task<byte[]> S3EventHandler(IServiceProvider services, S3Event s3, CancellationToken cancellationToken);

/// <summary>Not every record of a notification could be handled: the invocation is to be tried again.</summary>
/// <param name="message">How many, and why.</param>
/// <param name="report">What became of all of them, JSON: it stands beside the message in what the function's destination for failures is
/// handed.</param>
internal sealed class UploadException(string message, ReadOnlyMemory<byte> report = default) : Exception(message)
{
    /// <summary>JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Report { get; } = report;
}

/// <summary>An S3 notification. It may come twice, late, and out of order.</summary>
/// <param name="Records">What happened, in the order S3 lists it.</param>
internal sealed record S3Event(IReadOnlyList<S3Record> Records)
{
    /// <summary>Reads a notification (event structure version 2).</summary>
    /// <returns>Null when the JSON is none. The test message that S3 sends when a notification is set up has no records.</returns>
    public static S3Event? TryParse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (
            root.TryGetProperty("Event", out JsonElement test)
            && test.ValueKind == JsonValueKind.String
            && test.GetString() == "s3:TestEvent"
        )
        {
            return new([]);
        }

        if (
            !root.TryGetProperty(nameof(Records), out JsonElement records)
            || records.ValueKind != JsonValueKind.Array
            || records.EnumerateArray().Any(r => Text(r, "eventSource") != "aws:s3")
        )
        {
            return null;
        }

        return new([.. records.EnumerateArray().Select(Parse)]);
    }

    private static S3Record Parse(JsonElement record)
    {
        JsonElement s3 = record.GetProperty("s3"),
            item = s3.GetProperty("object");
        string key = Text(item, "key") ?? throw new FormatException("A record of the S3 event names no key.");
        return new(
            Text(record, "eventName") ?? "",
            Text(s3.GetProperty("bucket"), "name") ?? throw new FormatException("A record of the S3 event names no bucket."),
            WebUtility.UrlDecode(key), // Keys are URL-encoded in notifications; '+' is a space.
            Text(item, "versionId"),
            Text(item, "eTag"),
            item.TryGetProperty("size", out JsonElement size) && size.TryGetInt64(out long bytes) ? bytes : null,
            Text(item, "sequencer"),
            Text(record, "awsRegion")
        )
        {
            EventTime =
                Text(record, "eventTime") is { } time
                && DateTimeOffset.TryParse(
                    time,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out DateTimeOffset at
                )
                    ? at
                    : null,
        };
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>One thing that happened to one object.</summary>
/// <param name="EventName">E.g. <c>ObjectCreated:Put</c>, <c>ObjectRemoved:Delete</c>.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="VersionId">Null in a bucket without versions.</param>
/// <param name="ETag">Without quotes; null for a removal.</param>
/// <param name="Size">Bytes; null for a removal.</param>
/// <param name="Sequencer">Hexadecimal; orders the events of one key.</param>
/// <param name="Region">The bucket's region.</param>
internal sealed record S3Record(
    string EventName,
    string Bucket,
    string Key,
    string? VersionId,
    string? ETag,
    long? Size,
    string? Sequencer,
    string? Region
)
{
    /// <summary>When it happened, by S3's clock; null when the record does not say.</summary>
    public DateTimeOffset? EventTime { get; init; }

    public bool IsCreated => EventName.StartsWith("ObjectCreated:", StringComparison.Ordinal);

    public bool IsRemoved => EventName.StartsWith("ObjectRemoved:", StringComparison.Ordinal);

    /// <summary>Orders two events of one key: right-aligned hexadecimal, as S3 defines it.</summary>
    /// <returns>Less than zero when this one is the older; zero when either has no sequencer.</returns>
    public int CompareSequencer(S3Record other)
    {
        if (Sequencer is not { } mine || other.Sequencer is not { } theirs)
        {
            return 0;
        }

        int length = Math.Max(mine.Length, theirs.Length);
        return string.Compare(mine.PadLeft(length, '0'), theirs.PadLeft(length, '0'), ignoreCase: true, CultureInfo.InvariantCulture);
    }
}
