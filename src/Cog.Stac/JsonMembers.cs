using System.Text.Json;

namespace Cog.Stac;

/// <summary>Members of JSON that may be missing or of another kind: both are nothing.</summary>
internal static class JsonMembers
{
    /// <summary>A text; null for anything else, and for one that is no Unicode.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair.
        }
    }

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.Text();

    public static JsonElement? Object(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public static IEnumerable<JsonElement> Array(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    /// <summary>A finite number.</summary>
    public static double? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;

    public static double? Number(this JsonElement element, string name) => element.Member(name)?.Number();

    /// <summary>A number, or one of the words that the extension <c>raster</c> has for others.</summary>
    public static double? NumberOrWord(this JsonElement element, string name) =>
        element.Member(name) is not { } found
            ? null
            : found.Number()
                ?? found.Text() switch
                {
                    "nan" => double.NaN,
                    "inf" => double.PositiveInfinity,
                    "-inf" => double.NegativeInfinity,
                    _ => null,
                };

    /// <summary>Numbers; null unless all of an array are finite numbers.</summary>
    /// <param name="element">What has the array.</param>
    /// <param name="name">The array.</param>
    /// <param name="most">More are none.</param>
    public static double[]? Numbers(this JsonElement element, string name, int most)
    {
        double?[] numbers = [.. element.Array(name).Take(most + 1).Select(number => number.Number())];
        return numbers.Length > 0 && numbers.Length <= most && System.Array.TrueForAll(numbers, number => number is not null)
            ? System.Array.ConvertAll(numbers, number => number!.Value)
            : null;
    }

    private static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement found) ? found : null;
}
