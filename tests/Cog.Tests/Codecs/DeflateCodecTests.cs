using System.IO.Compression;
using Cog.Codecs;
using Cog.Testing;

namespace Cog.Tests.Codecs;

/// <summary>Both ways to zlib must agree.</summary>
public class DeflateCodecTests
{
    public static TheoryData<bool> Ways => [true, false];

    [Fact]
    public void Zlib_can_be_called_directly() => Assert.True(ZlibInflater.IsAvailable);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Decodes(bool isDirect)
    {
        // RFC 1950 and 1951 by hand: CMF 78, FLG 01, one stored block of 3 bytes, Adler-32 of "Cog" = 0211011A.
        byte[] encoded = Bytes.FromHex("78 01 01 03 00 FC FF 43 6F 67 02 11 01 1A");

        Assert.Equal("Cog"u8, Bytes.Decode(new DeflateCodec(isDirect), encoded, 3));
        Assert.Equal("Co"u8, Bytes.Decode(new DeflateCodec(isDirect), encoded, 2));
        Assert.Equal("Cog"u8, Bytes.Decode(new DeflateCodec(isDirect), [.. encoded, 1, 2, 3], 3));
        Assert.Equal("Cog"u8, Bytes.Decode(new DeflateCodec(isDirect), encoded.AsSpan(0, 10), 3));
        Assert.Empty(Bytes.Decode(new DeflateCodec(isDirect), encoded, 0));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Checked_it_wants_the_checksum(bool isDirect)
    {
        byte[] encoded = Bytes.FromHex("78 01 01 03 00 FC FF 43 6F 67 02 11 01 1A");
        var codec = new DeflateCodec(isDirect);
        Assert.Equal("Cog"u8, Checked(encoded, 3));
        Assert.Equal("Cog"u8, Checked([.. encoded, 1, 2, 3], 3));
        Assert.Equal("Co"u8, Checked(encoded, 2)); // Goes on behind the block, as libtiff accepts.
        // The public API does not tell a stream cut off from one that ended.
        for (int length = 10; isDirect && length < encoded.Length; length++)
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

    [Theory]
    [MemberData(nameof(Ways))]
    public void Decodes_block_after_block(bool isDirect)
    {
        Random random = Seeds.Random(6);
        var codec = new DeflateCodec(isDirect);
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
    [InlineData("78 01 01 02 00 FD FF 43 6F 01 4A 00 B3")] // two bytes, whole and correct
    [InlineData("78 01 07 00 00")] // block type 3
    public void Rejects_malformed_data(string encoded)
    {
        foreach (bool isDirect in new[] { true, false })
        {
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(isDirect), Bytes.FromHex(encoded), 3));
        }
    }

    [Fact]
    public void Rejects_a_wrong_checksum()
    {
        byte[] encoded = Bytes.FromHex("78 01 01 03 00 FC FF 43 6F 67 02 11 01 1B");

        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(isDirect: true), encoded, 3));
        Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(isDirect: false), encoded, 3));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rejects_data_cut_at_any_length(bool isDirect)
    {
        byte[] text = Bytes.Random(new Random(7), 300);
        byte[] encoded = Compress(text);
        int dataEnd = encoded.Length - 4; // From here on only the checksum is missing, and every sample is there.

        for (int length = 0; length < dataEnd; length++)
        {
            Assert.Throws<InvalidTiffException>(() => Bytes.Decode(new DeflateCodec(isDirect), encoded.AsSpan(0, length), text.Length + 1));
        }

        for (int length = dataEnd; length <= encoded.Length; length++)
        {
            Assert.Equal(text, Bytes.Decode(new DeflateCodec(isDirect), encoded.AsSpan(0, length), text.Length));
        }
    }

    [Fact]
    public void Threads_do_not_share_a_decoder()
    {
        byte[] text = Bytes.Random(new Random(8), 50_000);
        byte[] encoded = Compress(text);
        var codec = new DeflateCodec();

        Parallel.For(0, 200, _ => Assert.Equal(text, Bytes.Decode(codec, encoded, text.Length)));
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
