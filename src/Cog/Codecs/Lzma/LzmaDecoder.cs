namespace Cog.Codecs.Lzma;

/// <summary>Decodes LZMA as LZMA2 carries it: chunks of known sizes, no end marker (Igor Pavlov, LZMA specification).</summary>
internal ref struct LzmaDecoder(Span<byte> destination, Span<ushort> probabilities)
{
    private readonly Span<byte> _destination = destination;
    private readonly Span<ushort> _probabilities = probabilities;
    private int _position;
    private int _dictionaryStart;

    private int _literalContextBits;
    private int _literalPositionMask;
    private int _positionMask;
    private int _state;
    private uint _distance0;
    private uint _distance1;
    private uint _distance2;
    private uint _distance3;

    private ReadOnlySpan<byte> _source;
    private int _sourcePosition;
    private uint _range;
    private uint _code;

    /// <summary>Bytes written.</summary>
    public readonly int Position => _position;

    public readonly bool IsFull => _position == _destination.Length;

    public void ResetDictionary() => _dictionaryStart = _position;

    public void SetProperties(byte properties)
    {
        int literalContext = properties % 9,
            literalPosition = properties / 9 % 5,
            position = properties / 45;
        if (position > 4 || literalContext + literalPosition > 4)
        {
            throw new InvalidTiffException($"LZMA properties {properties}: lc {literalContext}, lp {literalPosition}, pb {position}.");
        }

        (_literalContextBits, _literalPositionMask, _positionMask) = (literalContext, (1 << literalPosition) - 1, (1 << position) - 1);
    }

    public void ResetState()
    {
        _state = 0;
        (_distance0, _distance1, _distance2, _distance3) = (0, 0, 0, 0);
        _probabilities.Fill(1024);
    }

    /// <summary>Takes bytes as they are, as far as there is room.</summary>
    public void Store(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, _destination.Length - _position)];
        bytes.CopyTo(_destination[_position..]);
        _position += bytes.Length;
    }

    /// <summary>Decodes one chunk, as far as there is room.</summary>
    /// <param name="chunk">Its coded bytes.</param>
    /// <param name="size">Bytes that it decodes to.</param>
    public void Decode(ReadOnlySpan<byte> chunk, int size)
    {
        if (chunk.Length < 5 || chunk[0] != 0)
        {
            throw new InvalidTiffException("An LZMA chunk starts with a zero byte and four of code.");
        }

        _source = chunk;
        _sourcePosition = 5;
        (_range, _code) = (uint.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(chunk[1..]));
        int end = (int)Math.Min((long)_position + size, _destination.Length);

        while (_position < end)
        {
            int positionState = (_position - _dictionaryStart) & _positionMask;
            if (Bit(LzmaModel.IsMatch + (_state * LzmaModel.PositionStates) + positionState) == 0)
            {
                DecodeLiteral();
                continue;
            }

            int length;
            if (Bit(LzmaModel.IsRepeat + _state) == 0)
            {
                (_distance3, _distance2, _distance1) = (_distance2, _distance1, _distance0);
                length = Length(LzmaModel.MatchLength, positionState);
                _distance0 = Distance(length);
                _state = _state < 7 ? 7 : 10;
            }
            else if (IsSingleByte(positionState))
            {
                length = -1;
                _state = _state < 7 ? 9 : 11;
            }
            else
            {
                length = Length(LzmaModel.RepeatLength, positionState);
                _state = _state < 7 ? 8 : 11;
            }

            Copy(length + 2, end);
        }
    }

    /// <summary>Makes one of the last four distances the last; true when it was the last already and one byte is copied.</summary>
    private bool IsSingleByte(int positionState)
    {
        if (Bit(LzmaModel.IsRepeat0 + _state) == 0)
        {
            return Bit(LzmaModel.IsRepeat0Long + (_state * LzmaModel.PositionStates) + positionState) == 0;
        }

        if (Bit(LzmaModel.IsRepeat1 + _state) == 0)
        {
            (_distance0, _distance1) = (_distance1, _distance0);
        }
        else if (Bit(LzmaModel.IsRepeat2 + _state) == 0)
        {
            (_distance0, _distance1, _distance2) = (_distance2, _distance0, _distance1);
        }
        else
        {
            (_distance0, _distance1, _distance2, _distance3) = (_distance3, _distance0, _distance1, _distance2);
        }

        return false;
    }

    private void DecodeLiteral()
    {
        int position = _position - _dictionaryStart;
        int previous = position > 0 ? _destination[_position - 1] : 0;
        int context = ((position & _literalPositionMask) << _literalContextBits) + (previous >> (8 - _literalContextBits));
        int model = LzmaModel.Literal + (0x300 * context);
        int symbol = 1;

        if (_state >= 7)
        {
            // After a match: the byte that would have gone on with it is likely not the next, and helps to code what is.
            int match = _destination[Source()];
            do
            {
                match <<= 1;
                int matchBit = (match >> 8) & 1;
                int bit = Bit(model + ((1 + matchBit) << 8) + symbol);
                symbol = (symbol << 1) | bit;
                if (bit != matchBit)
                {
                    break;
                }
            } while (symbol < 0x100);
        }

        while (symbol < 0x100)
        {
            symbol = (symbol << 1) | Bit(model + symbol);
        }

        _destination[_position++] = (byte)symbol;
        _state = _state switch
        {
            < 4 => 0,
            < 10 => _state - 3,
            _ => _state - 6,
        };
    }

    private void Copy(int length, int end)
    {
        int from = Source();
        length = Math.Min(length, end - _position);
        for (int i = 0; i < length; i++)
        {
            _destination[_position + i] = _destination[from + i];
        }

        _position += length;
    }

    /// <summary>The position that the last distance leads to.</summary>
    private readonly int Source() =>
        _distance0 < (uint)(_position - _dictionaryStart)
            ? _position - 1 - (int)_distance0
            : throw new InvalidTiffException($"An LZMA match at byte {_position} begins {_distance0 + 1L} bytes before it.");

    private int Length(int model, int positionState)
    {
        if (Bit(model) == 0)
        {
            return Tree(model + LzmaModel.LengthLow + (positionState * 8), 3);
        }

        return Bit(model + 1) == 0
            ? 8 + Tree(model + LzmaModel.LengthMiddle + (positionState * 8), 3)
            : 16 + Tree(model + LzmaModel.LengthHigh, 8);
    }

    private uint Distance(int length)
    {
        int slot = Tree(LzmaModel.Slot + (Math.Min(length, 3) * 64), 6);
        if (slot < 4)
        {
            return (uint)slot;
        }

        int bits = (slot >> 1) - 1;
        uint distance = (uint)(2 | (slot & 1)) << bits;
        if (slot < 14)
        {
            return distance + ReverseTree(LzmaModel.Special + (int)distance - slot - 1, bits);
        }

        uint high = 0;
        for (int i = bits - 4; i > 0; i--)
        {
            Normalize();
            _range >>= 1;
            uint bit = _code >= _range ? 1u : 0;
            _code -= _range * bit;
            high = (high << 1) | bit;
        }

        return distance + (high << 4) + ReverseTree(LzmaModel.Align, 4);
    }

    private int Tree(int model, int bits)
    {
        int symbol = 1;
        for (int i = 0; i < bits; i++)
        {
            symbol = (symbol << 1) | Bit(model + symbol);
        }

        return symbol - (1 << bits);
    }

    private uint ReverseTree(int model, int bits)
    {
        int node = 1;
        uint symbol = 0;
        for (int i = 0; i < bits; i++)
        {
            int bit = Bit(model + node);
            node = (node << 1) | bit;
            symbol |= (uint)bit << i;
        }

        return symbol;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Bit(int model)
    {
        Normalize();
        ref ushort probability = ref _probabilities[model];
        uint bound = (_range >> 11) * probability;
        if (_code < bound)
        {
            _range = bound;
            probability += (ushort)((2048 - probability) >> 5);
            return 0;
        }

        _range -= bound;
        _code -= bound;
        probability -= (ushort)(probability >> 5);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Normalize()
    {
        if (_range < 1 << 24)
        {
            if (_sourcePosition >= _source.Length)
            {
                throw new InvalidTiffException($"An LZMA chunk of {_source.Length} bytes ends at byte {_position} of the block.");
            }

            _range <<= 8;
            _code = (_code << 8) | _source[_sourcePosition++];
        }
    }
}
