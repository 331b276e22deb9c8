using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>From coefficients to differences (RFC 6386 section 14), added to what was predicted.</summary>
/// <remarks>
/// Lanes have 16 bits, and sums run over as they do in libwebp on x64: no picture that an encoder made comes near, and of what remains
/// libwebp makes the same.
/// </remarks>
internal static unsafe class InverseTransform
{
    private const int Cosine = 20091, // (cos(pi / 8) * sqrt(2) - 1) * 65536
        Sine = 35468; // sin(pi / 8) * sqrt(2) * 65536

    private const int SafeSparse = 8192;

    /// <summary>Undoes the Walsh-Hadamard transform of the first coefficients (section 14.3).</summary>
    /// <param name="second">16 coefficients; cleared.</param>
    /// <param name="blocks">16 blocks, of which each gets its first coefficient.</param>
    /// <param name="isFlat">None but the first is there.</param>
    public static void SpreadFirst(short* second, short* blocks, bool isFlat)
    {
        if (isFlat)
        {
            short value = (short)((second[0] + 3) >> 3);
            for (int i = 0; i < 16; i++)
            {
                blocks[16 * i] = value;
            }

            second[0] = 0;
            return;
        }

        int* sums = stackalloc int[16];
        for (int i = 0; i < 4; i++)
        {
            int outer = second[i] + second[12 + i],
                inner = second[4 + i] + second[8 + i],
                innerDifference = second[4 + i] - second[8 + i],
                outerDifference = second[i] - second[12 + i];
            sums[i] = outer + inner;
            sums[4 + i] = outerDifference + innerDifference;
            sums[8 + i] = outer - inner;
            sums[12 + i] = outerDifference - innerDifference;
        }

        for (int i = 0; i < 4; i++, sums += 4, blocks += 64)
        {
            int first = sums[0] + 3;
            int outer = first + sums[3],
                inner = sums[1] + sums[2],
                innerDifference = sums[1] - sums[2],
                outerDifference = first - sums[3];
            blocks[0] = (short)((outer + inner) >> 3);
            blocks[16] = (short)((outerDifference + innerDifference) >> 3);
            blocks[32] = (short)((outer - inner) >> 3);
            blocks[48] = (short)((outerDifference - innerDifference) >> 3);
        }

        new Span<short>(second, 16).Clear();
    }

    /// <summary>Adds one block of 4 × 4 pixels.</summary>
    /// <param name="kind">What is coded.</param>
    /// <param name="coefficients">16; cleared.</param>
    /// <param name="pixels">What was predicted.</param>
    /// <param name="stride">From one row to the next.</param>
    public static void Add(BlockKind kind, short* coefficients, byte* pixels, int stride)
    {
        switch (kind)
        {
            case BlockKind.Empty:
                return;
            case BlockKind.Flat:
                AddFlat(coefficients[0], pixels, stride);
                coefficients[0] = 0;
                return;
            case BlockKind.Sparse when IsLarge(coefficients[0]) || IsLarge(coefficients[1]) || IsLarge(coefficients[4]):
                AddSparse(coefficients, pixels, stride);
                break;
            default:
                AddFull(coefficients, pixels, stride);
                break;
        }

        new Span<short>(coefficients, 16).Clear();
    }

    /// <summary>Adds two blocks, the second to the right of the first, whatever is coded.</summary>
    /// <param name="coefficients">32; cleared.</param>
    /// <param name="pixels">What was predicted.</param>
    /// <param name="stride">From one row to the next.</param>
    public static void AddPair(short* coefficients, byte* pixels, int stride)
    {
        Vector128<short> first01 = Vector128.Load(coefficients),
            first23 = Vector128.Load(coefficients + 8),
            second01 = Vector128.Load(coefficients + 16),
            second23 = Vector128.Load(coefficients + 24);
        new Span<short>(coefficients, 32).Clear();
        Rows rows = Transform(
            new()
            {
                R0 = Lanes.ZipLow64(first01, second01),
                R1 = Lanes.ZipHigh64(first01, second01),
                R2 = Lanes.ZipLow64(first23, second23),
                R3 = Lanes.ZipHigh64(first23, second23),
            }
        );
        AddEight(rows.R0, pixels);
        AddEight(rows.R1, pixels + stride);
        AddEight(rows.R2, pixels + (2 * stride));
        AddEight(rows.R3, pixels + (3 * stride));
    }

    private static bool IsLarge(short value) => value is >= SafeSparse or < -SafeSparse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEight(Vector128<short> differences, byte* pixels)
    {
        Vector128<short> sums = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)pixels).AsByte()).AsInt16() + differences;
        *(ulong*)pixels = Saturation.ToBytes(sums).AsUInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(Vector128<short> differences, byte* pixels)
    {
        Vector128<short> sums = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)pixels).AsByte()).AsInt16() + differences;
        *(uint*)pixels = Saturation.ToBytes(sums).AsUInt32().ToScalar();
    }

    private static void AddFlat(short first, byte* pixels, int stride)
    {
        Vector128<short> difference = Vector128.Create((short)((first + 4) >> 3));
        for (int y = 0; y < 4; y++, pixels += stride)
        {
            AddFour(difference, pixels);
        }
    }

    private static void AddFull(short* coefficients, byte* pixels, int stride)
    {
        Vector128<short> rows01 = Vector128.Load(coefficients),
            rows23 = Vector128.Load(coefficients + 8);
        Rows rows = Transform(
            new()
            {
                R0 = rows01,
                R1 = Lanes.ZipHigh64(rows01, rows01),
                R2 = rows23,
                R3 = Lanes.ZipHigh64(rows23, rows23),
            }
        );
        AddFour(rows.R0, pixels);
        AddFour(rows.R1, pixels + stride);
        AddFour(rows.R2, pixels + (2 * stride));
        AddFour(rows.R3, pixels + (3 * stride));
    }

    // In numbers that do not run over: libwebp has a way of its own for these blocks.
    private static void AddSparse(short* coefficients, byte* pixels, int stride)
    {
        int below = coefficients[4],
            beside = coefficients[1];
        int belowSine = (below * Sine) >> 16,
            belowCosine = below + ((below * Cosine) >> 16),
            besideSine = (beside * Sine) >> 16,
            besideCosine = beside + ((beside * Cosine) >> 16);
        ReadOnlySpan<int> rows = [belowCosine, belowSine, -belowSine, -belowCosine];
        ReadOnlySpan<int> columns = [besideCosine, besideSine, -besideSine, -besideCosine];
        for (int y = 0; y < 4; y++, pixels += stride)
        {
            for (int x = 0; x < 4; x++)
            {
                pixels[x] = (byte)Math.Clamp(pixels[x] + ((coefficients[0] + 4 + rows[y] + columns[x]) >> 3), 0, 255);
            }
        }
    }

    private struct Rows
    {
        public Vector128<short> R0;
        public Vector128<short> R1;
        public Vector128<short> R2;
        public Vector128<short> R3;
    }

    // Two blocks: four lanes of a row of each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Transform(Rows rows)
    {
        rows = Transpose(Pass(rows));
        rows.R0 += Vector128.Create((short)4);
        rows = Pass(rows);
        rows.R0 >>= 3;
        rows.R1 >>= 3;
        rows.R2 >>= 3;
        rows.R3 >>= 3;
        return Transpose(rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Pass(Rows rows)
    {
        Vector128<short> sum = rows.R0 + rows.R2,
            difference = rows.R0 - rows.R2,
            odd = BySine(rows.R1) - ByCosine(rows.R3),
            even = ByCosine(rows.R1) + BySine(rows.R3);
        return new()
        {
            R0 = sum + even,
            R1 = difference + odd,
            R2 = difference - odd,
            R3 = sum - even,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> ByCosine(Vector128<short> lanes) => lanes + Lanes.MultiplyHigh(lanes, Cosine);

    // The factor is too large for 16 bits, so one is taken from it and added again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> BySine(Vector128<short> lanes) => lanes + Lanes.MultiplyHigh(lanes, Sine - 65536);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Transpose(Rows rows)
    {
        Vector128<int> first01 = Lanes.ZipLow16(rows.R0, rows.R1).AsInt32(),
            first23 = Lanes.ZipLow16(rows.R2, rows.R3).AsInt32(),
            second01 = Lanes.ZipHigh16(rows.R0, rows.R1).AsInt32(),
            second23 = Lanes.ZipHigh16(rows.R2, rows.R3).AsInt32();
        Vector128<short> firstLow = Lanes.ZipLow32(first01, first23).AsInt16(),
            firstHigh = Lanes.ZipHigh32(first01, first23).AsInt16(),
            secondLow = Lanes.ZipLow32(second01, second23).AsInt16(),
            secondHigh = Lanes.ZipHigh32(second01, second23).AsInt16();
        return new()
        {
            R0 = Lanes.ZipLow64(firstLow, secondLow),
            R1 = Lanes.ZipHigh64(firstLow, secondLow),
            R2 = Lanes.ZipLow64(firstHigh, secondHigh),
            R3 = Lanes.ZipHigh64(firstHigh, secondHigh),
        };
    }
}
