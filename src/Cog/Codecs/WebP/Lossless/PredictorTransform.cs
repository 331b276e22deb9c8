using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>Undoes the predictor transform (WebP lossless specification, section 4.1).</summary>
internal static class PredictorTransform
{
    private const uint Black = 0xFF00_0000;

    /// <summary>Adds its prediction to every pixel.</summary>
    /// <param name="buffer">The row above the first one, then the rows; the last row is copied over the first one afterwards.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="firstRow">The first row's place in the picture.</param>
    /// <param name="blocks">Of the predictor's number, in green.</param>
    public static void Undo(Span<uint> buffer, int width, int firstRow, TransformBlocks blocks)
    {
        int blocksInRow = PixelReader.BlocksOf(width, blocks.Bits),
            rows = (buffer.Length / width) - 1;
        for (int i = 0; i < rows; i++)
        {
            // The row above goes on with this row's first pixel, which stands for the one that is not there at its right end.
            Span<uint> above = buffer.Slice(i * width, width + 1),
                row = buffer.Slice((i + 1) * width, width);
            if (firstRow + i == 0)
            {
                row[0] = PixelBytes.Add(row[0], Black);
                AddLeft(row);
                continue;
            }

            row[0] = PixelBytes.Add(row[0], above[0]);
            ReadOnlySpan<uint> modes = blocks.Data.AsSpan(((firstRow + i) >> blocks.Bits) * blocksInRow, blocksInRow);
            for (int block = 0, x = 1; x < width; block++)
            {
                int end = Math.Min((block + 1) << blocks.Bits, width);
                Undo((int)(modes[block] >> 8) & 15, above[(x - 1)..(end + 1)], row[(x - 1)..end]);
                x = end;
            }
        }

        buffer.Slice(rows * width, width).CopyTo(buffer);
    }

    /// <summary>Pixels of one block in one row.</summary>
    /// <param name="mode">The predictor's number.</param>
    /// <param name="above">From the one above and to the left of the first on, to the one above and to the right of the last.</param>
    /// <param name="row">From the one to the left of the first on.</param>
    internal static void Undo(int mode, ReadOnlySpan<uint> above, Span<uint> row)
    {
        switch (mode)
        {
            case 1:
                AddLeft(row);
                break;
            case 2:
                Add(row[1..], above[1..]);
                break;
            case 3:
                Add(row[1..], above[2..]);
                break;
            case 4:
                Add(row[1..], above);
                break;
            case 5:
                AddInTurn<MeanOfAll>(above, row);
                break;
            case 6:
                AddInTurn<MeanOfLeftAndCorner>(above, row);
                break;
            case 7:
                AddInTurn<MeanOfLeftAndAbove>(above, row);
                break;
            case 8:
                AddMeans(row[1..], above, above[1..]);
                break;
            case 9:
                AddMeans(row[1..], above[1..], above[2..]);
                break;
            case 10:
                AddInTurn<MeanOfMeans>(above, row);
                break;
            case 11:
                AddInTurn<Nearer>(above, row);
                break;
            case 12:
                AddGradients(above, row);
                break;
            case 13:
                AddHalfGradients(above, row);
                break;
            default: // 0, and those that the specification does not have: black.
                foreach (ref uint pixel in row[1..])
                {
                    pixel = PixelBytes.Add(pixel, Black);
                }

                break;
        }
    }

    private static void AddLeft(Span<uint> row)
    {
        uint left = row[0];
        foreach (ref uint pixel in row[1..])
        {
            pixel = left = PixelBytes.Add(pixel, left);
        }
    }

    private static void Add(Span<uint> row, ReadOnlySpan<uint> predictions)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(row);
        ReadOnlySpan<byte> others = MemoryMarshal.AsBytes(predictions)[..bytes.Length];
        int i = 0;
        for (; i <= bytes.Length - Vector128<byte>.Count && Vector128.IsHardwareAccelerated; i += Vector128<byte>.Count)
        {
            (Vector128.Create(bytes[i..]) + Vector128.Create(others[i..])).CopyTo(bytes[i..]);
        }

        for (; i < bytes.Length; i++)
        {
            bytes[i] += others[i];
        }
    }

    private static void AddMeans(Span<uint> row, ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        left = left[..row.Length];
        right = right[..row.Length];
        int i = 0;
        for (; i <= row.Length - Vector128<uint>.Count && Vector128.IsHardwareAccelerated; i += Vector128<uint>.Count)
        {
            Vector128<uint> first = Vector128.Create(left[i..]),
                second = Vector128.Create(right[i..]);
            Vector128<byte> means = ((((first ^ second) & Vector128.Create(0xFEFE_FEFE)) >>> 1) + (first & second)).AsByte();
            (Vector128.Create<uint>(row[i..]).AsByte() + means).AsUInt32().CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] = PixelBytes.Add(row[i], PixelBytes.Average(left[i], right[i]));
        }
    }

    private static void AddInTurn<TPredictor>(ReadOnlySpan<uint> above, Span<uint> row)
        where TPredictor : struct, IPredictor
    {
        above = above[..(row.Length + 1)];
        uint left = row[0];
        for (int i = 1; i < row.Length; i++)
        {
            row[i] = left = PixelBytes.Add(row[i], TPredictor.Predict(left, above[i - 1], above[i], above[i + 1]));
        }
    }

    // left + above - corner, each byte clamped.
    private static void AddGradients(ReadOnlySpan<uint> above, Span<uint> row)
    {
        above = above[..row.Length];
        Vector128<byte> left = Vector128.CreateScalar(row[0]).AsByte();
        Vector128<short> corner = Widen(above[0]);
        for (int i = 1; i < row.Length; i++)
        {
            Vector128<short> top = Widen(above[i]);
            left = Saturation.ToBytes(Widen(left) + (top - corner)) + Vector128.CreateScalar(row[i]).AsByte();
            row[i] = left.AsUInt32().ToScalar();
            corner = top;
        }
    }

    // mean + (mean - corner) / 2, each byte clamped, where mean is that of left and above.
    private static void AddHalfGradients(ReadOnlySpan<uint> above, Span<uint> row)
    {
        above = above[..row.Length];
        Vector128<byte> left = Vector128.CreateScalar(row[0]).AsByte();
        for (int i = 1; i < row.Length; i++)
        {
            Vector128<short> mean = (Widen(left) + Widen(above[i])) >> 1;
            Vector128<short> difference = mean - Widen(above[i - 1]);
            Vector128<short> half = (difference + (difference >>> 15)) >> 1; // Towards zero.
            left = Saturation.ToBytes(mean + half) + Vector128.CreateScalar(row[i]).AsByte();
            row[i] = left.AsUInt32().ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Widen(uint pixel) => Widen(Vector128.CreateScalar(pixel).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Widen(Vector128<byte> pixel) => Vector128.WidenLower(pixel).AsInt16();

    private interface IPredictor
    {
        static abstract uint Predict(uint left, uint corner, uint above, uint right);
    }

    private readonly struct MeanOfAll : IPredictor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Predict(uint left, uint corner, uint above, uint right) =>
            PixelBytes.Average(PixelBytes.Average(left, right), above);
    }

    private readonly struct MeanOfLeftAndCorner : IPredictor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Predict(uint left, uint corner, uint above, uint right) => PixelBytes.Average(left, corner);
    }

    private readonly struct MeanOfLeftAndAbove : IPredictor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Predict(uint left, uint corner, uint above, uint right) => PixelBytes.Average(left, above);
    }

    private readonly struct MeanOfMeans : IPredictor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Predict(uint left, uint corner, uint above, uint right) =>
            PixelBytes.Average(PixelBytes.Average(left, corner), PixelBytes.Average(above, right));
    }

    // Of left and above the one that is nearer to left + above - corner: that whose distance, the other one's from the corner, is less.
    private readonly struct Nearer : IPredictor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Predict(uint left, uint corner, uint above, uint right) =>
            Saturation.Distance(above, corner) < Saturation.Distance(left, corner) ? left : above;
    }
}
