using Cog.Tiff;
using ZstdSharp;

namespace Cog.Codecs;

/// <summary>Zstandard, Compression = 50000 (libtiff; RFC 8878). A block is a frame.</summary>
internal sealed class ZstdCodec : IBlockCodec
{
    // Its tables are some 160 KB: made once for each thread that decodes.
    [ThreadStatic]
    private static Decompressor? t_decompressor;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        int written = Decompress(source, destination);
        int needed = layout.NeededBytes(destination.Length);
        if (written < needed)
        {
            throw new InvalidTiffException($"The ZSTD block decodes to {written} bytes, expected {needed}.");
        }
    }

    /// <summary>Decompresses a whole stream into a buffer that it must fit into.</summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="InvalidTiffException">Malformed, truncated, or larger than <paramref name="destination"/>.</exception>
    internal static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Decompressor decompressor = t_decompressor ??= new();
        try
        {
            return decompressor.Unwrap(source, destination);
        }
        catch (ZstdException e)
        {
            throw new InvalidTiffException($"Malformed ZSTD data in a block of {source.Length} bytes: {e.Message}.", e);
        }
    }
}
