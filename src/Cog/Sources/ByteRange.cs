namespace Cog;

/// <summary>A run of bytes in an object. A type of its own, so that offset and length cannot be swapped.</summary>
/// <param name="Offset">First byte, counted from the start of the object.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct ByteRange(long Offset, int Length)
{
    /// <summary>The first byte behind the range.</summary>
    public long End => Offset + Length;

    /// <summary>How much of it an object of so many bytes has; 0 past the end.</summary>
    public int LengthWithin(long objectLength) => (int)Math.Clamp(objectLength - Offset, 0, Length);

    /// <summary>The range's bytes of a whole object in memory; shorter at its end.</summary>
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> whole) =>
        LengthWithin(whole.Length) is > 0 and int length ? whole.Slice((int)Offset, length) : default;

    /// <summary>As HTTP counts them (RFC 9110 section 14.1.2), for messages: <c>bytes 0-16383</c>.</summary>
    public override string ToString() => Length > 0 ? $"bytes {Offset}-{End - 1}" : $"no bytes at {Offset}";
}
