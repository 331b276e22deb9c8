namespace Cog.Api.Info;

/// <summary>The value of a tag, or its beginning: text or numbers.</summary>
/// <param name="Text">Of a tag of characters; null for numbers.</param>
/// <param name="Integers">Of a tag of whole numbers.</param>
/// <param name="Numbers">Of a tag of other numbers, and of whole ones beyond 2^63; a rational is divided.</param>
/// <param name="IsTruncated">Whether the file holds more of it.</param>
[JsonConverter(typeof(TagValueConverter))]
internal sealed record TagValue(string? Text, IReadOnlyList<long>? Integers, IReadOnlyList<double>? Numbers, bool IsTruncated)
{
    /// <summary>Numbers that are given at most.</summary>
    public const int MaxNumbers = 64;

    /// <summary>Characters that are given at most.</summary>
    public const int MaxCharacters = 1024;

    /// <summary>Reads no more of a tag than is given.</summary>
    /// <returns>Null for a value that was left in the file, or is of no known type.</returns>
    public static TagValue? Of(Tag tag)
    {
        int size = tag.Type.ByteSize();
        if (size == 0 || !tag.IsLoaded || tag.Data.Length / size < tag.Count)
        {
            return null;
        }

        if (tag.Type == FieldType.Ascii)
        {
            return OfText(tag);
        }

        bool isTruncated = tag.Count > MaxNumbers;
        Tag start = isTruncated ? tag with { Count = MaxNumbers, Data = tag.Data[..(MaxNumbers * size)] } : tag;
        return tag.Type.IsInteger() && !HasHuge(start)
            ? new(null, start.AsIntegers(), null, isTruncated)
            : new(null, null, start.AsDoubles(), isTruncated);
    }

    private static TagValue OfText(Tag tag)
    {
        // A character takes four bytes at most; none is cut apart.
        int length = (int)Math.Min(tag.Count, 4 * MaxCharacters);
        ReadOnlySpan<byte> data = tag.Data.Span;
        for (int back = 0; back < 3 && length < tag.Count && (data[length] & 0xC0) == 0x80; back++)
        {
            length--;
        }

        string text = length == 0 ? "" : (tag with { Count = length, Data = tag.Data[..length] }).AsText();
        bool isTruncated = text.Length > MaxCharacters || (length < tag.Count && !data[..length].Contains((byte)0));
        if (text.Length > MaxCharacters)
        {
            text = text[..(char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)];
        }

        return new(text, null, null, isTruncated);
    }

    private static bool HasHuge(Tag tag) => tag.Type is FieldType.Long8 or FieldType.Ifd8 && tag.AsDoubles().Any(n => n >= long.MaxValue);
}

/// <summary>Writes an array, or a string. A number that JSON has none for is text.</summary>
internal sealed class TagValueConverter : WrittenConverter<TagValue>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TagValue value, JsonSerializerOptions options)
    {
        if (value.Text is not null)
        {
            writer.WriteStringValue(value.Text);
            return;
        }

        writer.WriteStartArray();
        foreach (long number in value.Integers ?? [])
        {
            writer.WriteNumberValue(number);
        }

        foreach (double number in value.Numbers ?? [])
        {
            Write(writer, number, options);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, double number, JsonSerializerOptions options)
    {
        if (double.IsFinite(number))
        {
            WriteNumber(writer, number, options);
        }
        else
        {
            writer.WriteStringValue(
                double.IsNaN(number) ? "nan"
                : number > 0 ? "inf"
                : "-inf"
            );
        }
    }
}
