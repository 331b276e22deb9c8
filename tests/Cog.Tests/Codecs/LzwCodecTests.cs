using Cog.Codecs;

namespace Cog.Tests.Codecs;

public class LzwCodecTests
{
    private const int Clear = 256;
    private const int End = 257;

    [Fact]
    public void Decodes_the_example_of_the_specification()
    {
        // TIFF 6.0 section 13, p. 60: the string 7 7 7 8 8 7 7 6 6 and its codes.
        byte[] encoded = Pack([Clear, 7, 258, 8, 8, 258, 6, 6, End]);

        Assert.Equal([7, 7, 7, 8, 8, 7, 7, 6, 6], Bytes.Decode(new LzwCodec(), encoded, 9));
    }

    [Fact]
    public void Decodes_a_code_that_names_the_entry_it_makes()
    {
        // 258 is "1 1", made by the code 258 itself; 259 "1 1 1" likewise, and so on to a string longer than a vector.
        int[] codes = [Clear, 1, .. Enumerable.Range(258, 40), 2, End];
        int ones = 1 + Enumerable.Range(2, 40).Sum();

        byte[] decoded = Bytes.Decode(new LzwCodec(), Pack(codes), ones + 1);

        Assert.All(decoded[..ones], b => Assert.Equal(1, b));
        Assert.Equal(2, decoded[ones]);
    }

    [Fact]
    public void Needs_no_end_of_information_once_the_block_is_full() =>
        Assert.Equal([1, 2, 3], Bytes.Decode(new LzwCodec(), Pack([Clear, 1, 2, 3]), 3));

    [Fact]
    public void Needs_no_clear_at_the_start_when_single_bytes_follow() =>
        Assert.Equal([7, 7, 7, 8], Bytes.Decode(new LzwCodec(), Pack([7, 258, 8, End]), 4));

    [Fact]
    public void Stops_where_the_block_is_full() => Assert.Equal([7, 7], Bytes.Decode(new LzwCodec(), Pack([Clear, 7, 258, 8, 8]), 2));

    [Fact]
    public void Keeps_a_full_table_until_the_next_clear()
    {
        // 3838 entries fill the table; then codes of 12 bits go on, naming old entries, and no entry is added.
        byte[] text = Bytes.Random(new Random(3), 5000);
        int[] codes = [Clear, .. text.Select(b => (int)b), 4095, 4094, Clear, 9, End];

        // The n-th byte after the first makes entry 257 + n: that byte's predecessor and itself.
        byte[] expected = [.. text, text[3837], text[3838], text[3836], text[3837], 9];
        Assert.Equal(expected, Bytes.Decode(new LzwCodec(), Pack(codes), expected.Length));
    }

    [Fact]
    public void Decodes_codes_with_the_low_bit_first()
    {
        // TIFF 5.0's "compatible" order, and no early change: the 255th byte's code is still 9 bits wide.
        byte[] text = Bytes.Random(new Random(4), 1000);
        byte[] encoded = Pack([Clear, .. text.Select(b => (int)b), End], lowBitFirst: true);

        Assert.Equal([0x00, 0x01], [encoded[0], (byte)(encoded[1] & 1)]);
        Assert.Equal(text, Bytes.Decode(new LzwCodec(), encoded, text.Length));
    }

    [Theory]
    [InlineData(new[] { Clear, 258, 1, 2 })] // the first code after Clear is no byte
    [InlineData(new[] { 300, 1, 2 })] // nor is the first of all
    [InlineData(new[] { Clear, 1, 259, 2 })] // one further than the next entry
    [InlineData(new[] { Clear, 1, 2, Clear, 258, 1 })] // an entry from before the Clear
    [InlineData(new[] { Clear, 1, 511 })]
    [InlineData(new[] { Clear, 1, End })] // the end, two bytes early
    [InlineData(new[] { Clear, Clear })]
    [InlineData(new int[0])]
    public void Rejects_malformed_data(int[] codes) =>
        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new LzwCodec(), Pack(codes), 3));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rejects_data_cut_at_any_length(bool lowBitFirst)
    {
        byte[] text = Bytes.Random(new Random(5), 700);
        byte[] encoded = Pack([Clear, .. text.Select(b => (int)b)], lowBitFirst);

        for (int length = 0; length < encoded.Length; length++)
        {
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new LzwCodec(), encoded.AsSpan(0, length), text.Length));
        }

        Assert.Equal(text, Bytes.Decode(new LzwCodec(), encoded, text.Length));
    }

    /// <summary>
    /// Packs codes as an encoder does: one entry for every code after the first since a Clear, wider one entry early in TIFF 6.0's order.
    /// </summary>
    private static byte[] Pack(int[] codes, bool lowBitFirst = false)
    {
        var bits = new List<bool>();
        int next = 258;
        bool isFirst = true;
        foreach (int code in codes)
        {
            int width = 9;
            while (width < 12 && next >= (1 << width) - (lowBitFirst ? 0 : 1))
            {
                width++;
            }

            IEnumerable<int> order = Enumerable.Range(0, width);
            bits.AddRange((lowBitFirst ? order : order.Reverse()).Select(bit => (code >> bit & 1) == 1));
            (next, isFirst) = code == Clear ? (258, true) : (isFirst ? next : next + 1, false);
        }

        byte[] bytes = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
        {
            bytes[i / 8] |= (byte)(
                bits[i]
                    ? lowBitFirst
                        ? 1 << (i % 8)
                        : 0x80 >> (i % 8)
                    : 0
            );
        }

        return bytes;
    }
}
