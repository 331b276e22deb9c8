namespace Cog.Sources;

/// <summary>A run of bytes in an object. A type of its own, so that offset and length cannot be swapped.</summary>
/// <param name="Offset">First byte, counted from the start of the object.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct ByteRange(long Offset, int Length)
{
    /// <summary>The first byte behind the range.</summary>
    public long End => Offset + Length;

    /// <inheritdoc/>
    public override string ToString() => $"{Offset}+{Length}";
}
