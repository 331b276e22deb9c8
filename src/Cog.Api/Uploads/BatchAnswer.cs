using Cog.Hosting.Lambda;

namespace Cog.Api.Uploads;

/// <summary>What S3 Batch Operations is told: a code and a text for each task, which become lines of its completion report.</summary>
internal sealed record BatchAnswer
{
    [JsonPropertyName("invocationSchemaVersion")]
    public required string SchemaVersion { get; init; }

    /// <summary>What holds for a task that is missing below; none is.</summary>
    [JsonPropertyName("treatMissingKeysAs")]
    public string MissingKeys { get; } = "TemporaryFailure";

    [JsonPropertyName("invocationId")]
    public required string InvocationId { get; init; }

    [JsonPropertyName("results")]
    public required IReadOnlyList<BatchResult> Results { get; init; }

    public static BatchAnswer Of(S3BatchCall call, IReadOnlyList<S3Record> tasks, IReadOnlyList<UploadResult> results) =>
        new()
        {
            SchemaVersion = call.SchemaVersion,
            InvocationId = call.InvocationId,
            Results = [.. tasks.Zip(results).Select(pair => BatchResult.Of(pair.First, pair.Second))],
        };
}

/// <summary>One task.</summary>
/// <param name="TaskId">Which.</param>
/// <param name="Code">
/// <c>Succeeded</c>: there is a verdict, whatever it is; <c>TemporaryFailure</c>: to be tried again; <c>PermanentFailure</c>: the object is
/// gone.
/// </param>
/// <param name="Text">The verdict, or why there is none; and the first of what is wrong.</param>
internal sealed record BatchResult(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("resultCode")] string Code,
    [property: JsonPropertyName("resultString")] string Text
)
{
    // A cell of a table, not a document.
    private const int MaxText = 500;

    public static BatchResult Of(S3Record task, UploadResult result)
    {
        string code =
            result.IsTransient ? "TemporaryFailure"
            : result.Status is UploadStatus.Gone or UploadStatus.Error ? "PermanentFailure"
            : "Succeeded";
        string? why = result.Message ?? (result.Findings is [var first, ..] ? first : null);
        string text = (why is null ? result.Status : $"{result.Status}: {why}").ReplaceLineEndings(" ");
        return new(task.DeliveryId ?? "", code, text.Length <= MaxText ? text : text[..(MaxText - 1)] + "…");
    }
}
