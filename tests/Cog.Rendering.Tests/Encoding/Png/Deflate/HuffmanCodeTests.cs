using Cog.Rendering.Encoding.Png.Deflate;
using Cog.Testing;

namespace Cog.Rendering.Tests.Encoding.Png.Deflate;

public class HuffmanCodeTests
{
    /// <summary>Worked by hand: 45 alone, then 13 and 12, 16 beside 9 and 5 together (Cormen et al., Introduction to Algorithms).</summary>
    [Fact]
    public void Frequent_symbols_have_short_codes()
    {
        byte[] lengths = new byte[6];

        HuffmanCode.Choose([45, 13, 12, 16, 9, 5], 15, lengths);

        Assert.Equal([1, 3, 3, 3, 4, 4], lengths);
    }

    /// <summary>RFC 1951 section 3.2.2: the example of eight symbols, its codes read from their high end.</summary>
    [Fact]
    public void Codes_are_given_as_RFC_1951_does()
    {
        ushort[] codes = new ushort[8];

        HuffmanCode.Assign([3, 3, 3, 3, 3, 2, 4, 4], codes);

        Assert.Equal([0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111], codes);
    }

    /// <summary>Fibonacci's numbers make the longest codes there are.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(15)]
    public void No_code_is_longer_than_allowed(int most)
    {
        int[] counts = new int[19];
        (counts[0], counts[1]) = (1, 1);
        for (int i = 2; i < counts.Length; i++)
        {
            counts[i] = counts[i - 1] + counts[i - 2];
        }

        byte[] lengths = new byte[counts.Length];
        HuffmanCode.Choose(counts, most, lengths);

        Assert.Equal(most, lengths.Max());
        Assert.Equal(1 << most, lengths.Sum(l => 1 << (most - l)));
    }

    [Fact]
    public void A_code_is_always_whole_and_gives_the_frequent_no_longer_codes()
    {
        Random random = Seeds.Random(1);
        for (int round = 0; round < 2000; round++)
        {
            int[] counts = new int[random.Next(2, HuffmanCode.MaxSymbols + 1)];
            for (int i = random.Next(counts.Length + 1); i > 0; i--)
            {
                counts[random.Next(counts.Length)] = (int)Math.Exp(random.NextDouble() * random.Next(1, 18));
            }

            byte[] lengths = new byte[counts.Length];
            HuffmanCode.Choose(counts, 12, lengths);

            Assert.Equal(1 << 12, lengths.Where(l => l > 0).Sum(l => 1 << (12 - l)));
            Assert.InRange(lengths.Max(), 1, 12);
            int[] used = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).OrderBy(i => counts[i])];
            Assert.All(used, i => Assert.NotEqual(0, lengths[i]));
            for (int i = 1; i < used.Length; i++)
            {
                Assert.True(counts[used[i - 1]] == counts[used[i]] || lengths[used[i - 1]] >= lengths[used[i]]);
            }
        }
    }
}
