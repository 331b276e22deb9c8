using System.Globalization;

namespace Cog.Api.Uploads;

/// <summary>A verdict as tags of an object.</summary>
internal static class UploadTags
{
    private const int MaxValueLength = 256;

    /// <summary><c>cog:valid</c>, <c>true</c> or <c>false</c>; <c>cog:errors</c>, their number and, as far as they fit, their texts.</summary>
    public static IReadOnlyDictionary<string, string> Of(bool isValid, IReadOnlyList<string> errors) => new Dictionary<string, string>
    {
        ["cog:valid"] = isValid ? "true" : "false",
        ["cog:errors"] = Value(string.Create(CultureInfo.InvariantCulture, $"{errors.Count}{(errors.Count > 0 ? ": " : "")}{string.Join(" / ", errors)}")),
    };

    // S3 takes letters, digits, spaces and + - = . _ : / @ in tags.
    private static string Value(string text)
    {
        string allowed = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '=' or '.' or '_' or ':' or '/' or '@' ? c : ' '));
        string compact = string.Join(' ', allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return compact.Length <= MaxValueLength ? compact : compact[..MaxValueLength].TrimEnd();
    }
}
