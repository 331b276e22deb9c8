using System.IO.Compression;
using Cog.Codecs;
using Cog.Testing;

namespace Cog.Tests.Codecs;

public class DeflateCodecTests
{
    [Fact]
    public void Decodes()
    {
        // RFC 1950 and 1951 by hand: CMF 78, FLG 01, one stored block of 3 bytes, Adler-32 of "Cog" = 0211011A.
        byte[] encoded = Bytes.FromHex("78 01 01 03 00 FC FF 43 6F 67 02 11 01 1A");

        Assert.Equal("Cog"u8, Bytes.Decode(new DeflateCodec(), encoded, 3));
        Assert.Equal("Co"u8, Bytes.Decode(new DeflateCodec(), encoded, 2));
        Assert.Equal("Cog"u8, Bytes.Decode(new DeflateCodec(), [.. encoded, 1, 2, 3], 3));
        Assert.Equal("Cog"u8, Bytes.Decode(new DeflateCodec(), encoded.AsSpan(0, 10), 3));
        Assert.Empty(Bytes.Decode(new DeflateCodec(), encoded, 0));
    }

    [Fact]
    public void Checked_it_wants_the_checksum()
    {
        byte[] encoded = Bytes.FromHex("78 01 01 03 00 FC FF 43 6F 67 02 11 01 1A");
        var codec = new DeflateCodec();
        Assert.Equal("Cog"u8, Checked(encoded, 3));
        Assert.Equal("Cog"u8, Checked([.. encoded, 1, 2, 3], 3));
        Assert.Equal("Co"u8, Checked(encoded, 2)); // Goes on behind the block, as libtiff accepts.
        for (int length = 10; length < encoded.Length; length++)
        {
            Assert.Throws<InvalidTiffException>(() => Checked(encoded[..length], 3));
        }

        encoded[^1] ^= 1;
        Assert.Throws<InvalidTiffException>(() => Checked(encoded, 3));

        byte[] Checked(byte[] source, int length)
        {
            byte[] decoded = new byte[length];
            codec.DecodeChecked(source, decoded, Bytes.Layout(length));
            return decoded;
        }
    }

    [Fact]
    public void Decodes_block_after_block()
    {
        Random random = Seeds.Random(6);
        var codec = new DeflateCodec();
        for (int round = 0; round < 200; round++)
        {
            byte[] text = [.. Bytes.Random(random, random.Next(1, 3000)).Select(b => (byte)(b & 0x1F))];
            Assert.Equal(text, Bytes.Decode(codec, Compress(text), text.Length));
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(codec, [0x78, 0x9C, 0xFF, 0xFF], 10));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("78 01")]
    [InlineData("43 6F 67 43 6F 67 43 6F 67")] // no zlib header
    [InlineData("01 03 00 FC FF 43 6F 67")] // raw Deflate
    [InlineData("78 BB 00 00 00 01 00 00")] // wants a preset dictionary
    [InlineData("88 1C 01 03 00 FC FF 43 6F 67 02 11 01 1A")] // a window of 64 KB
    [InlineData("78 01 01 02 00 FD FF 43 6F 01 4A 00 B3")] // two bytes, whole and correct
    [InlineData("78 01 07 00 00")] // block type 3
    public void Rejects_malformed_data(string encoded) =>
        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(), Bytes.FromHex(encoded), 3));

    [Fact]
    public void Rejects_a_wrong_checksum()
    {
        byte[] encoded = Bytes.FromHex("78 01 01 03 00 FC FF 43 6F 67 02 11 01 1B");

        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(), encoded, 3));
    }

    [Fact]
    public void Rejects_data_cut_at_any_length()
    {
        byte[] text = Bytes.Random(new Random(7), 300);
        byte[] encoded = Compress(text);
        int dataEnd = encoded.Length - 4; // From here on only the checksum is missing, and every sample is there.

        for (int length = 0; length < dataEnd; length++)
        {
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(), encoded.AsSpan(0, length), text.Length + 1));
        }

        for (int length = dataEnd; length <= encoded.Length; length++)
        {
            Assert.Equal(text, Bytes.Decode(new DeflateCodec(), encoded.AsSpan(0, length), text.Length));
        }
    }

    private static byte[] Compress(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            stream.Write(text);
        }

        return compressed.ToArray();
    }
}
