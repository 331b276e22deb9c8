using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

public class FaxCodecTests
{
    private const int Width = 2700;

    public static TheoryData<string, Compression> Blocks =>
        new()
        {
            { "fax-rle", Compression.CcittRle },
            { "fax-g3", Compression.CcittFax3 },
            { "fax-g4", Compression.CcittFax4 },
        };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Decodes_every_run_length_as_gdal_does(string name, Compression compression)
    {
        byte[] expected = File.ReadAllBytes(TestData.PathOf("codecs/fax.raw"));

        Assert.Equal(expected, Decode(Block(name), Layout(compression, Width, expected.Length)));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Rejects_data_cut_at_any_length(string name, Compression compression)
    {
        byte[] block = Block(name);
        BlockLayout layout = Layout(compression, Width, File.ReadAllBytes(TestData.PathOf("codecs/fax.raw")).Length);
        int lastNeeded = block.Length - 10; // Less an end of block.

        for (int length = 0; length < lastNeeded; length += length < 100 ? 1 : 101)
        {
            Assert.Throws<InvalidTiffException>(() => Decode(block[..length], layout));
        }
    }

    [Theory]
    [InlineData(Compression.CcittFax4, 0u, "1 1 1", 8, "00 00 00")] // V0 three times: white as the row above the first
    [InlineData(Compression.CcittFax4, 0u, "001 1000 011 1 1 1 1", 8, "1E 1E")] // white 3, black 4, to the end; the same again
    // black from the first column: white 0, black 3; pass over it
    [InlineData(Compression.CcittFax4, 0u, "001 00110101 10 1 0001 1", 8, "E0 00")]
    [InlineData(Compression.CcittFax4, 0u, "001 1000 011 1 011 010 1", 8, "1E 0C")] // ... one right, one left: columns 4 and 5
    [InlineData(Compression.CcittFax4, 0u, "001 1000 10 1 000000000001 000000000001", 8, "1C 00")] // an end of block after one row
    [InlineData(Compression.CcittRle, 0u, "1000 10 0111 000000 1000 011 000111", 8, "1C 1E")] // the second row starts at a byte
    [InlineData(Compression.CcittFax3, 0u, "000000000001 1000 10 0111 000000000001 10011", 8, "1C 00")]
    [InlineData(Compression.CcittFax3, 0u, "1000 10 0111 10011", 8, "1C 00")] // no ends of line
    [InlineData(Compression.CcittFax3, 4u, "0000 000000000001 1000 10 0111 00 000000000001 10011", 8, "1C 00")] // fill before them
    // the second row in two dimensions
    [InlineData(Compression.CcittFax3, 1u, "000000000001 1 1000 10 0111 000000000001 0 1 1 1", 8, "1C 1C")]
    [InlineData(Compression.CcittFax3, 0u, "000000000001 10011 000000000001 000000000001", 8, "00 00")] // an end of page after one row
    public void Decodes(Compression compression, uint options, string bits, int width, string expected) =>
        Assert.Equal(
            Bytes.FromHex(expected),
            Decode(Bits(bits), Layout(compression, width, Bytes.FromHex(expected).Length) with { FaxOptions = options })
        );

    [Theory]
    [InlineData(Compression.CcittFax4, 0u, "")]
    [InlineData(Compression.CcittFax4, 0u, "000000000001 000000000001")] // an end of block before any row
    [InlineData(Compression.CcittFax4, 0u, "0000001111 1111111111")] // uncompressed mode
    [InlineData(Compression.CcittFax4, 0u, "001 1000 011 0000010 0000010 0000010 0000010")] // a change left of the one before it
    [InlineData(Compression.CcittFax4, 0u, "011 1111111111")] // a change right of the row
    [InlineData(Compression.CcittRle, 0u, "00000000 00000000 00000000")]
    [InlineData(
        Compression.CcittRle,
        0u,
        "00110101 0000110111 00110101 0000110111 00110101 0000110111 00110101 0000110111 00110101 0000110111 00110101 0000110111 "
            + "00110101 0000110111"
    )] // empty runs for ever
    [InlineData(Compression.CcittFax3, 1u, "1000 10 0111 10011")] // two-dimensional, without ends of line
    public void Rejects_malformed_data(Compression compression, uint options, string bits) =>
        Assert.Throws<InvalidTiffException>(() => Decode(Bits(bits), Layout(compression, 8, 2) with { FaxOptions = options }));

    [Fact]
    public void Refuses_more_than_one_bit() =>
        Assert.Throws<UnsupportedTiffException>(() =>
            Decode([0], Layout(Compression.CcittFax4, 8, 1) with { Width = 1, BitsPerSample = 8 })
        );

    [Fact]
    public void Refuses_rows_wider_than_any_page() =>
        Assert.Throws<UnsupportedTiffException>(() => Decode([0], Layout(Compression.CcittFax4, 100_000_000, 12_500_000)));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Throws_nothing_but_a_CogException_for_changed_bytes(string name, Compression compression)
    {
        byte[] block = Block(name);
        Random random = Seeds.Random(13);
        for (int round = 0; round < 1000; round++)
        {
            byte[] changed = round % 2 == 0 ? Bytes.Random(random, random.Next(60)) : [.. block];
            if (changed.Length > 60)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                Decode(changed, Layout(compression, random.Next(1, 3000), 2000) with { FaxOptions = (uint)random.Next(2) });
            }
            catch (CogException) { }
        }
    }

    private static byte[] Decode(byte[] source, BlockLayout layout)
    {
        byte[] destination = new byte[layout.ByteCount];
        new FaxCodec().Decode(source, destination, layout);
        return destination;
    }

    private static byte[] Block(string name) => File.ReadAllBytes(TestData.PathOf($"codecs/{name}.block"));

    private static byte[] Bits(string bits)
    {
        bits = bits.Replace(" ", "", StringComparison.Ordinal);
        return [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    /// <summary>As many rows as <paramref name="byteCount"/> bytes hold.</summary>
    private static BlockLayout Layout(Compression compression, int width, int byteCount) =>
        new()
        {
            Width = width,
            Height = byteCount / ((width + 7) / 8),
            SamplesPerPixel = 1,
            BitsPerSample = 1,
            Compression = compression,
        };
}
