using System.IO.Compression;

namespace Cog.Tests.Codecs.Deflate;

/// <summary>Streams to inflate, valid ones and ones with faults.</summary>
internal static class DeflateStreams
{
    /// <summary>A text of some kind: noise, few letters, rows that repeat, runs, small differences.</summary>
    public static byte[] Text(Random random, int length)
    {
        byte[] text = new byte[length];
        int kind = random.Next(6),
            period = random.Next(1, 600),
            letters = 1 << random.Next(1, 8);
        for (int i = 0; i < length; i++)
        {
            text[i] = kind switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)random.Next(letters),
                2 => i < period || random.Next(30) == 0 ? (byte)random.Next(256) : text[i - period],
                3 => i > 0 && random.Next(period) > 0 ? text[i - 1] : (byte)random.Next(256),
                4 => (byte)(random.Next(1 + (letters / 8)) - random.Next(1 + (letters / 8))),
                _ => i > 9 && random.Next(4) > 0 ? text[i - random.Next(1, 10)] : (byte)random.Next(letters),
            };
        }

        return text;
    }

    /// <summary>As zlib writes it, at any of its levels and strategies.</summary>
    public static byte[] Compress(Random random, byte[] text)
    {
        var options = new ZLibCompressionOptions
        {
            CompressionLevel = random.Next(10),
            CompressionStrategy = (ZLibCompressionStrategy)random.Next(5),
        };
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, options, leaveOpen: true))
        {
            // Parts, which are blocks of their own.
            for (int start = 0; start < text.Length; )
            {
                int count = Math.Min(text.Length - start, random.Next(1, 40_000));
                zlib.Write(text, start, count);
                zlib.Flush();
                start += count;
            }
        }

        return stream.ToArray();
    }

    /// <summary>Blocks whose codes are as odd as RFC 1951 allows: of up to 15 bits, of one symbol, of none; with matches from
    /// anywhere.</summary>
    /// <remarks>Without the checksum: the bytes behind the last block are any.</remarks>
    public static byte[] Odd(Random random, int symbols)
    {
        var bits = new BitWriter();
        bits.Put(0x78, 8);
        bits.Put(0x01, 8);
        int written = 0;
        for (int block = random.Next(1, 4); block > 0; block--)
        {
            int[] literals = Lengths(random, random.Next(257, 287), needed: 256),
                distances = Lengths(random, random.Next(1, 31), needed: -1);
            bits.Put(block == 1 ? 1 : 0, 1);
            bits.Put(2, 2);
            bits.Put(literals.Length - 257, 5);
            bits.Put(distances.Length - 1, 5);
            bits.Put(15, 4);

            // A code of code lengths in which 0 to 15 have four bits each.
            int[] order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
            foreach (int symbol in order)
            {
                bits.Put(symbol < 16 ? 4 : 0, 3);
            }

            foreach (int length in (int[])[.. literals, .. distances])
            {
                bits.PutCode(length, 4);
            }

            int[] literalCodes = Codes(literals),
                distanceCodes = Codes(distances);
            int[] usedLiterals = [.. Enumerable.Range(0, literals.Length).Where(s => literals[s] > 0 && s != 256)],
                usedDistances = [.. Enumerable.Range(0, distances.Length).Where(s => distances[s] > 0)];
            for (int i = 0; i < symbols && usedLiterals.Length > 0; i++)
            {
                int symbol = usedLiterals[random.Next(usedLiterals.Length)];
                if (symbol > 256 && (usedDistances.Length == 0 || written == 0) && random.Next(500) > 0)
                {
                    continue;
                }

                bits.PutCode(literalCodes[symbol], literals[symbol]);
                written++;
                if (symbol > 256)
                {
                    bits.Put(random.Next(32), symbol is < 265 or 285 ? 0 : (symbol - 261) / 4);
                    int distance = usedDistances.Length == 0 ? 0 : usedDistances[random.Next(usedDistances.Length)];
                    for (int tries = 0; tries < 20 && distance > 1 && (2 << (distance / 2)) > written; tries++)
                    {
                        distance = usedDistances[random.Next(usedDistances.Length)];
                    }

                    bits.PutCode(
                        usedDistances.Length == 0 ? 0 : distanceCodes[distance],
                        usedDistances.Length == 0 ? 1 : distances[distance]
                    );
                    bits.Put(random.Next(1 << 13), distance < 4 ? 0 : (distance - 2) / 2);
                    written += 2;
                }
            }

            bits.PutCode(literalCodes[256], literals[256]);
        }

        bits.Put(random.Next(), 30);
        return bits.ToArray();
    }

    /// <summary>The same with a few faults: bits turned, bytes changed, put in, taken out, the end cut off.</summary>
    public static byte[] Mutate(Random random, byte[] stream)
    {
        List<byte> bytes = [.. stream];
        for (int faults = random.Next(1, 4); faults > 0 && bytes.Count > 0; faults--)
        {
            // Headers and tables are where faults do most.
            int at = random.Next(random.Next(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 100));
            switch (random.Next(8))
            {
                case < 4:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 4:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 5:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 6:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    // A whole code: leaves of a binary tree, split at random. Now and then one that has a single symbol, or none.
    private static int[] Lengths(Random random, int count, int needed)
    {
        int[] lengths = new int[count];
        if (random.Next(12) == 0)
        {
            lengths[needed >= 0 ? needed : random.Next(count)] = needed < 0 && random.Next(3) == 0 ? 0 : 1;
            return lengths;
        }

        List<int> leaves = [1, 1];
        int most = random.Next(2, count + 1);
        for (int tries = 0; tries < 2000 && leaves.Count < most; tries++)
        {
            int leaf = random.Next(3) == 0 ? leaves.Count - 1 : random.Next(leaves.Count);
            if (leaves[leaf] < 15)
            {
                leaves.Add(++leaves[leaf]);
            }
        }

        int[] symbols = [.. Enumerable.Range(0, count)];
        random.Shuffle(symbols);
        for (int i = 0; i < Math.Min(leaves.Count, count); i++)
        {
            lengths[symbols[i]] = leaves[i];
        }

        if (needed >= 0 && lengths[needed] == 0)
        {
            (lengths[needed], lengths[symbols[0]]) = (lengths[symbols[0]], 0);
        }

        return lengths;
    }

    // RFC 1951 section 3.2.2.
    private static int[] Codes(int[] lengths)
    {
        int[] codes = new int[lengths.Length];
        int code = 0;
        for (int length = 1; length <= 15; length++)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[symbol] = code++;
                }
            }

            code <<= 1;
        }

        return codes;
    }

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _count;

        public void Put(int value, int bits)
        {
            for (int i = 0; i < bits; i++)
            {
                if (_count++ % 8 == 0)
                {
                    _bytes.Add(0);
                }

                _bytes[^1] |= (byte)(((value >> i) & 1) << ((_count - 1) % 8));
            }
        }

        /// <summary>Codes begin with their highest bit.</summary>
        public void PutCode(int code, int bits)
        {
            for (int i = bits - 1; i >= 0; i--)
            {
                Put(code >> i, 1);
            }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
