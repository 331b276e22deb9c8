namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>How often symbols come, and the best Huffman codes for that (ITU-T T.81 section K.2).</summary>
internal sealed class SymbolCounts
{
    // One more than the symbols: it is given the longest code, of ones alone, which no symbol may have.
    private const int Reserved = 256;

    private readonly long[] _counts = new long[Reserved + 1];

    /// <summary>Counts a symbol.</summary>
    public void Add(int symbol) => _counts[symbol]++;

    /// <summary>Makes the codes. The counts are used up.</summary>
    public HuffmanCodes ToCodes()
    {
        int[] lengths = CodeLengths();
        int[] countsOfLength = new int[Reserved + 1];
        foreach (int length in lengths)
        {
            countsOfLength[length]++;
        }

        Shorten(countsOfLength);
        byte[] definition = new byte[HuffmanCodes.MaxLength + lengths.Count(l => l > 0) - 1];
        for (int length = 1; length <= HuffmanCodes.MaxLength; length++)
        {
            definition[length - 1] = (byte)countsOfLength[length];
        }

        // Symbols by length, also where codes were shortened, then by number.
        int place = HuffmanCodes.MaxLength;
        for (int length = 1; length <= Reserved; length++)
        {
            for (int symbol = 0; symbol < Reserved; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    definition[place++] = (byte)symbol;
                }
            }
        }

        return new(definition);
    }

    // Figure K.1: the two rarest become one, again and again; each time all codes below get a bit longer.
    private int[] CodeLengths()
    {
        int[] lengths = new int[Reserved + 1],
            others = new int[Reserved + 1];
        Array.Fill(others, -1);
        _counts[Reserved] = 1;
        List<int> left = [.. Enumerable.Range(0, _counts.Length).Where(symbol => _counts[symbol] > 0)];
        while (left.Count > 1)
        {
            (int first, int second) = TwoRarest(left);
            _counts[first] += _counts[second];
            left.Remove(second);
            others[Lengthen(first)] = second;
            Lengthen(second);
        }

        return lengths;

        int Lengthen(int symbol)
        {
            lengths[symbol]++;
            while (others[symbol] >= 0)
            {
                symbol = others[symbol];
                lengths[symbol]++;
            }

            return symbol;
        }
    }

    // Of several, the last.
    private (int First, int Second) TwoRarest(List<int> symbols)
    {
        int first = -1,
            second = -1;
        foreach (int symbol in symbols)
        {
            if (first < 0 || _counts[symbol] <= _counts[first])
            {
                (first, second) = (symbol, first);
            }
            else if (second < 0 || _counts[symbol] <= _counts[second])
            {
                second = symbol;
            }
        }

        return (first, second);
    }

    // Figure K.3: no code is longer than 16 bits; then the reserved one, which is the longest, goes.
    private static void Shorten(int[] counts)
    {
        int longest = Reserved;
        for (; longest > HuffmanCodes.MaxLength; longest--)
        {
            while (counts[longest] > 0)
            {
                int shorter = longest - 2;
                while (counts[shorter] == 0)
                {
                    shorter--;
                }

                counts[longest] -= 2;
                counts[longest - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }

        while (counts[longest] == 0)
        {
            longest--;
        }

        counts[longest]--;
    }
}
