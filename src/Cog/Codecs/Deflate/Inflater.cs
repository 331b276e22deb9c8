namespace Cog.Codecs.Deflate;

/// <summary>Inflates one stream: Deflate (RFC 1951) in a zlib wrapper (RFC 1950).</summary>
/// <remarks>
/// Takes and refuses what zlib does, to the byte: a stream may be cut off or go on behind the output, and is held to what it says until
/// then. Nothing is allocated; the caller may stop at any point and go on.
/// </remarks>
internal ref partial struct Inflater
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly Span<byte> _destination;
    private readonly Span<uint> _tables;
    private InflateState _state;
    private Part _part;
    private bool _isLast,
        _hasFixedTables,
        _hasPairs;
    private int _stored;
    private uint _checksum = Adler32.Initial;
    private int _checked;

    /// <param name="source">The stream, and perhaps more.</param>
    /// <param name="destination">Nothing is written outside, nor before <see cref="Written"/> once it is.</param>
    /// <param name="tables"><see cref="InflateTables.Size"/> numbers of working memory, of any content.</param>
    public Inflater(ReadOnlySpan<byte> source, Span<byte> destination, Span<uint> tables)
    {
        _source = source;
        _destination = destination;
        _tables = tables;
    }

    private enum Part
    {
        Header,
        BlockHeader,
        Stored,
        Codes,
        Checksum,
        Ended,
    }

    /// <summary>How many bytes of the output are there.</summary>
    public readonly int Written => _state.Written;

    /// <summary>Bytes of input of which a bit has been used.</summary>
    public readonly int Read => _state.Read - (_state.BitCount >> 3);

    /// <summary>Why it ended.</summary>
    public InflateEnd End { get; private set; }

    /// <summary>Inflates on, until some more bytes are read or written, or it ends.</summary>
    /// <param name="read">Stop soon after so many bytes of input…</param>
    /// <param name="written">…or of output. Behind its last byte the stream is looked at up to the next one, which there is no room for:
    /// that may be its end, whose checksum then must fit.</param>
    /// <returns>False when it has ended.</returns>
    /// <exception cref="InvalidTiffException">Malformed data.</exception>
    public bool Advance(int read, int written)
    {
        while (_part != Part.Ended && GoesOn(read, written))
        {
            InflateStop stop = _part switch
            {
                Part.Header => ReadHeader(),
                Part.BlockHeader => ReadBlockHeader(),
                Part.Stored => CopyStored(read, written),
                Part.Codes => ReadCodes(read, written),
                _ => ReadChecksum(),
            };
            switch (stop)
            {
                case InflateStop.SourceEnds:
                    (_part, End) = (Part.Ended, InflateEnd.OfSource);
                    break;
                case InflateStop.DestinationFull:
                    (_part, End) = (Part.Ended, Read == _source.Length ? InflateEnd.OfSource : InflateEnd.OfBuffer);
                    break;
                case InflateStop.EndOfBlock:
                    _part = _isLast ? Part.Checksum : Part.BlockHeader;
                    break;
                case InflateStop.NoSuchCode:
                    throw Malformed("a code that its tables do not have");
                case InflateStop.TooFarBack:
                    throw Malformed("a match that begins before the first byte");
            }
        }

        return _part != Part.Ended;
    }

    /// <summary>
    /// Takes what is written so far into the checksum: the caller may then change it, but for the last <see cref="Window"/> bytes.
    /// </summary>
    public void Check()
    {
        _checksum = Adler32.Append(_checksum, _destination[_checked.._state.Written]);
        _checked = _state.Written;
    }

    /// <summary>How far back a match can begin.</summary>
    public const int Window = 32768;

    private readonly bool GoesOn(int read, int written) =>
        (Read < read || read >= _source.Length) && (_state.Written < written || written >= _destination.Length);

    // RFC 1950 section 2.2.
    private InflateStop ReadHeader()
    {
        if (!Need(16))
        {
            return InflateStop.SourceEnds;
        }

        uint method = Take(8),
            flags = Take(8);
        if (((method << 8) + flags) % 31 != 0 || (method & 15) != 8 || method >> 4 > 7)
        {
            throw new InvalidTiffException($"Malformed Deflate data: it begins with {method:X2} {flags:X2}, which is not zlib's header.");
        }

        if ((flags & 0x20) != 0)
        {
            return Need(32) ? throw Malformed("a preset dictionary, which TIFF has no place for") : InflateStop.SourceEnds;
        }

        _part = Part.BlockHeader;
        return InflateStop.Margin;
    }

    private InflateStop ReadBlockHeader()
    {
        if (!Need(3))
        {
            return InflateStop.SourceEnds;
        }

        _isLast = Take(1) == 1;
        uint type = Take(2);
        switch (type)
        {
            case 0:
                return ReadStoredHeader();
            case 1:
                _part = Part.Codes;
                FillFixedTables();
                return InflateStop.Margin;
            case 2:
                _part = Part.Codes;
                return ReadTables();
            default:
                throw Malformed("a block of type 3");
        }
    }

    private InflateStop ReadStoredHeader()
    {
        Take(_state.BitCount & 7);
        if (!Need(32))
        {
            return InflateStop.SourceEnds;
        }

        uint length = Take(16),
            complement = Take(16);
        if ((length ^ complement) != 0xFFFF)
        {
            throw Malformed($"a stored block of {length} bytes whose complement is {complement}");
        }

        // What the buffer holds is read again, as bytes.
        _state.Read -= _state.BitCount >> 3;
        (_state.Bits, _state.BitCount) = (0, 0);
        (_part, _stored) = (Part.Stored, (int)length);
        return InflateStop.Margin;
    }

    private InflateStop CopyStored(int read, int written)
    {
        if (_stored == 0)
        {
            return InflateStop.EndOfBlock;
        }

        int input = _source.Length - _state.Read,
            output = _destination.Length - _state.Written;
        if (output == 0)
        {
            return InflateStop.DestinationFull;
        }

        if (input == 0)
        {
            return InflateStop.SourceEnds;
        }

        int count = Math.Min(_stored, Math.Min(input, output));
        _source.Slice(_state.Read, count).CopyTo(_destination[_state.Written..]);
        _state.Read += count;
        _state.Written += count;
        _stored -= count;
        return InflateStop.Margin;
    }

    // RFC 1950 section 2.2: behind the last block, at the next whole byte, most significant byte first.
    private InflateStop ReadChecksum()
    {
        Take(_state.BitCount & 7);
        if (!Need(32))
        {
            return InflateStop.SourceEnds;
        }

        Check();
        uint stored = BinaryPrimitives.ReverseEndianness(Take(32));
        if (stored != _checksum)
        {
            throw new InvalidTiffException(
                $"Malformed Deflate data: its checksum is {stored:X8}, that of the {Written} bytes it decodes to {_checksum:X8}."
            );
        }

        (_part, End) = (Part.Ended, InflateEnd.OfStream);
        return InflateStop.Margin;
    }

    private bool Need(int bits)
    {
        if (_state.BitCount < bits)
        {
            Fill();
        }

        return _state.BitCount >= bits;
    }

    private void Fill()
    {
        if (_source.Length - _state.Read >= sizeof(ulong))
        {
            _state.Bits |= BinaryPrimitives.ReadUInt64LittleEndian(_source[_state.Read..]) << _state.BitCount;
            _state.Read += (63 - _state.BitCount) >> 3;
            _state.BitCount |= 56;
            return;
        }

        for (; _state.BitCount < 56 && _state.Read < _source.Length; _state.BitCount += 8)
        {
            _state.Bits |= (ulong)_source[_state.Read++] << _state.BitCount;
        }
    }

    private uint Take(int bits)
    {
        uint taken = (uint)(_state.Bits & ((1UL << bits) - 1));
        _state.Bits >>= bits;
        _state.BitCount -= bits;
        return taken;
    }

    private readonly InvalidTiffException Malformed(string what) =>
        new($"Malformed Deflate data: {what}, after {Read} of {_source.Length} bytes, {Written} of {_destination.Length} decoded.");
}
