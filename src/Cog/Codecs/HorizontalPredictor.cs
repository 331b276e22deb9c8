using System.Runtime.Intrinsics;

namespace Cog.Codecs;

/// <summary>
/// Undoes Predictor = 2, horizontal differencing (TIFF 6.0 section 14): each sample is stored as what it is more than its left neighbour of
/// the same band.
/// </summary>
/// <remarks>Keyed on bit depth alone: floats and complex samples are differenced as the integers of their bits, as libtiff does.</remarks>
internal static partial class HorizontalPredictor
{
    /// <summary>Adds the differences up, in place.</summary>
    /// <param name="block">Samples of 8, 16, 32 or 64 bits, native byte order.</param>
    /// <param name="layout">Rows are the full block width: an edge block is undone before it is cropped.</param>
    public static void Undo(Span<byte> block, BlockLayout layout)
    {
        int rowBytes = (int)layout.RowBytes;
        if (rowBytes == 0)
        {
            return;
        }

        for (; block.Length >= rowBytes; block = block[rowBytes..])
        {
            Span<byte> row = block[..rowBytes];
            switch (layout.BitsPerSample)
            {
                case 8:
                    UndoBytes(row, layout.SamplesPerPixel);
                    break;
                case 16:
                    Undo16(MemoryMarshal.Cast<byte, ushort>(row), layout.SamplesPerPixel);
                    break;
                case 32:
                    UndoRow(MemoryMarshal.Cast<byte, uint>(row), layout.SamplesPerPixel);
                    break;
                default:
                    UndoRow(MemoryMarshal.Cast<byte, ulong>(row), layout.SamplesPerPixel);
                    break;
            }
        }
    }

    /// <summary>One row of bytes; also the first half of predictor 3.</summary>
    public static void UndoBytes(Span<byte> row, int samplesPerPixel)
    {
        if (Vector128.IsHardwareAccelerated && samplesPerPixel <= 4)
        {
            UndoRowVectorized(row, samplesPerPixel);
        }
        else
        {
            UndoRow(row, samplesPerPixel);
        }
    }

    private static void Undo16(Span<ushort> row, int samplesPerPixel)
    {
        if (Vector128.IsHardwareAccelerated && samplesPerPixel <= 4)
        {
            UndoRowVectorized(row, samplesPerPixel);
        }
        else
        {
            UndoRow(row, samplesPerPixel);
        }
    }

    // Differences wrap modulo 2^bits, so unsigned arithmetic serves signed samples too.
    internal static void UndoRow<T>(Span<T> row, int samplesPerPixel)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (samplesPerPixel == 1)
        {
            T sum = T.Zero; // In a register: the loop below waits for each store.
            for (int i = 0; i < row.Length; i++)
            {
                sum += row[i];
                row[i] = sum;
            }

            return;
        }

        for (int i = samplesPerPixel; i < row.Length; i++)
        {
            row[i] += row[i - samplesPerPixel];
        }
    }
}
