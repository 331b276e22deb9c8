using Cog.Tiff.Tags;

namespace Cog.Api.Info;

/// <summary>One tag of a directory.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it is called; null when no name is known.</param>
/// <param name="Type">TIFF's name of the type; its number when that is not known.</param>
/// <param name="Count">How many values the file holds.</param>
/// <param name="Value">They, or the first of them; null when they were left in the file.</param>
/// <param name="Truncated">True when there are more.</param>
/// <param name="Offset">Where a value that was left in the file stands.</param>
internal sealed record TagDescription(
    int Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    string Type,
    long Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TagValue? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Truncated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Offset
)
{
    /// <summary>Describes a tag by what the header holds of it.</summary>
    public static TagDescription Of(Tag tag)
    {
        var value = TagValue.Of(tag);
        return new(
            (int)tag.Id,
            TagNames.Of(tag.Id),
            tag.Type.ToString().ToUpperInvariant(),
            tag.Count,
            value,
            value is { IsTruncated: true },
            value is null ? tag.ValueOffset : null
        );
    }

    /// <summary>About how many bytes of JSON it takes at most.</summary>
    internal int Weight => 128 + (6 * (Value?.Text?.Length ?? 0)) + (25 * ((Value?.Integers?.Count ?? 0) + (Value?.Numbers?.Count ?? 0)));
}
