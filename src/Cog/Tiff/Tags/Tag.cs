using System.Text;
using Cog.Tiff.Tags;

namespace Cog;

/// <summary>One directory entry with its value.</summary>
/// <param name="Id">The tag's number.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Count">How many values.</param>
/// <param name="ValueOffset">Where the value stands in the file; inside the entry itself when it fits there.</param>
/// <param name="Data">The value in the file's byte order; empty for one that was left in the file.</param>
/// <param name="IsBigEndian">The file's byte order.</param>
public sealed record Tag(TagId Id, FieldType Type, long Count, long ValueOffset, ReadOnlyMemory<byte> Data, bool IsBigEndian)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// False for a value that was left in the file: a block index, a tag this reader gives no meaning, a value of an unknown type, or one
    /// that the file is too short for.
    /// </summary>
    public bool IsLoaded => Count == 0 || !Data.IsEmpty;

    /// <summary>What the tag is called by TIFF 6.0, GeoTIFF or GDAL; null for a number without a name.</summary>
    public string? Name => TagNames.Of(Id);

    /// <summary>Name, number and value, shortened: <c>BitsPerSample (258) = 8, 8, 8</c>.</summary>
    public override string ToString() => TagText.Of(this);

    /// <summary>All values as integers.</summary>
    /// <exception cref="InvalidTiffException">The type is not an integer type, a value is 2^63 or more, or the value is not
    /// there.</exception>
    public long[] AsIntegers()
    {
        long[] values = new long[LoadedCount()];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = IntegerAt(Data.Span, i);
        }

        return values;
    }

    /// <summary>All values as numbers; a rational is divided, 0/0 is NaN.</summary>
    /// <exception cref="InvalidTiffException">The type is text, or the value is not there.</exception>
    public double[] AsDoubles()
    {
        double[] values = new double[LoadedCount()];
        var reader = new EndianReader(Data.Span, IsBigEndian);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Type switch
            {
                FieldType.Rational => (double)reader.ReadUInt32(i * 8) / reader.ReadUInt32((i * 8) + 4),
                FieldType.SRational => (double)(int)reader.ReadUInt32(i * 8) / (int)reader.ReadUInt32((i * 8) + 4),
                FieldType.Float => BitConverter.UInt32BitsToSingle(reader.ReadUInt32(i * 4)),
                FieldType.Double => BitConverter.UInt64BitsToDouble(reader.ReadUInt64(i * 8)),
                FieldType.Long8 or FieldType.Ifd8 => reader.ReadUInt64(i * 8),
                _ => IntegerAt(Data.Span, i),
            };
        }

        return values;
    }

    /// <summary>The bytes up to the first NUL, as UTF-8, else Latin-1. A missing closing NUL is no fault.</summary>
    /// <exception cref="InvalidTiffException">The type is not of single bytes, or the value is not there.</exception>
    public string AsText()
    {
        _ = LoadedCount();
        if (Type.ByteSize() != 1)
        {
            throw new InvalidTiffException($"Tag {Id} has values of type {Type}, not text.");
        }

        ReadOnlySpan<byte> text = Data.Span;
        int end = text.IndexOf((byte)0);
        text = end < 0 ? text : text[..end];
        try
        {
            return s_strictUtf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(text);
        }
    }

    /// <summary>One value of <paramref name="data"/>, which holds values of this tag from some element on.</summary>
    internal long IntegerAt(ReadOnlySpan<byte> data, int index)
    {
        var reader = new EndianReader(data, IsBigEndian);
        return Type switch
        {
            FieldType.Byte or FieldType.Undefined => data[index],
            FieldType.SByte => (sbyte)data[index],
            FieldType.Short => reader.ReadUInt16(index * 2),
            FieldType.SShort => (short)reader.ReadUInt16(index * 2),
            FieldType.Long or FieldType.Ifd => reader.ReadUInt32(index * 4),
            FieldType.SLong => (int)reader.ReadUInt32(index * 4),
            FieldType.SLong8 => (long)reader.ReadUInt64(index * 8),
            FieldType.Long8 or FieldType.Ifd8 => reader.ReadUInt64(index * 8) switch
            {
                <= long.MaxValue and ulong value => (long)value,
                ulong value => throw new InvalidTiffException($"Tag {Id} holds {value}, more than 2^63 - 1."),
            },
            _ => throw new InvalidTiffException($"Tag {Id} has values of type {Type}, not integers."),
        };
    }

    private int LoadedCount()
    {
        int size = Type.ByteSize();
        if (size == 0)
        {
            throw new InvalidTiffException($"Tag {Id} has the unknown type {(ushort)Type}.");
        }

        if (!IsLoaded || Data.Length / size < Count)
        {
            throw new InvalidTiffException($"The {Count} values of tag {Id} at {ValueOffset} were not read.");
        }

        return (int)Count;
    }
}
