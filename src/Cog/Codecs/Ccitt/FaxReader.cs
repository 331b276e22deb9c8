namespace Cog.Codecs.Ccitt;

/// <summary>Reads the bits of a fax, the high bit of each byte first; zeros follow its end.</summary>
internal ref struct FaxReader(ReadOnlySpan<byte> source)
{
    // T.4 section 4.1.2: eleven zeros and a one; more zeros before them are fill.
    private const int EndOfLineZeros = 11;

    private readonly ReadOnlySpan<byte> _source = source;
    private long _position;

    /// <summary>Asked inside rows, as a run may be written in any number of codes.</summary>
    public Interruption Interruption { get; init; } = Interruption.None;

    public readonly bool IsPastEnd => _position > _source.Length * 8L;

    public int Bit()
    {
        int bit = Peek() >> (FaxCodes.LookupBits - 1);
        _position++;
        return bit;
    }

    public void SkipToByte() => _position = (_position + 7) / 8 * 8;

    /// <summary>Passes an end of line with the fill before it; stays where it is when none comes next.</summary>
    public bool TrySkipEndOfLine()
    {
        long at = _position;
        while (at < _source.Length * 8L && (at & 7) != 0 && (_source[(int)(at >> 3)] & (0x80 >> (int)(at & 7))) == 0)
        {
            at++;
        }

        if ((at & 7) == 0 && at < _source.Length * 8L)
        {
            int zeros = _source[(int)(at >> 3)..].IndexOfAnyExcept((byte)0);
            at = zeros < 0 ? _source.Length * 8L : at + (zeros * 8L);
        }

        while (at < _source.Length * 8L && (_source[(int)(at >> 3)] & (0x80 >> (int)(at & 7))) == 0)
        {
            at++;
        }

        if (at - _position < EndOfLineZeros || at >= _source.Length * 8L)
        {
            return false;
        }

        _position = at + 1;
        return true;
    }

    /// <summary>Reads one code of a table of <see cref="FaxCodes"/>.</summary>
    public int Code(ushort[] table)
    {
        int entry = table[Peek()];
        if (entry == 0)
        {
            throw new InvalidTiffException(
                $"No fax code starts the bits {Convert.ToString(Peek(), 2).PadLeft(FaxCodes.LookupBits, '0')} at bit {_position} of "
                    + $"{_source.Length * 8L}."
            );
        }

        _position += entry & 15;
        return entry >> 4;
    }

    /// <summary>Reads a run: make-up codes of 64 and more, then one of less.</summary>
    /// <param name="isBlack">The run's colour.</param>
    /// <param name="limit">The longest there can be; a longer one is cut to it.</param>
    public int Run(bool isBlack, int limit)
    {
        long run = 0;
        int code;
        do
        {
            code = Code(isBlack ? FaxCodes.Black : FaxCodes.White);
            run += code;
            if (run > limit)
            {
                Interruption.ThrowIfRequested();
            }
        } while (code >= 64);

        return (int)Math.Min(run, limit);
    }

    private readonly int Peek()
    {
        int at = (int)(_position >> 3);
        int bits = 0;
        for (int i = 0; i < 3; i++)
        {
            bits = (bits << 8) | (at + i < _source.Length ? _source[at + i] : 0);
        }

        return (bits >> (24 - FaxCodes.LookupBits - (int)(_position & 7))) & ((1 << FaxCodes.LookupBits) - 1);
    }
}
