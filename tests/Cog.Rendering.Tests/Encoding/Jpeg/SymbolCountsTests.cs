using Cog.Rendering.Encoding.Jpeg;

namespace Cog.Rendering.Tests.Encoding.Jpeg;

public class SymbolCountsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(30)] // As rare as Fibonacci's numbers: the best codes have up to 30 bits.
    public void Codes_have_at_most_16_bits_and_none_is_of_ones_alone(int symbols)
    {
        var counts = new SymbolCounts();
        (long count, long next) = (1, 1);
        for (int symbol = 0; symbol < symbols; symbol++, (count, next) = (next, count + next))
        {
            for (long i = 0; i < count; i++)
            {
                counts.Add(symbol);
            }
        }

        byte[] definition = counts.ToCodes().Definition;

        Assert.Equal(Enumerable.Range(0, symbols).Select(s => (byte)s).Order(), definition[16..].Order());
        Assert.Equal(symbols, definition[..16].Sum(c => c));

        // Kraft's sum, in units of the longest code: one code at least is left over.
        int used = definition[..16].Select((c, i) => c << (15 - i)).Sum();
        Assert.InRange(used, 1, (1 << 16) - 1);
    }

    [Fact]
    public void What_comes_often_has_a_short_code()
    {
        var counts = new SymbolCounts();
        foreach (int symbol in (int[])[7, 7, 7, 7, 7, 7, 7, 7, 3, 3, 3, 9])
        {
            counts.Add(symbol);
        }

        CodeWord[] entries = counts.ToCodes().Entries.ToArray();

        // Counts hold the low half of a symbol, the bits that follow its code.
        Assert.Equal([1, 2, 3], new[] { 7, 3, 9 }.Select(s => entries[s].Count - (s & 15)));
    }
}
