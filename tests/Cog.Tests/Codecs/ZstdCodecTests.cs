using Cog.Codecs;

namespace Cog.Tests.Codecs;

public class ZstdCodecTests
{
    // RFC 8878 section 3.1.1 by hand: magic, a descriptor for one segment with a size of one byte, the size, a last raw block of 3 bytes.
    private const string Raw = "28 B5 2F FD 20 03 19 00 00 43 6F 67";

    [Fact]
    public void Decodes_a_raw_block() => Assert.Equal("Cog"u8, Bytes.Decode(new ZstdCodec(), Bytes.FromHex(Raw), 3));

    [Fact]
    public void Decodes_a_run() =>
        Assert.Equal("CCCCCCCC"u8, Bytes.Decode(new ZstdCodec(), Bytes.FromHex("28 B5 2F FD 20 08 43 00 00 43"), 8));

    [Theory]
    [InlineData("")]
    [InlineData("28 B5 2F FD")]
    [InlineData("28 B5 2F FD 20 02 11 00 00 43 6F")] // a whole frame, two bytes
    [InlineData("28 B5 2F FD 20 03 1F 00 00 43 6F 67")] // block type 3
    [InlineData("28 B5 2F FE 20 03 19 00 00 43 6F 67")] // another magic
    [InlineData("28 B5 2F FD 20 04 19 00 00 43 6F 67")] // the size lies
    [InlineData("28 B5 2F FD A0 FF FF FF FF 19 00 00 43 6F 67")] // a size of 4 GiB
    [InlineData("28 B5 2F FD 00 FF 19 00 00 43 6F")] // a window of 3.75 TiB
    public void Rejects_malformed_data(string encoded) =>
        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new ZstdCodec(), Bytes.FromHex(encoded), 3));

    [Fact]
    public void Rejects_data_cut_at_any_length()
    {
        using var compressor = new ZstdSharp.Compressor(3);
        byte[] text = [.. Bytes.Random(new Random(9), 2000).Select(b => (byte)(b & 0x3F))];
        byte[] encoded = compressor.Wrap(text).ToArray();

        for (int length = 0; length < encoded.Length; length++)
        {
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new ZstdCodec(), encoded.AsSpan(0, length), text.Length));
        }

        Assert.Equal(text, Bytes.Decode(new ZstdCodec(), encoded, text.Length));
    }

    [Fact]
    public void Rejects_a_frame_whose_content_checksum_is_another()
    {
        byte[] text = Bytes.Random(new Random(5), 2000); // Stored as it is: nothing but the checksum tells a changed byte.
        using var compressor = new ZstdSharp.Compressor(3);
        compressor.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        byte[] frame = compressor.Wrap(text).ToArray();
        Assert.Equal(text, Bytes.Decode(new ZstdCodec(), frame, text.Length));

        frame[1000] ^= 1;

        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new ZstdCodec(), frame, text.Length));
    }
}
