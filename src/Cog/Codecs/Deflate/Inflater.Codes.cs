namespace Cog.Codecs.Deflate;

/// <content>The data of a block, code by code, where the fast loop has no room (RFC 1951 section 3.2.5).</content>
internal ref partial struct Inflater
{
    private InflateStop ReadCodes(int read, int written)
    {
        InflateStop stop = _hasPairs
            ? InflateLoop.Run<TwoLiterals>(_source, _destination, _tables, (read, written), ref _state)
            : InflateLoop.Run<OneLiteral>(_source, _destination, _tables, (read, written), ref _state);
        while (stop == InflateStop.Margin && GoesOn(read, written))
        {
            stop = ReadCode();
        }

        return stop;
    }

    /// <summary>One code, near an end of input or output, where every bit is counted.</summary>
    private InflateStop ReadCode()
    {
        if (!TryTakeCode(0, InflateTables.LiteralBits, out uint entry))
        {
            return InflateStop.SourceEnds;
        }

        if ((entry & InflateTables.IsLiteral) != 0)
        {
            if (_state.Written == _destination.Length)
            {
                return InflateStop.DestinationFull;
            }

            _destination[_state.Written++] = (byte)(entry >> InflateTables.LiteralShift);
            return InflateStop.Margin;
        }

        if ((entry & InflateTables.IsSpecial) != 0)
        {
            return (entry & InflateTables.IsEnd) != 0 ? InflateStop.EndOfBlock : InflateStop.NoSuchCode;
        }

        if (!TryTakeValue(entry, out int length) || !TryTakeCode(InflateTables.DistanceStart, InflateTables.DistanceBits, out entry))
        {
            return InflateStop.SourceEnds;
        }

        if ((entry & InflateTables.IsSpecial) != 0)
        {
            return InflateStop.NoSuchCode;
        }

        return TryTakeValue(entry, out int distance) ? CopyMatch(length, distance) : InflateStop.SourceEnds;
    }

    private InflateStop CopyMatch(int length, int distance)
    {
        Span<byte> output = _destination[_state.Written..];
        if (output.IsEmpty)
        {
            return InflateStop.DestinationFull;
        }

        if (distance > _state.Written)
        {
            return InflateStop.TooFarBack;
        }

        int count = Math.Min(length, output.Length);
        ReadOnlySpan<byte> match = _destination.Slice(_state.Written - distance, count);
        if (distance >= count)
        {
            match.CopyTo(output);
        }
        else if (distance == 1)
        {
            output[..count].Fill(match[0]);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                output[i] = match[i]; // A match that reads what it writes.
            }
        }

        _state.Written += count;
        return count < length ? InflateStop.DestinationFull : InflateStop.Margin;
    }

    private bool TryTakeCode(int start, int tableBits, out uint entry)
    {
        Fill();
        entry = _tables[start + ((int)_state.Bits & ((1 << tableBits) - 1))];
        int bits = 0;
        if (
            (entry & (InflateTables.IsLiteral | InflateTables.IsSpecial | InflateTables.IsSubtable))
            == (InflateTables.IsSpecial | InflateTables.IsSubtable)
        )
        {
            bits = tableBits;
            int index = (int)(_state.Bits >> tableBits) & ((1 << (int)((entry >> 8) & 15)) - 1);
            entry = _tables[(int)(entry >> InflateTables.ValueShift) + index];
        }

        bits += (int)(entry >> ((int)entry < 0 ? InflateTables.LiteralLengthShift : 8)) & 15;
        if (bits > _state.BitCount)
        {
            return false;
        }

        Take(bits);
        return true;
    }

    // The extra bits of a length or distance, whose code has been taken.
    private bool TryTakeValue(uint entry, out int value)
    {
        int extra = (int)(entry & 63) - (int)((entry >> 8) & 15);
        value = (int)(entry >> InflateTables.ValueShift);
        if (!Need(extra))
        {
            return false;
        }

        value += (int)Take(extra);
        return true;
    }
}
