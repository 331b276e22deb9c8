namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>The head of a block that has codes of its own: their lengths, run-length coded, then coded themselves (RFC 1951 section
/// 3.2.7).</summary>
internal sealed class CodeLengths
{
    private const int Symbols = 19,
        MaxBits = 7,
        CopyPrevious = 16,
        FewZeros = 17,
        ManyZeros = 18;

    private readonly (byte Symbol, byte Extra)[] _runs = new (byte, byte)[HuffmanCode.MaxSymbols + 32];
    private readonly int[] _counts = new int[Symbols];
    private readonly byte[] _lengths = new byte[Symbols];
    private int _runCount,
        _literals,
        _distances,
        _sent;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Takes the lengths of a block's codes.</summary>
    /// <returns>How many bits they take.</returns>
    public long Set(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        _literals = Math.Max(257, literals.LastIndexOfAnyExcept((byte)0) + 1);
        _distances = Math.Max(1, distances.LastIndexOfAnyExcept((byte)0) + 1);
        Span<byte> all = stackalloc byte[_literals + _distances];
        literals[.._literals].CopyTo(all);
        distances[.._distances].CopyTo(all[_literals..]);
        FindRuns(all);
        HuffmanCode.Choose(_counts, MaxBits, _lengths);
        _sent = Symbols;
        while (_sent > 4 && _lengths[Order[_sent - 1]] == 0)
        {
            _sent--;
        }

        long bits = 5 + 5 + 4 + (3 * _sent);
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            bits += (long)_counts[symbol] * (_lengths[symbol] + ExtraBits(symbol));
        }

        return bits;
    }

    /// <summary>Writes the code lengths of a block.</summary>
    public void Write(ref BitWriter to)
    {
        to.Add((uint)_literals - 257, 5);
        to.Add((uint)_distances - 1, 5);
        to.Add((uint)_sent - 4, 4);
        to.Flush();
        for (int i = 0; i < _sent; i++)
        {
            to.Add(_lengths[Order[i]], 3);
            to.Flush();
        }

        Span<ushort> codes = stackalloc ushort[Symbols];
        HuffmanCode.Assign(_lengths, codes);
        foreach ((byte symbol, byte extra) in _runs.AsSpan(0, _runCount))
        {
            to.Add(codes[symbol], _lengths[symbol]);
            to.Add(extra, ExtraBits(symbol));
            to.Flush();
        }
    }

    private void FindRuns(ReadOnlySpan<byte> lengths)
    {
        _counts.AsSpan().Clear();
        _runCount = 0;
        for (int at = 0; at < lengths.Length; )
        {
            byte length = lengths[at];
            int run = lengths[at..].IndexOfAnyExcept(length);
            run = run < 0 ? lengths.Length - at : run;
            at += run;
            if (length > 0)
            {
                Add(length, 0);
                run--;
            }

            while (run > 0)
            {
                (int symbol, int least, int most) =
                    length > 0 ? (CopyPrevious, 3, 6)
                    : run > 10 ? (ManyZeros, 11, 138)
                    : (FewZeros, 3, 10);
                if (run < least)
                {
                    Add(length, 0);
                    run--;
                    continue;
                }

                int count = Math.Min(run, most);
                Add((byte)symbol, (byte)(count - least));
                run -= count;
            }
        }
    }

    private void Add(byte symbol, byte extra)
    {
        _runs[_runCount++] = (symbol, extra);
        _counts[symbol]++;
    }

    private static int ExtraBits(int symbol) =>
        symbol switch
        {
            CopyPrevious => 2,
            FewZeros => 3,
            ManyZeros => 7,
            _ => 0,
        };
}
