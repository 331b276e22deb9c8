namespace Cog.Tiff.Tags;

/// <summary>A tag on one line.</summary>
internal static class TagText
{
    private const int MaxNumbers = 8,
        MaxCharacters = 60;

    /// <summary>Name, number and value; of long values the beginning, and how many there are.</summary>
    public static string Of(Tag tag)
    {
        string name = tag.Name is { } known ? $"{known} ({(ushort)tag.Id})" : $"Tag {(ushort)tag.Id}";
        return $"{name} = {ValueOf(tag)}";
    }

    private static string ValueOf(Tag tag)
    {
        int size = tag.Type.ByteSize();
        if (size == 0)
        {
            return $"{tag.Count} values of the unknown type {(ushort)tag.Type} at {tag.ValueOffset}";
        }

        if (!tag.IsLoaded || tag.Data.Length / size < tag.Count)
        {
            return $"{tag.Count} × {tag.Type} at {tag.ValueOffset}, not read";
        }

        if (tag.Type == FieldType.Ascii)
        {
            string text = tag.AsText().ReplaceLineEndings(" ");
            return text.Length <= MaxCharacters ? $"\"{text}\"" : $"\"{text.AsSpan(0, MaxCharacters)}…\" ({text.Length} characters)";
        }

        bool isShortened = tag.Count > MaxNumbers;
        Tag start = isShortened ? tag with { Count = MaxNumbers, Data = tag.Data[..(MaxNumbers * size)] } : tag;
        string numbers = string.Join(", ", start.AsDoubles().Select(n => n.ToString(CultureInfo.InvariantCulture)));
        return isShortened ? $"{numbers}, … ({tag.Count} values)" : numbers;
    }
}
