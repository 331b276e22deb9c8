using System.Text.Json;

namespace Cog.Stac;

/// <summary>Members of a JSON object that may be missing or of another type; both read as null.</summary>
internal static class JsonMembers
{
    /// <summary>A string; null for any other type, and for one that is not valid Unicode.</summary>
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

    /// <summary>A number, or <c>nan</c>, <c>inf</c> or <c>-inf</c> of the extension <c>raster</c>.</summary>
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

    /// <summary>An array of numbers; null unless all of its elements are finite numbers.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The name of the array.</param>
    /// <param name="most">The longest array that is read; a longer one gives null.</param>
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
