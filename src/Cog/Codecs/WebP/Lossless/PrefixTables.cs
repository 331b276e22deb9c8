using System.Buffers;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>
/// The tables of a picture's prefix codes, one behind the other. They grow with what the stream spells out, and not with what it announces.
/// </summary>
/// <remarks>
/// An entry is a symbol above four bits of length. A table is indexed with up to <see cref="RootBits"/> bits. Where a code is longer, the
/// length is that of the longest code which begins so, and the rest is the offset, from the table's start, of a second table, indexed
/// with the bits behind. Both fit into 16 bits: there are at most 2,328 symbols, and a table of them has at most 2,704 entries.
/// </remarks>
internal sealed class PrefixTables
{
    /// <summary>The first look is at so many bits of the stream at most.</summary>
    public const int RootBits = 8;

    /// <summary>The longest code.</summary>
    public const int MaxLength = 15;

    private ushort[] _entries = [];
    private int _used;

    /// <summary>All of the entries.</summary>
    public ReadOnlySpan<ushort> Entries => _entries.AsSpan(0, _used);

    /// <summary>Where the next table will begin: see <see cref="Shrink"/>.</summary>
    public int Length => _used;

    /// <summary>Forgets tables.</summary>
    /// <param name="length">What <see cref="Length"/> was before they were built.</param>
    public void Shrink(int length) => _used = length;

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (_entries.Length > 0)
        {
            ArrayPool<ushort>.Shared.Return(_entries);
            _entries = [];
        }

        _used = 0;
    }

    /// <summary>Builds the table of a code.</summary>
    /// <param name="lengths">The length of each symbol's code, 0 for symbols that have none.</param>
    /// <exception cref="InvalidTiffException">The lengths are not those of a whole prefix code.</exception>
    public PrefixCode Build(ReadOnlySpan<byte> lengths)
    {
        Span<int> counts = stackalloc int[MaxLength + 1];
        counts.Clear();
        int last = 0;
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            counts[lengths[symbol]]++;
            last = lengths[symbol] != 0 ? symbol : last;
        }

        int symbols = lengths.Length - counts[0];
        counts[0] = 0;
        if (symbols <= 1)
        {
            return symbols == 1
                ? AddConstant(last)
                : throw new InvalidTiffException("The lossless WebP stream has a prefix code without a symbol.");
        }

        // Of a whole code, the shares of all symbols add up to one.
        long share = 0;
        int longest = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            share += (long)counts[length] << (MaxLength - length);
            longest = counts[length] > 0 ? length : longest;
        }

        return share == 1L << MaxLength
            ? Fill(lengths, counts, longest)
            : throw new InvalidTiffException(
                $"The lossless WebP stream has a prefix code of {symbols} symbols that take {share} of {1 << MaxLength} shares."
            );
    }

    private PrefixCode AddConstant(int symbol)
    {
        Reserve(1)[0] = (ushort)(symbol << 4);
        return new(_used - 1, 0);
    }

    private PrefixCode Fill(ReadOnlySpan<byte> lengths, Span<int> counts, int longest)
    {
        // The first code of each length (WebP lossless specification, section 6.2.1: canonical, as in RFC 1951 section 3.2.2).
        Span<int> next = stackalloc int[MaxLength + 2];
        next[1] = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            next[length + 1] = (next[length] + counts[length]) << 1;
        }

        int rootBits = Math.Min(longest, RootBits),
            start = _used;
        var code = new PrefixCode(start, (1u << rootBits) - 1);
        Span<ushort> root = Reserve(1 << rootBits);
        if (longest > RootBits)
        {
            AddSecondTables(counts, next, start);
            root = _entries.AsSpan(start, 1 << rootBits);
        }

        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }

            int bits = Reverse(next[length]++, length);
            ushort entry = (ushort)((symbol << 4) | length);
            if (length <= rootBits)
            {
                for (; bits < root.Length; bits += 1 << length)
                {
                    root[bits] = entry;
                }

                continue;
            }

            ushort link = root[bits & (root.Length - 1)];
            Span<ushort> second = _entries.AsSpan(start + (link >> 4), 1 << ((link & 15) - RootBits));
            for (bits >>= RootBits; bits < second.Length; bits += 1 << (length - RootBits))
            {
                second[bits] = entry;
            }
        }

        return code;
    }

    // Codes of one beginning follow each other from the shortest on, so the last one says how large their table is.
    private void AddSecondTables(ReadOnlySpan<int> counts, ReadOnlySpan<int> next, int start)
    {
        Span<byte> deepest = stackalloc byte[1 << RootBits];
        deepest.Clear();
        for (int length = RootBits + 1; length <= MaxLength; length++)
        {
            if (counts[length] > 0)
            {
                int shift = length - RootBits;
                deepest[(next[length] >> shift)..(((next[length] + counts[length] - 1) >> shift) + 1)].Fill((byte)length);
            }
        }

        for (int prefix = 0; prefix < deepest.Length; prefix++)
        {
            if (deepest[prefix] > 0)
            {
                int offset = _used - start;
                Reserve(1 << (deepest[prefix] - RootBits));
                _entries[start + Reverse(prefix, RootBits)] = (ushort)((offset << 4) | deepest[prefix]);
            }
        }
    }

    private Span<ushort> Reserve(int count)
    {
        if (_entries.Length - _used < count)
        {
            ushort[] larger = ArrayPool<ushort>.Shared.Rent(Math.Max(4096, 2 * (_used + count)));
            Entries.CopyTo(larger);
            if (_entries.Length > 0)
            {
                ArrayPool<ushort>.Shared.Return(_entries);
            }

            _entries = larger;
        }

        _used += count;
        return _entries.AsSpan(_used - count, count);
    }

    // The stream has the first bit of a code lowest.
    private static int Reverse(int code, int length)
    {
        uint bits = (uint)code;
        bits = ((bits & 0x5555) << 1) | ((bits >> 1) & 0x5555);
        bits = ((bits & 0x3333) << 2) | ((bits >> 2) & 0x3333);
        bits = ((bits & 0x0F0F) << 4) | ((bits >> 4) & 0x0F0F);
        bits = ((bits & 0x00FF) << 8) | (bits >> 8);
        return (int)(bits >> (16 - length));
    }
}
