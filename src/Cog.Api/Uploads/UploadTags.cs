namespace Cog.Api.Uploads;

/// <summary>A verdict as tags of an object.</summary>
internal static class UploadTags
{
    private const int MaxValueLength = 256;

    /// <summary>What <c>cog:valid</c> says of a status; null for one that is no verdict on a TIFF.</summary>
    public static string? ValueOf(string status) =>
        status switch
        {
            UploadStatus.Valid => "true",
            UploadStatus.Invalid => "false",
            UploadStatus.Partial => "partial",
            _ => null,
        };

    /// <summary>
    /// <c>cog:valid</c>, <c>true</c>, <c>false</c> or <c>partial</c>; <c>cog:errors</c>, their number and, as far as they fit, their texts.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(string verdict, IReadOnlyList<string> errors) =>
        new Dictionary<string, string>
        {
            ["cog:valid"] = verdict,
            ["cog:errors"] = Value(
                string.Create(CultureInfo.InvariantCulture, $"{errors.Count}{(errors.Count > 0 ? ": " : "")}{string.Join(" / ", errors)}")
            ),
        };

    // S3 takes letters, digits, spaces and + - = . _ : / @ in tags.
    private static string Value(string text)
    {
        string allowed = string.Concat(
            text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '=' or '.' or '_' or ':' or '/' or '@' ? c : ' ')
        );
        string compact = string.Join(' ', allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return compact.Length <= MaxValueLength ? compact : compact[..MaxValueLength].TrimEnd();
    }
}
