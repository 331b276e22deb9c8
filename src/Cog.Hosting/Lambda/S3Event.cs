using System.Net;

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

/// <summary>What S3 says of its objects, by whichever way it comes. It may come twice, late, and out of order.</summary>
/// <param name="Records">What happened, in the order S3 lists it.</param>
internal sealed record S3Event(IReadOnlyList<S3Record> Records)
{
    /// <summary>Of a queue: messages that are none of S3's, to be handed back.</summary>
    public IReadOnlyList<string> UnreadMessages { get; init; } = [];

    /// <summary>Whether it came from a queue, which is told which of its messages failed.</summary>
    public bool IsOfQueue { get; init; }

    /// <summary>What S3 Batch Operations wants to hear again; null for anything else.</summary>
    public S3BatchCall? Batch { get; init; }

    /// <summary>
    /// Reads a notification (event structure version 2), from S3, by SNS or by SQS; an event of EventBridge; tasks of S3 Batch Operations.
    /// </summary>
    /// <returns>Null when the JSON is none. The test message that S3 sends when a notification is set up has no records.</returns>
    public static S3Event? TryParse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (Text(root, "Event") == "s3:TestEvent")
        {
            return new([]);
        }

        if (Text(root, "source") == "aws.s3" && Object(root, "detail") is { } detail)
        {
            return new([ParseBridge(root, detail)]);
        }

        if (Text(root, "invocationSchemaVersion") is { } schema && Array(root, "tasks") is { } tasks)
        {
            return ParseBatch(root, schema, tasks);
        }

        if (Array(root, nameof(Records)) is not { } records)
        {
            return null;
        }

        JsonElement[] all = [.. records.EnumerateArray()];
        return all.All(r => Text(r, "eventSource") == "aws:s3") ? new([.. all.Select(Parse)])
            : all.All(r => Text(r, "EventSource") == "aws:sns") ? ParseTopic(all)
            : all.All(r => Text(r, "eventSource") == "aws:sqs" && Text(r, "messageId") is not null) ? ParseQueue(all)
            : null;
    }

    private static S3Event ParseTopic(JsonElement[] records) =>
        new([
            .. records.SelectMany(record =>
                (Object(record, "Sns") is { } sns ? TryParseText(Text(sns, "Message")) : null)?.Records
                ?? throw new FormatException("A message of SNS is none of S3's.")
            ),
        ]);

    private static S3Event ParseQueue(JsonElement[] messages)
    {
        var read = new List<S3Record>();
        var unread = new List<string>();
        foreach (JsonElement message in messages)
        {
            string id = Text(message, "messageId") ?? "";
            if (TryParseText(Text(message, "body")) is { Batch: null, IsOfQueue: false } inner)
            {
                read.AddRange(inner.Records.Select(record => record with { DeliveryId = id }));
            }
            else
            {
                unread.Add(id);
            }
        }

        return new(read) { IsOfQueue = true, UnreadMessages = unread };
    }

    // A message is a text, with S3's words in it or SNS's around them.
    private static S3Event? TryParseText(string? text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text ?? "");
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "Type") == "Notification" && Text(root, "Message") is { } message
                ? TryParseText(message)
                : TryParse(root);
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    // Keys are as they are, not escaped (Amazon EventBridge, "Amazon S3 events").
    private static S3Record ParseBridge(JsonElement root, JsonElement detail)
    {
        JsonElement item = detail.GetProperty("object");
        string reason = Text(detail, "reason") ?? Text(detail, "deletion-type") ?? "";
        string name = Text(root, "detail-type") switch
        {
            "Object Created" => "ObjectCreated:" + reason,
            "Object Deleted" => "ObjectRemoved:" + reason,
            var other => other ?? "",
        };
        return new(
            name,
            Text(detail.GetProperty("bucket"), "name") ?? throw new FormatException("The event of EventBridge names no bucket."),
            Text(item, "key") ?? throw new FormatException("The event of EventBridge names no key."),
            Text(item, "version-id"),
            Text(item, "etag"),
            Size(item),
            Text(item, "sequencer"),
            Text(root, "region")
        )
        {
            EventTime = Time(Text(root, "time")),
        };
    }

    private static S3Event ParseBatch(JsonElement root, string schema, JsonElement tasks) =>
        new([
            .. tasks
                .EnumerateArray()
                .Select(task => new S3Record(
                    S3Record.BatchTask,
                    // Schema 1.0 has the bucket's ARN, 2.0 its name.
                    Text(task, "s3Bucket")
                        ?? Text(task, "s3BucketArn")?.Split(":::")[^1]
                        ?? throw new FormatException("A task of S3 Batch Operations names no bucket."),
                    WebUtility.UrlDecode(Text(task, "s3Key") ?? throw new FormatException("A task of S3 Batch Operations names no key.")),
                    Text(task, "s3VersionId"),
                    null,
                    null,
                    null,
                    null
                )
                {
                    DeliveryId = Text(task, "taskId"),
                }),
        ])
        {
            Batch = new(schema, Text(root, "invocationId") ?? ""),
        };

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
            Size(item),
            Text(item, "sequencer"),
            Text(record, "awsRegion")
        )
        {
            EventTime = Time(Text(record, "eventTime")),
        };
    }

    private static long? Size(JsonElement item) =>
        item.TryGetProperty("size", out JsonElement size) && size.TryGetInt64(out long bytes) ? bytes : null;

    private static DateTimeOffset? Time(string? text) =>
        text is not null
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset at
        )
            ? at
            : null;

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    private static JsonElement? Array(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>A call of S3 Batch Operations.</summary>
/// <param name="SchemaVersion">1.0 or 2.0.</param>
/// <param name="InvocationId">Which call it is.</param>
internal sealed record S3BatchCall(string SchemaVersion, string InvocationId);

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

    /// <summary>The event name of a task of S3 Batch Operations: nothing has happened to the object.</summary>
    public const string BatchTask = "BatchOperations:Task";

    /// <summary>The message of a queue, or the task of S3 Batch Operations, that it came by; null for neither.</summary>
    public string? DeliveryId { get; init; }

    public bool IsBatchTask => EventName == BatchTask;

    /// <summary>Whether there is something to validate.</summary>
    public bool IsCreated => IsBatchTask || EventName.StartsWith("ObjectCreated:", StringComparison.Ordinal);

    public bool IsRemoved =>
        EventName.StartsWith("ObjectRemoved:", StringComparison.Ordinal)
        || EventName.StartsWith("LifecycleExpiration:", StringComparison.Ordinal);

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
