using System.Text.Json;

namespace Cog.Rendering.Tiling;

/// <summary>
/// A value in JSON that somebody wrote by hand: whatever is wrong with it is said with the place where it stands and what was expected
/// there.
/// </summary>
/// <param name="Value">The value; <see cref="JsonValueKind.Undefined"/> when it is not there.</param>
/// <param name="Path">Where it stands, e.g. <c>tileMatrices[3].tileWidth</c>.</param>
internal readonly record struct JsonMember(JsonElement Value, string Path)
{
    /// <summary>False for what is missing, and for null.</summary>
    public bool IsThere => Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>A member by its name, or by the one that an older version of the format has for it.</summary>
    public JsonMember this[string name, string? older = null]
    {
        get
        {
            if (Value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object");
            }

            string found = older is not null && !Value.TryGetProperty(name, out _) && Value.TryGetProperty(older, out _) ? older : name;
            Value.TryGetProperty(found, out JsonElement member);
            return new(member, Path.Length == 0 ? found : $"{Path}.{found}");
        }
    }

    public string? OptionalText => IsThere ? Text("text") : null;

    public string Text(string expected) =>
        Value.ValueKind == JsonValueKind.String && Value.GetString() is { Length: > 0 } text ? text : throw Wrong(expected);

    public double Number(string expected) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(expected);

    public double PositiveNumber() => Number("a number above 0") is > 0 and var number ? number : throw Wrong("a number above 0");

    /// <summary>A whole number; <c>256.0</c> is one, too.</summary>
    public long Integer(long minimum, long maximum)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        double number = Number(expected);
        return number == Math.Floor(number) && number >= minimum && number <= maximum ? (long)number : throw Wrong(expected);
    }

    /// <summary>The values of an array.</summary>
    public IReadOnlyList<JsonMember> Items(int minimum, int maximum, string expected)
    {
        if (Value.ValueKind != JsonValueKind.Array || Value.GetArrayLength() < minimum || Value.GetArrayLength() > maximum)
        {
            throw Wrong(expected);
        }

        string path = Path;
        return [.. Value.EnumerateArray().Select((item, i) => new JsonMember(item, $"{path}[{i}]"))];
    }

    /// <summary>How this is refused.</summary>
    public FormatException Wrong(string expected)
    {
        const int Shown = 60;
        string name = Path.Length == 0 ? "The document" : Path;
        if (Value.ValueKind == JsonValueKind.Undefined)
        {
            return new($"{name} is missing; {expected} is expected.");
        }

        string text = Value.GetRawText();
        return new($"{name} is {(text.Length <= Shown ? text : text[..Shown] + "…")}; {expected} is expected.");
    }
}
