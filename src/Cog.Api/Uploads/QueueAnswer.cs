using Cog.Hosting.Lambda;

namespace Cog.Api.Uploads;

/// <summary>Which messages of a queue are to come again: a partial batch answer, for <c>ReportBatchItemFailures</c>.</summary>
internal sealed record QueueAnswer([property: JsonPropertyName("batchItemFailures")] IReadOnlyList<QueueFailure> Failures)
{
    /// <summary>
    /// Those of which a record may be tried again, and those that are none of S3's: the queue's own queue gets them in the end.
    /// </summary>
    public static QueueAnswer Of(S3Event s3, IReadOnlyList<UploadResult> results) =>
        new([
            .. s3
                .Records.Zip(results)
                .Where(pair => pair.Second.IsTransient)
                .Select(pair => pair.First.DeliveryId ?? "")
                .Concat(s3.UnreadMessages)
                .Distinct()
                .Select(id => new QueueFailure(id)),
        ]);
}

/// <summary>One message.</summary>
internal sealed record QueueFailure([property: JsonPropertyName("itemIdentifier")] string Id);
