namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>
/// One Huffman table: its definition as DHT carries it, and what is derived from that for decoding (ITU-T T.81 annexes C and F.2.2.3).
/// </summary>
/// <remarks>
/// Encoders write optimised tables into every tile, so building is cheap; a definition equal to the previous one is not built again.
/// Codes of up to <see cref="LookupBits"/> bits are found by one look-up; <see cref="Coefficients"/> answers with the coefficient itself
/// when its extra bits fit, too.
/// </remarks>
internal sealed class HuffmanTable(bool isDc)
{
    /// <summary>Bits that index the look-up tables.</summary>
    public const int LookupBits = 10;

    /// <summary>What an end-of-block code adds to the index of the coefficient, less one: past the end from anywhere.</summary>
    public const int EndOfBlockRun = 128;

    private const int LongestCode = 16;
    private const int LongestDefinition = LongestCode + 256;

    private readonly byte[] _definition = new byte[LongestDefinition];
    private readonly int[] _coefficients = new int[1 << LookupBits];
    private readonly ushort[] _symbols = new ushort[1 << LookupBits];
    private readonly int[] _limits = new int[LongestCode + 1];
    private readonly int[] _offsets = new int[LongestCode + 1];
    private int _length;
    private bool _hasSymbols;
    private bool _hasCoefficients;

    /// <summary>False until the block or its JPEGTables have defined the table.</summary>
    public bool IsDefined { get; set; }

    /// <summary>
    /// By the next <see cref="LookupBits"/> bits: bits 0-7 the length of code and extra bits, 8-15 the zero coefficients before this one
    /// (<see cref="EndOfBlockRun"/> for end of block), 16-31 the coefficient, signed. Zero when they do not fit.
    /// </summary>
    public ReadOnlySpan<int> Coefficients => _coefficients;

    /// <summary>
    /// By the next <see cref="LookupBits"/> bits: bits 0-7 the symbol, 8-15 the length of its code. Zero when that is longer.
    /// </summary>
    public ReadOnlySpan<ushort> Symbols => _symbols;

    /// <summary>Takes one table from the front of a DHT segment's payload, behind its class and slot.</summary>
    /// <returns>The bytes read.</returns>
    public int Define(ReadOnlySpan<byte> payload)
    {
        int symbols = 0;
        for (int i = 0; i < Math.Min(payload.Length, LongestCode); i++)
        {
            symbols += payload[i];
        }

        int length = LongestCode + symbols;
        if (payload.Length < length || length > LongestDefinition)
        {
            throw new InvalidTiffException(
                $"JPEG Huffman table of {symbols} symbols has {payload.Length} bytes; it needs 16 and one for each symbol, at most 256."
            );
        }

        ReadOnlySpan<byte> definition = payload[..length];
        if (!definition.SequenceEqual(_definition.AsSpan(0, _length)))
        {
            definition.CopyTo(_definition);
            _length = length;
            _hasSymbols = false;
            _hasCoefficients = false;
        }

        IsDefined = true;
        return length;
    }

    /// <summary>Makes <see cref="Symbols"/> and <see cref="FindLongSymbol"/> ready.</summary>
    public void PrepareSymbols()
    {
        if (_hasSymbols)
        {
            return;
        }

        _symbols.AsSpan().Clear();
        int code = 0;
        int index = LongestCode;
        for (int length = 1; length <= LongestCode; length++)
        {
            _offsets[length] = index - code;
            for (int i = 0; i < _definition[length - 1]; i++, code++, index++)
            {
                byte symbol = _definition[index];
                if (isDc && symbol > 15)
                {
                    throw new InvalidTiffException($"JPEG Huffman table codes a DC difference of {symbol} bits, at most 15 are legal.");
                }

                // No code may be all ones (annex C): that bounds the codes of each length, and every fill below.
                if (code >= (1 << length) - 1)
                {
                    throw new InvalidTiffException($"JPEG Huffman table has more codes of {length} bits than there can be.");
                }

                if (length <= LookupBits)
                {
                    int unused = LookupBits - length;
                    _symbols.AsSpan(code << unused, 1 << unused).Fill((ushort)((length << 8) | symbol));
                }
            }

            _limits[length] = code << (LongestCode - length);
            code <<= 1;
        }

        _hasSymbols = true;
    }

    /// <summary>Makes <see cref="Coefficients"/> ready, too.</summary>
    public void PrepareCoefficients()
    {
        PrepareSymbols();
        if (_hasCoefficients)
        {
            return;
        }

        for (int window = 0; window < _symbols.Length; )
        {
            int length = _symbols[window] >> 8;
            if (length == 0)
            {
                _coefficients[window++] = 0; // A longer code, or none.
                continue;
            }

            int count = 1 << (LookupBits - length);
            Fill(_coefficients.AsSpan(window, count), length, _symbols[window] & 255);
            window += count;
        }

        _hasCoefficients = true;
    }

    /// <summary>Finds a symbol whose code is longer than <see cref="LookupBits"/>.</summary>
    /// <param name="window">The next 16 bits.</param>
    /// <param name="length">The length of the code.</param>
    public int FindLongSymbol(int window, out int length)
    {
        for (length = LookupBits + 1; length <= LongestCode; length++)
        {
            if (window < _limits[length])
            {
                return _definition[_offsets[length] + (window >> (LongestCode - length))];
            }
        }

        throw new InvalidTiffException($"JPEG data has the bits {window:B16}, which are no Huffman code.");
    }

    // All windows that start with one code: the extra bits that follow it say which coefficient it is.
    private void Fill(Span<int> entries, int length, int symbol)
    {
        int size = symbol & 15;
        int run = isDc ? 0 : symbol >> 4;
        if (size == 0)
        {
            int skip = isDc || run == 15 ? run : EndOfBlockRun;
            entries.Fill((skip << 8) | length);
            return;
        }

        int total = length + size;
        if (total > LookupBits)
        {
            entries.Clear();
            return;
        }

        int count = 1 << (LookupBits - total);
        for (int extra = 0; extra < 1 << size; extra++)
        {
            entries.Slice(extra * count, count).Fill((Extend(extra, size) << 16) | (run << 8) | total);
        }
    }

    /// <summary>The signed value of <paramref name="size"/> extra bits (figure F.12).</summary>
    public static int Extend(int extra, int size) => extra < (1 << size) >> 1 ? extra - (1 << size) + 1 : extra;
}
