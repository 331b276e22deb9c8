namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>
/// The prefix code that suits given frequencies best, no code of it longer than allowed; given as RFC 1951 section 3.2.2 does.
/// </summary>
internal static class HuffmanCode
{
    public const int MaxSymbols = 288;

    /// <summary>Chooses the lengths.</summary>
    /// <param name="counts">How often each symbol occurs.</param>
    /// <param name="maxLength">The longest code; at least enough for all symbols.</param>
    /// <param name="lengths">Bits of each code; 0 where the symbol does not occur. At least two have a code: decoders dislike lone
    /// ones.</param>
    public static void Choose(ReadOnlySpan<int> counts, int maxLength, Span<byte> lengths)
    {
        lengths.Clear();
        Span<ulong> sorted = stackalloc ulong[MaxSymbols];
        int used = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                sorted[used++] = ((ulong)counts[symbol] << 16) | (uint)symbol;
            }
        }

        for (int symbol = 0; used < 2; symbol++)
        {
            if (counts[symbol] == 0)
            {
                sorted[used++] = (1UL << 16) | (uint)symbol;
            }
        }

        sorted = sorted[..used];
        sorted.Sort();
        Span<int> depths = stackalloc int[used];
        FindDepths(sorted, depths);

        // How many codes there are of each length; those too long are made shorter, and others longer for them, from the rarest on.
        Span<int> perLength = stackalloc int[maxLength + 1];
        perLength.Clear();
        foreach (int depth in depths)
        {
            perLength[Math.Min(depth, maxLength)]++;
        }

        Limit(perLength);
        int next = used;
        for (int length = 1; length <= maxLength; length++)
        {
            for (int i = perLength[length]; i > 0; i--)
            {
                lengths[(int)(sorted[--next] & 0xFFFF)] = (byte)length;
            }
        }
    }

    /// <summary>Gives the codes, first bit lowest, as they stand in the stream.</summary>
    public static void Assign(ReadOnlySpan<byte> lengths, Span<ushort> codes)
    {
        Span<int> first = stackalloc int[16],
            count = stackalloc int[16];
        count.Clear();
        foreach (byte length in lengths)
        {
            count[length]++;
        }

        count[0] = 0;
        first[0] = 0;
        for (int length = 1; length < 16; length++)
        {
            first[length] = (first[length - 1] + count[length - 1]) << 1;
        }

        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            codes[symbol] = length == 0 ? (ushort)0 : Reverse(first[length]++, length);
        }
    }

    private static ushort Reverse(int code, int length)
    {
        int reversed = 0;
        for (int i = 0; i < length; i++)
        {
            reversed = (reversed << 1) | ((code >> i) & 1);
        }

        return (ushort)reversed;
    }

    // Huffman's algorithm with two queues: the leaves by frequency, and the trees joined so far, which come out in order by themselves.
    private static void FindDepths(ReadOnlySpan<ulong> sorted, Span<int> depths)
    {
        int leaves = sorted.Length;
        Span<ulong> weights = stackalloc ulong[leaves];
        Span<int> parents = stackalloc int[2 * leaves];
        int leaf = 0,
            tree = 0;
        for (int made = 0; made < leaves - 1; made++)
        {
            ulong weight = 0;
            for (int child = 0; child < 2; child++)
            {
                if (tree == made || (leaf < leaves && sorted[leaf] >> 16 <= weights[tree]))
                {
                    weight += sorted[leaf] >> 16;
                    parents[leaf++] = made;
                }
                else
                {
                    weight += weights[tree];
                    parents[leaves + tree++] = made;
                }
            }

            weights[made] = weight;
        }

        Span<int> treeDepths = stackalloc int[leaves];
        treeDepths[leaves - 2] = 0;
        for (int i = leaves - 3; i >= 0; i--)
        {
            treeDepths[i] = treeDepths[parents[leaves + i]] + 1;
        }

        for (int i = 0; i < leaves; i++)
        {
            depths[i] = treeDepths[parents[i]] + 1;
        }
    }

    // Kraft's sum, in units of the longest code, must be that of a whole code.
    private static void Limit(Span<int> perLength)
    {
        int longest = perLength.Length - 1;
        long sum = 0;
        for (int length = 1; length <= longest; length++)
        {
            sum += (long)perLength[length] << (longest - length);
        }

        while (sum > 1L << longest)
        {
            // One of the longest goes up beside another, which goes down by one: the sum is less by one.
            int length = longest - 1;
            while (perLength[length] == 0)
            {
                length--;
            }

            perLength[longest]--;
            perLength[length]--;
            perLength[length + 1] += 2;
            sum--;
        }
    }
}
