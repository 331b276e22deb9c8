namespace Cog.Codecs.Deflate;

/// <content>The codes of a block, from the lengths that its header states (RFC 1951 sections 3.2.6 and 3.2.7).</content>
internal ref partial struct Inflater
{
    private void FillFixedTables()
    {
        if (_hasFixedTables)
        {
            return;
        }

        // Section 3.2.6.
        Span<byte> lengths = stackalloc byte[InflateTables.LiteralCodes];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        InflateTables.FillLiterals(lengths, _tables, out _hasPairs);
        lengths[..InflateTables.DistanceCodes].Fill(5);
        InflateTables.FillDistances(lengths[..InflateTables.DistanceCodes], _tables);
        _hasFixedTables = true;
    }

    // Section 3.2.7.
    private InflateStop ReadTables()
    {
        _hasFixedTables = false;
        if (!Need(14))
        {
            return InflateStop.SourceEnds;
        }

        int literals = (int)Take(5) + 257,
            distances = (int)Take(5) + 1,
            symbols = (int)Take(4) + 4;
        if (literals > 286 || distances > 30)
        {
            throw Malformed($"codes for {literals} literals and lengths and {distances} distances");
        }

        ReadOnlySpan<byte> order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        Span<byte> symbolLengths = stackalloc byte[19];
        symbolLengths.Clear();
        for (int i = 0; i < symbols; i++)
        {
            if (!Need(3))
            {
                return InflateStop.SourceEnds;
            }

            symbolLengths[order[i]] = (byte)Take(3);
        }

        Span<uint> table = stackalloc uint[128];
        if (!InflateTables.FillSymbols(symbolLengths, table))
        {
            throw Malformed("a code of code lengths that is none");
        }

        Span<byte> lengths = stackalloc byte[286 + 30];
        lengths = lengths[..(literals + distances)];
        InflateStop stop = ReadLengths(table, lengths);
        if (stop != InflateStop.Margin)
        {
            return stop;
        }

        if (lengths[InflateTables.EndOfBlock] == 0)
        {
            throw Malformed("a block that cannot end");
        }

        if (!InflateTables.FillLiterals(lengths[..literals], _tables, out _hasPairs))
        {
            throw Malformed("a code of literals and lengths that is none");
        }

        return InflateTables.FillDistances(lengths[literals..], _tables)
            ? InflateStop.Margin
            : throw Malformed("a code of distances that is none");
    }

    private InflateStop ReadLengths(scoped ReadOnlySpan<uint> table, scoped Span<byte> lengths)
    {
        for (int next = 0; next < lengths.Length; )
        {
            Fill();
            uint entry = table[(int)_state.Bits & 127];
            int bits = (int)entry & 15,
                symbol = (int)(entry >> InflateTables.ValueShift);
            if (bits > _state.BitCount)
            {
                return InflateStop.SourceEnds;
            }

            Take(bits);
            if (symbol < 16)
            {
                lengths[next++] = (byte)symbol;
                continue;
            }

            (int extra, int least) = symbol switch
            {
                16 => (2, 3),
                17 => (3, 3),
                _ => (7, 11),
            };
            if (_state.BitCount < extra)
            {
                return InflateStop.SourceEnds;
            }

            if (symbol == 16 && next == 0)
            {
                throw Malformed("the length of a code before the first again");
            }

            int count = least + (int)Take(extra);
            if (count > lengths.Length - next)
            {
                throw Malformed("more code lengths than codes");
            }

            lengths.Slice(next, count).Fill(symbol == 16 ? lengths[next - 1] : (byte)0);
            next += count;
        }

        return InflateStop.Margin;
    }
}
