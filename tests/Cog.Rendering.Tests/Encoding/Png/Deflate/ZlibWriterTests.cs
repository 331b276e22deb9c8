using System.IO.Compression;
using Cog.Rendering.Encoding.Png.Deflate;
using Cog.Testing;

namespace Cog.Rendering.Tests.Encoding.Png.Deflate;

/// <summary>What it writes, zlib reads, checksum and all.</summary>
public class ZlibWriterTests
{
    private static readonly MatchEffort[] s_efforts =
    [
        new(HashBytes: 6, Depth: 2, Enough: 16, Skip: 5),
        new(HashBytes: 4, Depth: 8, Enough: 32, Skip: 12),
        new(HashBytes: 4, Depth: 2, Enough: 258, Skip: 0),
        new(HashBytes: 5, Depth: 200, Enough: 258, Skip: 20),
    ];

    [Fact]
    public void Texts_of_all_kinds_and_lengths_come_back()
    {
        Random random = Seeds.Random(1);
        for (int round = 0; round < 600; round++)
        {
            int length = round < 300 ? round : random.Next(1, round % 50 == 0 ? 1_000_000 : 120_000);
            byte[] text = Text(random, length);
            MatchEffort effort = s_efforts[round % s_efforts.Length];

            byte[] stream = Compress(random, text, effort, round % 3 == 0 ? 100_000 : 1 << 29);

            Assert.True(text.AsSpan().SequenceEqual(Inflate(stream, length)), $"Round {round}, {effort}");
        }
    }

    [Fact]
    public void Noise_is_stored_as_it_is()
    {
        Random random = Seeds.Random(2);
        byte[] noise = new byte[300_000];
        random.NextBytes(noise);

        byte[] stream = Compress(random, noise, s_efforts[0]);

        Assert.InRange(stream.Length, noise.Length, noise.Length + 100);
        Assert.Equal(noise, Inflate(stream, noise.Length));
    }

    /// <summary>A few bytes are shorter with the code that needs no table.</summary>
    [Fact]
    public void A_short_text_has_the_fixed_code()
    {
        byte[] stream = Compress(Seeds.Random(3), "abcdefgh"u8.ToArray(), s_efforts[0]);

        Assert.Equal(1, (stream[2] >> 1) & 3); // BTYPE of the first block.
        Assert.InRange(stream.Length, 1, 2 + 10 + 4);
    }

    /// <summary>Runs cost some bits for each 258 bytes, and what repeats within 32 KB some bytes for each match, also across
    /// blocks.</summary>
    [Theory]
    [InlineData(1, 600)]
    [InlineData(3, 1200)]
    [InlineData(30_000, 100_000)]
    public void What_repeats_takes_little(int period, int most)
    {
        Random random = Seeds.Random(4);
        byte[] text = new byte[500_000];
        random.NextBytes(text.AsSpan(0, period));
        for (int i = period; i < text.Length; i++)
        {
            text[i] = text[i - period];
        }

        foreach (MatchEffort effort in s_efforts)
        {
            Assert.InRange(Compress(random, text, effort).Length, 1, most);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_tile_but_a_few_small_tables()
    {
        byte[] text = Text(new Random(5), 200_000);
        Write();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Write();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8192);

        void Write()
        {
            using var sink = new ByteSink(400_000);
            using var writer = new ZlibWriter(sink, s_efforts[0]);
            writer.Write(text);
            writer.Finish();
        }
    }

    private static byte[] Compress(Random random, byte[] text, MatchEffort effort, int forgetAfter = 1 << 29)
    {
        using var sink = new ByteSink(64);
        using var writer = new ZlibWriter(sink, effort, forgetAfter);
        for (int start = 0; start < text.Length; )
        {
            int count = Math.Min(text.Length - start, random.Next(1, 50_000));
            writer.Write(text.AsSpan(start, count));
            start += count;
        }

        writer.Finish();
        return sink.Written.ToArray();
    }

    private static byte[] Inflate(byte[] stream, int length)
    {
        using var zlib = new ZLibStream(new MemoryStream(stream), CompressionMode.Decompress);
        byte[] text = new byte[length];
        zlib.ReadExactly(text);
        Assert.Equal(-1, zlib.ReadByte());
        return text;
    }

    // Noise, few letters, rows that repeat, runs, small differences.
    private static byte[] Text(Random random, int length)
    {
        byte[] text = new byte[length];
        int kind = random.Next(5),
            period = random.Next(1, 3000),
            letters = 1 << random.Next(1, 8);
        for (int i = 0; i < length; i++)
        {
            text[i] = kind switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)random.Next(letters),
                2 => i < period || random.Next(30) == 0 ? (byte)random.Next(256) : text[i - period],
                3 => i > 0 && random.Next(period) > 0 ? text[i - 1] : (byte)random.Next(256),
                _ => (byte)(random.Next(1 + (letters / 8)) - random.Next(1 + (letters / 8))),
            };
        }

        return text;
    }
}
