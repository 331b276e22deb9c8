using Cog.Api.Validation;
using Cog.Hosting.Lambda;

namespace Cog.Api.Uploads;

/// <summary>What an invocation gives back: one result a record, in the records' order.</summary>
internal sealed record UploadReport([property: JsonPropertyName("results")] IReadOnlyList<UploadResult> Results);

/// <summary>The result of one record. Null fields are left out.</summary>
internal record UploadResult
{
    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("versionId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VersionId { get; init; }

    [JsonPropertyName("sequencer"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sequencer { get; init; }

    [JsonPropertyName("event")]
    public required string Event { get; init; }

    /// <summary>One of <see cref="UploadStatus"/>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Why, where the status does not say it all.</summary>
    [JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>Whether the object has its tags now; null where none were to be set.</summary>
    [JsonPropertyName("tagged"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsTagged { get; init; }

    /// <summary>
    /// What became of its header in the shared table of headers, where the first map view finds it: a word of
    /// <see cref="PrewarmedHeaders"/>; null where there was none to be had.
    /// </summary>
    [JsonPropertyName("prewarmed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prewarmed { get; init; }

    /// <summary>
    /// What became of it in the table of places, where the map of its folder finds it: a word of <see cref="PlacedUploads"/>; null where
    /// nothing was to be entered.
    /// </summary>
    [JsonPropertyName("placed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Placed { get; init; }

    /// <summary>As <c>GET /cog/validate</c> answers; null when there is no header to report on.</summary>
    [JsonPropertyName("report"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValidateResponse? Report { get; init; }

    /// <summary>Where this is kept as an object; null where it is not.</summary>
    [JsonPropertyName("report_object"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReportObject { get; init; }

    /// <summary>True when the report was too long to be sent on.</summary>
    [JsonPropertyName("brief"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBrief { get; init; }

    /// <summary>Why it is invalid, all of it; null where <see cref="Message"/> says it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Findings { get; init; }

    /// <summary>True when another try may end better.</summary>
    [JsonIgnore]
    public bool IsTransient { get; init; }

    public static UploadResult Of(S3Record record, string status, string? message = null) =>
        new()
        {
            Bucket = record.Bucket,
            Key = record.Key,
            VersionId = record.VersionId,
            Sequencer = record.Sequencer,
            Event = record.EventName,
            Status = status,
            Message = message,
        };
}
