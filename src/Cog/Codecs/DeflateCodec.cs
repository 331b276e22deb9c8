using Cog.Tiff;

namespace Cog.Codecs;

/// <summary>
/// Deflate in a zlib wrapper (RFC 1950, 1951): Compression = 8 (Adobe) and 32946 (libtiff's first number for the same thing).
/// </summary>
/// <remarks>
/// What follows the block's last byte is not looked at, so a stream may be longer than the block or miss its checksum, but not fail it.
/// </remarks>
internal sealed class DeflateCodec : IBlockCodec
{
    private readonly bool _isDirect;

    /// <summary>
    /// Calls the runtime's zlib directly where that is possible, and through <see cref="System.IO.Compression.ZLibStream"/> elsewhere.
    /// </summary>
    public DeflateCodec()
        : this(ZlibInflater.IsAvailable) { }

    /// <summary>Chooses the way to zlib: this is the only switch between the two.</summary>
    internal DeflateCodec(bool isDirect) => _isDirect = isDirect;

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
    internal int Inflate(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption) =>
        Inflate(source, destination, interruption, out _);

    private InflateEnd DecodeNeeded(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        int written = Inflate(source, destination, layout.Interruption, out InflateEnd end);
        int needed = layout.NeededBytes(destination.Length);
        return written < needed ? throw new InvalidTiffException($"The Deflate block decodes to {written} bytes, expected {needed}.") : end;
    }

    private int Inflate(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption, out InflateEnd end) =>
        _isDirect
            ? ZlibInflater.Inflate(source, destination, interruption, out end)
            : ZLibStreamInflater.Inflate(source, destination, interruption, out end);
}

/// <summary>Why inflating stopped.</summary>
internal enum InflateEnd
{
    /// <summary>The stream's end, checksum and all.</summary>
    OfStream,

    /// <summary>The source has no more bytes, but the stream does not end there.</summary>
    OfSource,

    /// <summary>The buffer is full, and the stream goes on.</summary>
    OfBuffer,
}
