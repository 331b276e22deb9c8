namespace Cog.Codecs.WebP.Lossy;

/// <summary>Reads the coefficients of macroblocks (RFC 6386 section 13), multiplied by their factors (section 14.1).</summary>
/// <remarks>
/// Unsafe, because most of a picture's time goes here. A block's place never passes 15, and its probabilities are looked up at most at
/// 16; <see cref="Residuals"/> has room for all blocks.
/// </remarks>
internal static unsafe class CoefficientReader
{
    private const int AfterSecond = 0,
        Second = 1,
        Chroma = 2,
        Whole = 3,
        MaxExtraBits = 12;

    private static ReadOnlySpan<byte> ZigZag => [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

    // Section 13.2: of the bits behind the four longest tokens, up to a zero.
    // csharpier-ignore
    private static ReadOnlySpan<byte> Categories =>
    [
        173, 148, 140, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        176, 155, 140, 135, 0, 0, 0, 0, 0, 0, 0, 0,
        180, 157, 141, 134, 130, 0, 0, 0, 0, 0, 0, 0,
        254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129, 0,
    ];

    /// <summary>Reads those of a macroblock that is not skipped.</summary>
    /// <param name="reader">The partition.</param>
    /// <param name="probabilities">As <see cref="CoefficientProbabilities.Read"/> leaves them.</param>
    /// <param name="factors">The segment's.</param>
    /// <param name="hasSubblockModes">Whether the first coefficients of luma are with the others.</param>
    /// <param name="context">Which blocks above and to the left have coefficients.</param>
    /// <param name="residuals">Receives them.</param>
    public static void Read(
        ref BoolReader reader,
        byte* probabilities,
        in Segment factors,
        bool hasSubblockModes,
        ref CoefficientContext context,
        ref Residuals residuals
    )
    {
        BoolState state = reader.State;
        byte* end = reader.End;
        short* values = residuals.Values;
        int first = 0;
        byte* luma = probabilities + (Whole * CoefficientProbabilities.KindBytes);
        if (!hasSubblockModes)
        {
            short* second = values + (24 * 16);
            int count = ReadBlock(
                ref state,
                end,
                probabilities + (Second * CoefficientProbabilities.KindBytes),
                new(context.AboveSecond + context.LeftSecond, 0, factors.SecondDc, factors.SecondAc),
                second
            );
            context.AboveSecond = context.LeftSecond = (byte)(count > 0 ? 1 : 0);
            InverseTransform.SpreadFirst(second, values, isFlat: count <= 1);
            first = 1;
            luma = probabilities + (AfterSecond * CoefficientProbabilities.KindBytes);
        }

        uint kinds = 0;
        uint above = context.AboveLuma,
            left = context.LeftLuma;
        for (int y = 0; y < 4; y++)
        {
            uint before = (left >> y) & 1;
            for (int x = 0; x < 4; x++)
            {
                uint over = (above >> x) & 1;
                int count = ReadBlock(ref state, end, luma, new((int)(before + over), first, factors.LumaDc, factors.LumaAc), values);
                before = count > first ? 1u : 0;
                above = (above & ~(1u << x)) | (before << x);
                kinds = (kinds << 2) | (uint)KindOf(count, *values);
                values += 16;
            }

            left = (left & ~(1u << y)) | (before << y);
        }

        (context.AboveLuma, context.LeftLuma) = ((byte)above, (byte)left);
        residuals.Luma = kinds;
        residuals.Chroma = ReadChroma(ref state, end, probabilities, factors, ref context, values);
        reader.State = state;
    }

    // Two by two blocks of U, then of V; their contexts have two bits each.
    private static uint ReadChroma(
        ref BoolState kept,
        byte* end,
        byte* probabilities,
        in Segment factors,
        ref CoefficientContext context,
        short* values
    )
    {
        BoolState state = kept;
        uint kinds = 0;
        uint above = context.AboveChroma,
            left = context.LeftChroma;
        probabilities += Chroma * CoefficientProbabilities.KindBytes;
        for (int block = 0; block < 8; block++)
        {
            int column = ((block >> 2) << 1) | (block & 1),
                row = block >> 1;
            uint neighbours = ((above >> column) & 1) + ((left >> row) & 1);
            int count = ReadBlock(ref state, end, probabilities, new((int)neighbours, 0, factors.ChromaDc, factors.ChromaAc), values);
            uint has = count > 0 ? 1u : 0;
            above = (above & ~(1u << column)) | (has << column);
            left = (left & ~(1u << row)) | (has << row);
            kinds |= (uint)KindOf(count, *values) << (2 * block);
            values += 16;
        }

        (context.AboveChroma, context.LeftChroma) = ((byte)above, (byte)left);
        kept = state;
        return kinds;
    }

    private static BlockKind KindOf(int count, short first) =>
        count > 3 ? BlockKind.Full
        : count > 1 ? BlockKind.Sparse
        : first != 0 ? BlockKind.Flat
        : BlockKind.Empty;

    // How a block begins: how many of its neighbours have coefficients, its first place, and its factors.
    private readonly record struct Start(int Context, int Place, int Dc, int Ac);

    // Returns the place behind the last coefficient.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static int ReadBlock(ref BoolState kept, byte* end, byte* probabilities, Start start, short* values)
    {
        BoolState state = kept;
        int place = start.Place;
        byte* branches =
            probabilities + (place * CoefficientProbabilities.PlaceBytes) + (start.Context * CoefficientProbabilities.ContextBytes);
        byte* zigZag = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in ZigZag[0])); // Of the program's own data, which does not move.
        byte* categories = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in Categories[0]));
        while (state.Read(branches, end))
        {
            while (!state.Read(branches + 1, end))
            {
                if (++place == 16)
                {
                    kept = state;
                    return place;
                }

                branches = probabilities + (place * CoefficientProbabilities.PlaceBytes);
            }

            byte* next = probabilities + ((place + 1) * CoefficientProbabilities.PlaceBytes);
            int value = 1;
            if (!state.Read(branches + 2, end))
            {
                branches = next + CoefficientProbabilities.ContextBytes;
            }
            else
            {
                if (!state.Read(branches + 3, end))
                {
                    value = 2;
                    if (state.Read(branches + 4, end))
                    {
                        value = 3 + (state.Read(branches + 5, end) ? 1 : 0);
                    }
                }
                else if (!state.Read(branches + 6, end))
                {
                    if (!state.Read(branches + 7, end))
                    {
                        value = 5 + (state.Read(159, end) ? 1 : 0);
                    }
                    else
                    {
                        value = 7 + (state.Read(165, end) ? 2 : 0);
                        value += state.Read(145, end) ? 1 : 0;
                    }
                }
                else
                {
                    // Eleven and more: a base, and bits behind it.
                    int category = state.Read(branches + 8, end)
                        ? (state.Read(branches + 10, end) ? 3 : 2)
                        : (state.Read(branches + 9, end) ? 1 : 0);
                    byte* extra = categories + (MaxExtraBits * category);
                    value = 0;
                    for (; *extra != 0; extra++)
                    {
                        value = (2 * value) + (state.Read(extra, end) ? 1 : 0);
                    }

                    value += 3 + (8 << category);
                }

                branches = next + (2 * CoefficientProbabilities.ContextBytes);
            }

            values[zigZag[place]] = (short)(state.ReadSign(value, end) * (place > 0 ? start.Ac : start.Dc));
            if (++place == 16)
            {
                break;
            }
        }

        kept = state;
        return place;
    }
}

/// <summary>Which blocks beside a macroblock have coefficients: a bit each, the first one lowest.</summary>
internal struct CoefficientContext
{
    /// <summary>The four blocks of luma above; afterwards its own lowest ones.</summary>
    public byte AboveLuma;

    /// <summary>Two of U and two of V above.</summary>
    public byte AboveChroma;

    /// <summary>The first coefficients of the last macroblock above that had them apart.</summary>
    public byte AboveSecond;

    /// <summary>The four blocks of luma to the left; afterwards its own rightmost ones.</summary>
    public byte LeftLuma;

    /// <summary>Two of U and two of V to the left.</summary>
    public byte LeftChroma;

    /// <summary>The first coefficients of the last macroblock to the left that had them apart.</summary>
    public byte LeftSecond;

    /// <summary>What a macroblock without coefficients leaves.</summary>
    /// <param name="hasSubblockModes">It has no first coefficients apart, and says nothing of them.</param>
    public void Skip(bool hasSubblockModes)
    {
        AboveLuma = AboveChroma = LeftLuma = LeftChroma = 0;
        if (!hasSubblockModes)
        {
            AboveSecond = LeftSecond = 0;
        }
    }

    /// <summary>What is above this one, and to its left what another one left.</summary>
    public readonly CoefficientContext Beside(CoefficientContext left) =>
        this with
        {
            LeftLuma = left.LeftLuma,
            LeftChroma = left.LeftChroma,
            LeftSecond = left.LeftSecond,
        };
}
