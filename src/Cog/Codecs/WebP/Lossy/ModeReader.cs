namespace Cog.Codecs.WebP.Lossy;

/// <summary>Reads the modes of macroblocks from the first partition (RFC 6386 sections 9.3, 11 and 19.3).</summary>
internal static class ModeReader
{
    /// <summary>Reads a row of macroblocks.</summary>
    /// <param name="reader">The first partition.</param>
    /// <param name="header">The frame's.</param>
    /// <param name="row">Receives them.</param>
    /// <param name="above">Modes of the subblocks just above, four for each macroblock; afterwards those of this row's lowest.</param>
    /// <exception cref="InvalidTiffException">The partition ends before.</exception>
    public static void ReadRow(ref BoolReader reader, FrameHeader header, Span<Macroblock> row, Span<SubblockMode> above)
    {
        Span<SubblockMode> left = stackalloc SubblockMode[4];
        left.Clear(); // To DC, which they count as outside of the picture.
        foreach (ref Macroblock macroblock in row)
        {
            Read(ref reader, header, ref macroblock, above[..4], left);
            above = above[4..];
        }

        if (reader.IsPastEnd)
        {
            throw new InvalidTiffException("The VP8 frame's first partition ends inside its modes.");
        }
    }

    private static unsafe void Read(
        ref BoolReader reader,
        FrameHeader header,
        ref Macroblock macroblock,
        Span<SubblockMode> above,
        Span<SubblockMode> left
    )
    {
        BoolState state = reader.State;
        byte* end = reader.End;
        macroblock.Segment = 0;
        if (header.HasSegmentMap)
        {
            ReadOnlySpan<byte> segments = header.SegmentProbabilities;
            macroblock.Segment = state.Read(segments[0], end)
                ? (byte)(state.Read(segments[2], end) ? 3 : 2)
                : (byte)(state.Read(segments[1], end) ? 1 : 0);
        }

        macroblock.IsSkipped = header.SkipProbability is { } skip && state.Read((uint)skip, end);
        ReadOnlySpan<byte> luma = ModeProbabilities.Luma;
        macroblock.HasSubblockModes = !state.Read(luma[0], end);
        if (macroblock.HasSubblockModes)
        {
            ReadSubblocks(ref state, end, ref macroblock.Subblocks, above, left);
        }
        else
        {
            macroblock.LumaMode = state.Read(luma[1], end)
                ? (state.Read(luma[3], end) ? PredictionMode.TrueMotion : PredictionMode.Horizontal)
                : (state.Read(luma[2], end) ? PredictionMode.Vertical : PredictionMode.Dc);
            SubblockMode asSubblock = macroblock.LumaMode switch
            {
                PredictionMode.Vertical => SubblockMode.Vertical,
                PredictionMode.Horizontal => SubblockMode.Horizontal,
                PredictionMode.TrueMotion => SubblockMode.TrueMotion,
                _ => SubblockMode.Dc,
            };
            above.Fill(asSubblock);
            left.Fill(asSubblock);
        }

        ReadOnlySpan<byte> chroma = ModeProbabilities.Chroma;
        macroblock.ChromaMode =
            !state.Read(chroma[0], end) ? PredictionMode.Dc
            : !state.Read(chroma[1], end) ? PredictionMode.Vertical
            : state.Read(chroma[2], end) ? PredictionMode.TrueMotion
            : PredictionMode.Horizontal;
        reader.State = state;
    }

    private static unsafe void ReadSubblocks(
        ref BoolState kept,
        byte* end,
        ref SubblockModes modes,
        Span<SubblockMode> above,
        Span<SubblockMode> left
    )
    {
        BoolState state = kept;
        for (int y = 0; y < 4; y++)
        {
            SubblockMode before = left[y];
            for (int x = 0; x < 4; x++)
            {
                int at = ((10 * (int)above[x]) + (int)before) * ModeProbabilities.SubblockBranches;
                before = ReadSubblock(ref state, end, ModeProbabilities.Subblock.Slice(at, ModeProbabilities.SubblockBranches));
                modes[(4 * y) + x] = above[x] = before;
            }

            left[y] = before;
        }

        kept = state;
    }

    // The tree of section 11.2.
    private static unsafe SubblockMode ReadSubblock(ref BoolState state, byte* end, ReadOnlySpan<byte> branches)
    {
        if (!state.Read(branches[0], end))
        {
            return SubblockMode.Dc;
        }

        if (!state.Read(branches[1], end))
        {
            return SubblockMode.TrueMotion;
        }

        if (!state.Read(branches[2], end))
        {
            return SubblockMode.Vertical;
        }

        if (!state.Read(branches[3], end))
        {
            return !state.Read(branches[4], end) ? SubblockMode.Horizontal
                : state.Read(branches[5], end) ? SubblockMode.VerticalRight
                : SubblockMode.RightDown;
        }

        if (!state.Read(branches[6], end))
        {
            return SubblockMode.LeftDown;
        }

        return !state.Read(branches[7], end) ? SubblockMode.VerticalLeft
            : state.Read(branches[8], end) ? SubblockMode.HorizontalUp
            : SubblockMode.HorizontalDown;
    }
}
