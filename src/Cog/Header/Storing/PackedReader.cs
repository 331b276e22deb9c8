using System.Text;

namespace Cog.Header.Storing;

/// <summary>Reads what a <see cref="PackedWriter"/> wrote; never past the end, and false for whatever it cannot have written.</summary>
internal struct PackedReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _left = bytes;

    /// <summary>Bytes not yet read.</summary>
    public readonly int Left => _left.Length;

    public readonly bool IsAtEnd => _left.IsEmpty;

    public bool TryByte(out byte value)
    {
        bool has = TryBytes(1, out ReadOnlyMemory<byte> one);
        value = has ? one.Span[0] : (byte)0;
        return has;
    }

    /// <summary>Gives the next bytes, not copied.</summary>
    public bool TryBytes(long length, out ReadOnlyMemory<byte> value)
    {
        if (length < 0 || length > _left.Length)
        {
            value = default;
            return false;
        }

        value = _left[..(int)length];
        _left = _left[(int)length..];
        return true;
    }

    public bool TryUnsigned(out long value)
    {
        bool has = TryVarint(out ulong number) && number <= long.MaxValue;
        value = has ? (long)number : 0;
        return has;
    }

    /// <summary>A number from 0 to <paramref name="most"/>.</summary>
    public bool TryCount(int most, out int value)
    {
        bool has = TryVarint(out ulong number) && number <= (ulong)most;
        value = has ? (int)number : 0;
        return has;
    }

    public bool TrySigned(out long value)
    {
        bool has = TryVarint(out ulong number);
        value = unchecked((long)(number >> 1) ^ -(long)(number & 1));
        return has;
    }

    public bool TryOptional(out long? value)
    {
        bool has = TryVarint(out ulong number) && number <= 1UL << 63;
        value = has && number > 0 ? (long)(number - 1) : null;
        return has;
    }

    public bool TryText(out string? value)
    {
        value = null;
        if (!TryOptional(out long? length))
        {
            return false;
        }

        if (length is null)
        {
            return true;
        }

        bool has = TryBytes(length.Value, out ReadOnlyMemory<byte> text);
        value = has ? Encoding.UTF8.GetString(text.Span) : null;
        return has;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        ReadOnlySpan<byte> bytes = _left.Span;
        for (int i = 0; i < bytes.Length && i < 10; i++)
        {
            // The tenth byte has room for one bit more.
            if (i == 9 && bytes[i] > 1)
            {
                return false;
            }

            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] <= 0x7F)
            {
                _left = _left[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
