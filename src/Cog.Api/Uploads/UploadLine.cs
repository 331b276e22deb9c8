using System.Diagnostics.CodeAnalysis;
using Cog.Hosting.Telemetry;

namespace Cog.Api.Uploads;

/// <summary>One record's line in the log: its result, and what that took. CloudWatch finds <c>{ $.status = "invalid" }</c>.</summary>
internal sealed record UploadLine : UploadResult
{
    [SetsRequiredMembers]
    private UploadLine(UploadResult result)
        : base(result) { }

    [JsonPropertyName("timestamp")]
    public DateTime Timestamp { get; } = DateTime.UtcNow;

    [JsonPropertyName("level")]
    public string Level => Status == UploadStatus.Error || IsTransient ? "error" : "info";

    [JsonPropertyName("errors")]
    public IReadOnlyList<string>? Errors { get; private init; }

    [JsonPropertyName("warnings")]
    public IReadOnlyList<string>? Warnings { get; private init; }

    [JsonPropertyName("readable")]
    public bool? IsReadable { get; private init; }

    [JsonPropertyName("readable_errors")]
    public IReadOnlyList<string>? ReadErrors { get; private init; }

    [JsonPropertyName("lambdaRequestId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LambdaRequestId { get; } = LogLines.Ids?.RequestId;

    [JsonPropertyName("traceId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; } = LogLines.Ids?.TraceId;

    [JsonPropertyName("reads")]
    public int Reads { get; private init; }

    [JsonPropertyName("bytes")]
    public long Bytes { get; private init; }

    [JsonPropertyName("milliseconds")]
    public double Milliseconds { get; private init; }

    /// <summary>The line of a result, with what its report found, and not the report.</summary>
    /// <param name="result">What became of the record.</param>
    /// <param name="cost">What that took.</param>
    public static UploadLine Of(UploadResult result, RequestLog cost) =>
        new(result)
        {
            Report = null,
            Errors = result.Report?.Errors,
            Warnings = result.Report?.Warnings,
            IsReadable = result.Report?.IsReadable,
            ReadErrors = result.Report?.ReadErrors,
            Reads = cost.Reads.Count,
            Bytes = cost.Reads.ByteCount,
            Milliseconds = Math.Round(cost.Elapsed.TotalMilliseconds, 1),
        };
}
