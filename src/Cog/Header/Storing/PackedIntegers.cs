namespace Cog.Header.Storing;

/// <summary>A block index in few bytes: each value as its difference from the one before, in a zigzag varint. Nothing is lost.</summary>
internal static class PackedIntegers
{
    /// <summary>Whether this form serves: a loaded array of unsigned values below 2^63.</summary>
    public static bool CanPack(Tag tag)
    {
        if (!TagIds.IsBlockIndex(tag.Id) || tag.Type is not (FieldType.Short or FieldType.Long or FieldType.Long8))
        {
            return false;
        }

        // Beyond 2^63 only in a malformed file, which keeps its bytes as they are.
        int size = tag.Type.ByteSize(),
            high = tag.IsBigEndian ? 0 : size - 1;
        for (int i = high; size == sizeof(ulong) && i < tag.Data.Length; i += size)
        {
            if (tag.Data.Span[i] > 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bytes that the value takes when it is written.</summary>
    public static int ByteCountOf(Tag tag)
    {
        if (!CanPack(tag))
        {
            return tag.Data.Length;
        }

        var writer = new PackedWriter();
        Write(writer, tag);
        return writer.Length;
    }

    public static void Write(PackedWriter writer, Tag tag)
    {
        long last = 0;
        for (int i = 0; i < tag.Count; i++)
        {
            long value = tag.IntegerAt(tag.Data.Span, i);
            writer.Signed(value - last);
            last = value;
        }
    }

    /// <summary>Reads the values of <paramref name="tag"/>, back into its type and byte order.</summary>
    /// <returns>Null when they end early, or one does not fit its type.</returns>
    public static byte[]? Read(ref PackedReader reader, Tag tag)
    {
        if (tag.Type is not (FieldType.Short or FieldType.Long or FieldType.Long8) || tag.Count > reader.Left)
        {
            return null;
        }

        int size = tag.Type.ByteSize();
        ulong most = ulong.MaxValue >> (64 - (8 * size));
        byte[] data = new byte[tag.Count * size];
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        long value = 0;
        for (int at = 0; at < data.Length; at += size)
        {
            if (!reader.TrySigned(out long difference))
            {
                return null;
            }

            value = unchecked(value + difference);
            if (value < 0 || (ulong)value > most)
            {
                return null;
            }

            if (tag.IsBigEndian)
            {
                BinaryPrimitives.WriteInt64BigEndian(bytes, value);
                bytes[^size..].CopyTo(data.AsSpan(at));
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                bytes[..size].CopyTo(data.AsSpan(at));
            }
        }

        return data;
    }
}
