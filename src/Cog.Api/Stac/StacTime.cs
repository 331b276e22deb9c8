namespace Cog.Api.Stac;

/// <summary>When something was taken: a moment, or an interval.</summary>
/// <param name="Start">The moment, or the first of them.</param>
/// <param name="End">The last of them; null for a moment.</param>
internal sealed record StacTime(DateTimeOffset Start, DateTimeOffset? End)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // ISO 8601, what is left out being the first of its kind. K is nothing, Z or an offset.
    private static readonly string[] s_formats =
    [
        "yyyy",
        "yyyy-MM",
        "yyyy-MM-dd",
        "yyyyMMdd",
        .. from date in (string[])["yyyy-MM-dd", "yyyyMMdd"]
        from separator in (string[])["'T'", "' '"]
        from time in (string[])["HH", "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF", "HHmm", "HHmmss", "HHmmss.FFFFFFF"]
        select date + separator + time + "K",
    ];

    /// <summary>What stands in an Item: <c>datetime</c>, or <c>start_datetime</c> and <c>end_datetime</c>.</summary>
    public (string? Moment, string? Start, string? End) Texts =>
        End is { } end ? (null, Write(Start), Write(end)) : (Write(Start), null, null);

    /// <summary>Reads a moment, or two with <c>/</c> between them, of ISO 8601; in UTC unless it says otherwise.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static StacTime Parse(string text)
    {
        DateTimeOffset?[] moments = [.. text.Split('/').Select(ParseMoment)];
        return moments switch
        {
            [{ } moment] => new(moment, null),
            [{ } start, { } end] when start <= end => new(start, end),
            [{ }, { }] => throw new FormatException($"datetime is '{text}': it ends before it starts."),
            _ => throw new FormatException(
                $"datetime is '{text}': expected a date and time such as 2020-01-01T01:01:01Z, or two of them with / between them."
            ),
        };
    }

    /// <summary>
    /// What a file says: ACQUISITIONDATETIME of GDAL's domain IMAGERY, else TIFF's DateTime (TIFF 6.0 section 8); null when it says
    /// neither.
    /// </summary>
    public static DateTimeOffset? Of(CogHeader header) =>
        header.Metadata.OfDomain("IMAGERY").GetValueOrDefault("ACQUISITIONDATETIME") is { } acquired
        && ParseMoment(acquired.Trim()) is { } moment
            ? moment
        : header.ImageMetadata.GetValueOrDefault("TIFFTAG_DATETIME")?.Trim() is { } tag
            ? DateTimeOffset.TryParseExact(tag, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, Utc, out DateTimeOffset written)
                    ? written
                : ParseMoment(tag)
        : null;

    /// <summary>A moment as RFC 3339 has it: to the second, or to the microsecond where it has a part of one.</summary>
    public static string Write(DateTimeOffset moment) =>
        moment
            .ToUniversalTime()
            .ToString(
                moment.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond == 0
                    ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
                    : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
                CultureInfo.InvariantCulture
            );

    private static DateTimeOffset? ParseMoment(string text) =>
        DateTimeOffset.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset moment) ? moment : null;
}
