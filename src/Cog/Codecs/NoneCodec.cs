namespace Cog.Codecs;

/// <summary>
/// No compression, Compression = 1 (TIFF 6.0 section 8): samples packed into bytes as tightly as possible, rows on byte boundaries.
/// </summary>
internal sealed class NoneCodec : IBlockCodec
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        if (source.Length < destination.Length)
        {
            throw new InvalidTiffException($"The uncompressed block has {source.Length} bytes, expected {destination.Length}.");
        }

        source[..destination.Length].CopyTo(destination);
    }
}
