using Cog.Codecs;
using Cog.Testing;

namespace Cog.Tests.Codecs;

public class LzmaCodecTests
{
    public static TheoryData<string> Blocks => ["lzma-uint8", "lzma-int16", "lzma-float64", "lzma-random", "lzma-zero"];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Decodes_to_what_gdal_reads(string name)
    {
        byte[] expected = File.ReadAllBytes(TestData.PathOf($"codecs/{name}.raw"));

        Assert.Equal(expected, Bytes.Decode(new LzmaCodec(), Block(name), expected.Length));
        Assert.Equal(expected[..500], Bytes.Decode(new LzmaCodec(), Block(name), 500));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Rejects_data_cut_at_any_length(string name)
    {
        int decodedLength = File.ReadAllBytes(TestData.PathOf($"codecs/{name}.raw")).Length;
        byte[] block = Block(name);
        int lastNeeded = block.Length - 1 - 28; // Less index, footer and padding: a header of 12, an index of some 8, a footer of 12.

        for (int length = 0; length < lastNeeded; length += length < 200 ? 1 : 37)
        {
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new LzmaCodec(), block.AsSpan(0, length), decodedLength));
        }
    }

    [Fact]
    public void Rejects_a_stream_shorter_than_the_block()
    {
        int decodedLength = File.ReadAllBytes(TestData.PathOf("codecs/lzma-uint8.raw")).Length;

        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new LzmaCodec(), Block("lzma-uint8"), decodedLength + 1));
    }

    [Theory]
    [InlineData("04 00 21 01 00")] // an x86 branch filter, without properties
    [InlineData("04 01 00 21 01 00")]
    [InlineData("03 01 00 03 01 00")] // no LZMA2 at the end
    [InlineData("21 01 00 21 01 00")] // LZMA2 twice
    public void Names_filters_it_does_not_have(string filters)
    {
        byte[] header = [.. Bytes.FromHex("FD 37 7A 58 5A 00 00 00 FF 12 D9 41  03 01"), .. Bytes.FromHex(filters), .. new byte[40]];

        Assert.Throws<UnsupportedTiffException>(() => Bytes.Decode(new LzmaCodec(), header, 1));
    }

    [Theory]
    [InlineData("02 00 00 2A 00")] // stored, before any dictionary reset
    [InlineData("80 00 00 00 05 00 00 00 00 00 00")] // LZMA likewise
    [InlineData("03 00 00 2A 00")] // not a kind of chunk
    [InlineData("01 00 00 2A 80 00 00 00 05 00 00 00 00 00 00")] // LZMA before its properties
    [InlineData("E0 00 00 00 05 E1 00 00 00 00 00 00")] // properties 225
    [InlineData("E0 00 00 00 05 5D 01 00 00 00 00 00")] // the first byte of code is not 0
    [InlineData("E0 00 01 00 05 5D 00 FF FF FF FF 00")] // a match before there is anything
    public void Rejects_malformed_chunks(string chunks)
    {
        byte[] stream =
        [
            .. Bytes.FromHex("FD 37 7A 58 5A 00 00 00 FF 12 D9 41  02 00 21 01 00 00 00 00 00 00 00 00"),
            .. Bytes.FromHex(chunks),
        ];

        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new LzmaCodec(), stream, 4));
    }

    [Fact]
    public void Decodes_stored_chunks() =>
        Assert.Equal(
            "Cogs"u8,
            Bytes.Decode(
                new LzmaCodec(),
                Bytes.FromHex("FD 37 7A 58 5A 00 00 00 FF 12 D9 41  02 00 21 01 00 00 00 00 00 00 00 00  01 00 02 43 6F 67 02 00 00 73"),
                4
            )
        );

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Throws_nothing_but_a_CogException_for_changed_bytes(string name)
    {
        byte[] block = Block(name);
        Random random = Seeds.Random(12);
        for (int round = 0; round < 500; round++)
        {
            byte[] changed = [.. block];
            changed[random.Next(2) == 0 ? random.Next(Math.Min(block.Length, 64)) : random.Next(block.Length)] = (byte)random.Next(256);
            try
            {
                Bytes.Decode(new LzmaCodec(), changed, 6000);
            }
            catch (CogException) { }
        }
    }

    // Python's lzma: compress(b"Cog" * 5, FORMAT_XZ, check) for CHECK_CRC32, CHECK_CRC64 and CHECK_SHA256.
    [Theory]
    [InlineData(
        "FD377A585A0000016922DE360200210116000000742FE5A3E0000E00085D00219BC8F482000000009DF583C50001200F188CBD259042990D010000000001595A"
    )]
    [InlineData(
        "FD377A585A000004E6D6B4460200210116000000742FE5A3E0000E00085D00219BC8F48200000000DF1D229AADF4AA790001240F1C49D1411FB6F37D010000000004595A"
    )]
    [InlineData(
        "FD377A585A00000AE1FB0CA10200210116000000742FE5A3E0000E00085D00219BC8F48200000000314D1D8FB243DC5F3344673E55F69B0DBE5761A7962088138F1E06DE3EB4D33F00013C0F45D1CAC3189B4B9A01000000000A595A"
    )]
    public void Checked_it_wants_the_checks_of_the_block_and_of_the_stream(string hex)
    {
        byte[] stream = Convert.FromHexString(hex);
        byte[] decoded = new byte[15];
        new LzmaCodec().DecodeChecked(stream, decoded, Bytes.Layout(15));
        Assert.Equal("CogCogCogCogCog"u8, decoded);
        new LzmaCodec().DecodeChecked(stream, decoded.AsSpan(0, 3), Bytes.Layout(3)); // Goes on behind the block.

        for (int length = 0; length < stream.Length; length++)
        {
            Assert.Throws<InvalidTiffException>(() =>
                new LzmaCodec().DecodeChecked(stream.AsSpan(0, length), new byte[15], Bytes.Layout(15))
            );
        }

        // The one chunk stands behind 24 bytes of headers: six of its own, of which two say its size less one.
        int chunkEnd = 30 + ((stream[27] << 8) | stream[28]) + 1;
        for (int at = 0; at < stream.Length; at = at == 23 ? chunkEnd : at + 1)
        {
            byte[] changed = [.. stream];
            changed[at] ^= 0x10;
            Assert.ThrowsAny<CogException>(() => new LzmaCodec().DecodeChecked(changed, new byte[15], Bytes.Layout(15)));
        }
    }

    private static byte[] Block(string name) => File.ReadAllBytes(TestData.PathOf($"codecs/{name}.block"));
}
