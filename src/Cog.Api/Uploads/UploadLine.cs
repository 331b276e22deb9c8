using Cog.Api.Validation;
using Cog.Hosting.Telemetry;

namespace Cog.Api.Uploads;

/// <summary>One record's line in the log: CloudWatch finds <c>{ $.status = "invalid" }</c>.</summary>
internal sealed record UploadLine
{
    [JsonPropertyName("timestamp")]
    public DateTime Timestamp { get; } = DateTime.UtcNow;

    [JsonPropertyName("level")]
    public required string Level { get; init; }

    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("versionId")]
    public string? VersionId { get; init; }

    [JsonPropertyName("sequencer")]
    public string? Sequencer { get; init; }

    [JsonPropertyName("event")]
    public required string Event { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("errors")]
    public IReadOnlyList<string>? Errors { get; init; }

    [JsonPropertyName("warnings")]
    public IReadOnlyList<string>? Warnings { get; init; }

    [JsonPropertyName("readable")]
    public bool? IsReadable { get; init; }

    [JsonPropertyName("readable_errors")]
    public IReadOnlyList<string>? ReadErrors { get; init; }

    [JsonPropertyName("tagged")]
    public bool? IsTagged { get; init; }

    [JsonPropertyName("prewarmed")]
    public string? Prewarmed { get; init; }

    [JsonPropertyName("placed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Placed { get; init; }

    [JsonPropertyName("lambdaRequestId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LambdaRequestId { get; } = LogLines.Ids?.RequestId;

    [JsonPropertyName("traceId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; } = LogLines.Ids?.TraceId;

    [JsonPropertyName("reads")]
    public required int Reads { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    [JsonPropertyName("milliseconds")]
    public required double Milliseconds { get; init; }

    /// <summary>The whole report, where no destination is handed it because the invocation fails for another record's sake.</summary>
    [JsonPropertyName("report"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValidateResponse? Report { get; init; }

    /// <summary>The line of a result.</summary>
    /// <param name="result">What became of the record.</param>
    /// <param name="cost">What that took.</param>
    public static UploadLine Of(UploadResult result, RequestLog cost) =>
        new()
        {
            Level = result.Status == UploadStatus.Error || result.IsTransient ? "error" : "info",
            Bucket = result.Bucket,
            Key = result.Key,
            VersionId = result.VersionId,
            Sequencer = result.Sequencer,
            Event = result.Event,
            Status = result.Status,
            Message = result.Message,
            Errors = result.Report?.Errors,
            Warnings = result.Report?.Warnings,
            IsReadable = result.Report?.IsReadable,
            ReadErrors = result.Report?.ReadErrors,
            IsTagged = result.IsTagged,
            Prewarmed = result.Prewarmed,
            Placed = result.Placed,
            Reads = cost.Reads.Count,
            Bytes = cost.Reads.ByteCount,
            Milliseconds = Math.Round(cost.Elapsed.TotalMilliseconds, 1),
        };
}
