using Cog.Codecs.Deflate;

namespace Cog.Codecs;

/// <summary>
/// Deflate in a zlib wrapper (RFC 1950, 1951): Compression = 8 (Adobe) and 32946 (libtiff's first number for the same thing).
/// </summary>
/// <remarks>
/// What follows the block's last byte is not looked at, so a stream may be longer than the block or miss its checksum, but not fail it.
/// </remarks>
internal sealed class DeflateCodec : IBlockCodec
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout) => DecodeNeeded(source, destination, layout);

    /// <inheritdoc/>
    /// <remarks>A stream that goes on behind the block is accepted, as libtiff does: its checksum is out of reach.</remarks>
    public void DecodeChecked(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        if (DecodeNeeded(source, destination, layout) == InflateEnd.OfSource)
        {
            throw new InvalidTiffException($"The Deflate block of {source.Length} bytes ends before its Adler-32 checksum.");
        }
    }

    /// <summary>Decodes until the stream ends or the buffer is full.</summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="InvalidTiffException">Malformed data.</exception>
    internal static int Inflate(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption) =>
        Inflate(source, destination, interruption, out _);

    private static InflateEnd DecodeNeeded(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        int written = Inflate(source, destination, layout.Interruption, out InflateEnd end);
        int needed = layout.NeededBytes(destination.Length);
        return written < needed ? throw new InvalidTiffException($"The Deflate block decodes to {written} bytes, expected {needed}.") : end;
    }

    [SkipLocalsInit]
    private static int Inflate(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption, out InflateEnd end)
    {
        end = InflateEnd.OfSource;
        if (source.IsEmpty || destination.IsEmpty)
        {
            return 0;
        }

        Span<uint> tables = stackalloc uint[InflateTables.Size]; // 11 KB: the stack's top is in the processor's cache.
        var inflater = new Inflater(source, destination, tables);
        do
        {
            interruption.ThrowIfRequested();
        } while (inflater.Advance(After(inflater.Read), After(inflater.Written)));

        end = inflater.End;
        return inflater.Written;

        static int After(int position) => (int)Math.Min((long)position + Interruption.Interval, int.MaxValue);
    }
}
