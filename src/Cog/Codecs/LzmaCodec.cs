using System.Buffers;
using Cog.Codecs.Lzma;
using Cog.Tiff;

namespace Cog.Codecs;

/// <summary>LZMA, Compression = 34925 (libtiff): an xz stream in each block, of LZMA2 behind a delta filter.</summary>
/// <remarks>
/// The .xz file format 1.2.1. One block of one stream is decoded, which is what libtiff writes. The decoder's dictionary is the block
/// itself, so what the stream says of its size does not matter. Integrity checks are computed by <see cref="DecodeChecked"/> alone: libtiff
/// writes none but those of headers, other writers may.
/// </remarks>
internal sealed class LzmaCodec : IBlockCodec
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout) =>
        Decode(source, destination, layout.CancellationToken);

    /// <inheritdoc/>
    public void DecodeChecked(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        XzIntegrity.CheckHeaders(source);
        XzIntegrity.CheckRest(source, Decode(source, destination, layout.CancellationToken), destination);
    }

    /// <returns>Where the source is read to: behind the LZMA2 chunk that fills the buffer.</returns>
    private static int Decode(ReadOnlySpan<byte> source, Span<byte> destination, CancellationToken cancellationToken)
    {
        XzHeader header = XzHeader.Read(source);
        int end;

        ushort[] probabilities = ArrayPool<ushort>.Shared.Rent(Lzma2Decoder.ProbabilityCount);
        try
        {
            var decoder = new Lzma2Decoder(source[header.Length..], destination, probabilities) { CancellationToken = cancellationToken };
            decoder.Decode();
            end = source.Length - decoder.Rest.Length;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(probabilities);
        }

        // Section 5.3.3: each byte is stored as what it is more than the byte at that distance before it.
        for (int i = header.DeltaDistance; header.DeltaDistance > 0 && i < destination.Length; i++)
        {
            destination[i] += destination[i - header.DeltaDistance];
        }

        return end;
    }
}
