using System.Buffers;
using Cog.Codecs.Lzma;

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
        Decode(source, destination, layout.Interruption);

    /// <inheritdoc/>
    public void DecodeChecked(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        XzIntegrity.CheckHeaders(source);
        XzIntegrity.CheckRest(source, Decode(source, destination, layout.Interruption), destination);
    }

    /// <returns>Where the source is read to: behind the LZMA2 chunk that fills the buffer.</returns>
    private static int Decode(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption)
    {
        XzHeader header = XzHeader.Read(source);
        int end;

        ushort[] probabilities = ArrayPool<ushort>.Shared.Rent(Lzma2Decoder.ProbabilityCount);
        try
        {
            var decoder = new Lzma2Decoder(source[header.Length..], destination, probabilities) { Interruption = interruption };
            decoder.Decode();
            end = source.Length - decoder.Rest.Length;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(probabilities);
        }

        if (header.DeltaDistance > 0)
        {
            UndoDelta(destination, header.DeltaDistance, interruption);
        }

        return end;
    }

    // Section 5.3.3: each byte is stored as what it is more than the byte at that distance before it.
    private static void UndoDelta(Span<byte> bytes, int distance, Interruption interruption)
    {
        for (int start = distance; start < bytes.Length; start += Interruption.Interval)
        {
            interruption.ThrowIfRequested();
            int end = (int)Math.Min((long)start + Interruption.Interval, bytes.Length);
            for (int i = start; i < end; i++)
            {
                bytes[i] += bytes[i - distance];
            }
        }
    }
}
