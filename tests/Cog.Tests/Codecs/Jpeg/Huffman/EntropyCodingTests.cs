using Cog.Codecs.Jpeg;
using Cog.Codecs.Jpeg.Huffman;
using Cog.Testing;

namespace Cog.Tests.Codecs.Jpeg.Huffman;

public class EntropyCodingTests
{
    [Theory]
    [InlineData("01 02 FF D9", "01 02", 2)]
    [InlineData("FF 00 03 FF D0 04", "FF 03", 3)]
    [InlineData("01 FF FF 00 02", "01 FF 02", 5)] // FF before FF is fill
    [InlineData("01 FF FF FF D9", "01", 1)]
    [InlineData("01 02 FF", "01 02", 2)]
    [InlineData("", "", 0)]
    public void Byte_stuffing_is_undone_up_to_a_marker(string stuffed, string expected, int position)
    {
        var segments = new SegmentReader(Bytes(stuffed));
        BitReader reader = new EntropyBuffer().Load(ref segments);
        Assert.Equal(position, segments.Position);

        foreach (byte value in Bytes(expected))
        {
            reader.Fill();
            Assert.Equal(value, reader.Read(8));
        }

        reader.ThrowIfOverrun();
        reader.Fill();
        Assert.Equal(0, reader.Read(1));
        try
        {
            reader.ThrowIfOverrun();
            Assert.Fail("A bit past the end was read, and not noticed.");
        }
        catch (InvalidTiffException) { }
    }

    [Fact]
    public void Bits_come_in_order_whatever_their_number()
    {
        Random random = Seeds.Random(4);
        byte[] data = new byte[1000 + BitReader.Padding];
        random.NextBytes(data.AsSpan(0, 1000));
        var reader = new BitReader(data);
        int position = 0;
        while (position < 8000 - 16)
        {
            int count = random.Next(17);
            int expected = 0;
            for (int i = 0; i < count; i++, position++)
            {
                expected = (expected << 1) | ((data[position / 8] >> (7 - (position % 8))) & 1);
            }

            reader.Fill();
            Assert.Equal(expected, reader.Read(count));
        }

        reader.ThrowIfOverrun();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void The_look_up_of_coefficients_says_what_symbol_and_extra_bits_say(int tableClass, int slot)
    {
        var table = new HuffmanTable(isDc: tableClass == 0);
        table.Define(StandardHuffmanTables.Get(tableClass, slot));
        table.PrepareCoefficients();
        int answered = 0;
        for (int window = 0; window < 1 << HuffmanTable.LookupBits; window++)
        {
            byte[] data = new byte[2 + BitReader.Padding];
            data[0] = (byte)(window >> 2);
            data[1] = (byte)(window << 6);
            var reader = new BitReader(data);
            reader.Fill();
            if (table.Coefficients[window] is var entry and not 0)
            {
                int symbol = reader.ReadSymbol(table);
                int size = symbol & 15;
                int run =
                    tableClass == 0 ? 0
                    : symbol == 0 ? HuffmanTable.EndOfBlockRun
                    : symbol >> 4;
                Assert.Equal(HuffmanTable.Extend(reader.Read(size), size), entry >> 16);
                Assert.Equal(run, (entry >> 8) & 255);
                Assert.InRange(entry & 255, 1 + size, HuffmanTable.LookupBits);
                answered++;
            }
        }

        Assert.InRange(answered, 700, 1024);
    }

    [Fact]
    public void A_table_that_is_defined_anew_is_built_anew()
    {
        var table = new HuffmanTable(isDc: true);
        table.Define(StandardHuffmanTables.Get(0, 0));
        table.PrepareCoefficients();
        int[] luminance = table.Coefficients.ToArray();
        table.Define(StandardHuffmanTables.Get(0, 1));
        table.PrepareCoefficients();
        Assert.NotEqual(luminance, table.Coefficients.ToArray());
        table.Define(StandardHuffmanTables.Get(0, 0));
        table.PrepareCoefficients();
        Assert.Equal(luminance, table.Coefficients.ToArray());
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
