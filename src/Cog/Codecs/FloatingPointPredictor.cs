using System.Buffers;
using System.Runtime.Intrinsics;

namespace Cog.Codecs;

/// <summary>Undoes Predictor = 3, for floating point of 16, 24, 32 and 64 bits (Adobe Photoshop TIFF Technical Note 3).</summary>
/// <remarks>
/// A row holds the most significant bytes of all its samples, then the next most significant ones, and so on: byte planes, in this order
/// whatever the file's byte order. The bytes of the row are then differenced, each from the one that stands samplesPerPixel before it.
/// </remarks>
internal static partial class FloatingPointPredictor
{
    /// <summary>Undoes the whole block in place; samples come out in native byte order.</summary>
    /// <param name="block">Decoded bytes, the predictor still applied.</param>
    /// <param name="layout">Rows are the full block width: an edge block is undone before it is cropped.</param>
    public static void Undo(Span<byte> block, BlockLayout layout)
    {
        int rowBytes = (int)layout.RowBytes;
        int sampleBytes = layout.BitsPerSample / 8;
        if (rowBytes == 0)
        {
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(rowBytes);
        Span<byte> planes = rented.AsSpan(0, rowBytes);

        for (; block.Length >= rowBytes; block = block[rowBytes..])
        {
            Span<byte> row = block[..rowBytes];
            HorizontalPredictor.UndoBytes(row, layout.SamplesPerPixel);
            row.CopyTo(planes);

            if (Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian)
            {
                JoinPlanesVectorized(planes, row, sampleBytes);
            }
            else
            {
                JoinPlanes(planes, row, sampleBytes, 0);
            }
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Puts the bytes of each sample together again.</summary>
    /// <param name="planes">A row as byte planes.</param>
    /// <param name="row">The same row as samples.</param>
    /// <param name="sampleBytes">How many planes.</param>
    /// <param name="from">The first sample to do.</param>
    internal static void JoinPlanes(ReadOnlySpan<byte> planes, Span<byte> row, int sampleBytes, int from)
    {
        int samples = row.Length / sampleBytes;
        for (int plane = 0; plane < sampleBytes; plane++)
        {
            int at = BitConverter.IsLittleEndian ? sampleBytes - 1 - plane : plane;
            ReadOnlySpan<byte> bytes = planes.Slice(plane * samples, samples);
            for (int i = from; i < bytes.Length; i++)
            {
                row[(i * sampleBytes) + at] = bytes[i];
            }
        }
    }
}
