using System.Security.Cryptography;
using Cog.Codecs.WebP;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs.WebP;

public class WebPCodecTests
{
    private static BlockLayout Layout(int width, int height, int samples) =>
        new()
        {
            Width = width,
            Height = height,
            SamplesPerPixel = samples,
            BitsPerSample = 8,
            Compression = Compression.WebP,
        };

    private static byte[] Read(string name) => File.ReadAllBytes(TestData.PathOf("pictures/webp/" + name));

    private static byte[] Decode(byte[] source, BlockLayout layout)
    {
        byte[] pixels = new byte[layout.ByteCount];
        new WebPCodec().Decode(source, pixels, layout);
        return pixels;
    }

    [Theory]
    [InlineData("webp-rgb", 128, 128, 3)]
    [InlineData("webp-rgba", 128, 128, 4)]
    [InlineData("webp-lossless", 64, 64, 3)]
    [InlineData("webp-lossless-rgba", 64, 64, 4)]
    [InlineData("webp-q30-strip", 200, 40, 3)]
    public void Decodes_what_gdal_decodes(string name, int width, int height, int samples) =>
        Assert.Equal(Read(name + ".bin"), Decode(Read(name + ".webp"), Layout(width, height, samples)));

    public static TheoryData<string> Streams => [.. Lines.Select(l => l.Split(' ')[0])];

    private static string[] Lines => File.ReadAllLines(TestData.PathOf("pictures/webp/streams/streams.txt"));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Decodes_what_libwebp_decodes(string name)
    {
        string[] expected = Lines.Single(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ');
        (int width, int height) = (int.Parse(expected[1]), int.Parse(expected[2]));
        byte[] source = Read($"streams/{name}.webp");
        byte[] rgb = Decode(source, Layout(width, height, 3)),
            rgba = Decode(source, Layout(width, height, 4));

        Assert.Equal(expected[3], Hash(rgb));
        Assert.Equal(expected[4], Hash(rgba));

        // And of the first rows alone the same.
        for (int rows = 1; rows <= height; rows += Math.Max(1, height / 9))
        {
            byte[] top = Decode(source, Layout(width, height, 4) with { NeededRows = rows });
            Assert.True(rgba.AsSpan(0, rows * width * 4).SequenceEqual(top.AsSpan(0, rows * width * 4)), $"{rows} rows");
        }
    }

    private static string Hash(byte[] pixels) => Convert.ToHexStringLower(SHA256.HashData(pixels))[..32];

    // As libwebp: GDAL reads such blocks, too.
    [Theory]
    [InlineData("webp-rgb", 128)]
    [InlineData("webp-lossless", 64)]
    public void Image_data_need_no_container(string name, int size) =>
        Assert.Equal(Read(name + ".bin"), Decode(Read(name + ".webp")[20..], Layout(size, size, 3)));

    // libwebp leaves the alpha out of an opaque block: four samples were asked for, and the fourth is 255.
    [Fact]
    public void An_opaque_block_of_an_rgba_image_is_opaque()
    {
        byte[] rgba = Decode(Read("webp-rgb.webp"), Layout(128, 128, 4));

        Assert.All(rgba.Where((_, i) => i % 4 == 3), a => Assert.Equal(255, a));
        Assert.Equal(Read("webp-rgb.bin"), rgba.Where((_, i) => i % 4 != 3));
    }

    [Theory]
    [InlineData(127, 128)]
    [InlineData(128, 127)]
    [InlineData(129, 128)]
    [InlineData(256, 256)]
    public void Rejects_a_block_of_another_size(int width, int height)
    {
        var error = Assert.Throws<InvalidTiffException>(() => Decode(Read("webp-rgb.webp"), Layout(width, height, 3)));
        Assert.Contains($"128 × 128 pixels; the image's blocks have {width} × {height}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(5, 8)]
    [InlineData(3, 16)]
    public void Refuses_samples_that_webp_does_not_have(int samples, int bits) =>
        Assert.Throws<UnsupportedTiffException>(() =>
            Decode(Read("webp-rgb.webp"), Layout(128, 128, samples) with { BitsPerSample = bits })
        );

    [Fact]
    public void Rejects_other_picture_files()
    {
        // A PNG of one pixel.
        byte[] png = Convert.FromHexString(
            "89504E470D0A1A0A0000000D49484452000000010000000108060000001F15C4890000000D49444154789C6360606060000000050001A5F645400000000049454E44AE426082"
        );

        Assert.Throws<InvalidTiffException>(() => Decode(png, Layout(1, 1, 4)));
    }

    [Theory]
    [InlineData("webp-rgb", 128, 128, 3)]
    [InlineData("webp-rgba", 128, 128, 4)]
    [InlineData("webp-lossless", 64, 64, 3)]
    [InlineData("webp-lossless-rgba", 64, 64, 4)]
    public void Rejects_a_block_cut_off_anywhere(string name, int width, int height, int samples)
    {
        byte[] whole = Read(name + ".webp");
        BlockLayout layout = Layout(width, height, samples);
        byte[] pixels = Read(name + ".bin");

        for (int length = 0; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            try
            {
                // The last bytes may carry nothing (RIFF pads to even); then every pixel must be right.
                Assert.Equal(pixels, Decode(part, layout));
                Assert.InRange(length, whole.Length - 2, whole.Length);
            }
            catch (InvalidTiffException) { }
        }
    }

    // WebP container specification: RIFF, VP8X, ALPH, VP8. Offsets are those of webp-rgba.webp.
    [Theory]
    [InlineData(4, 0xFF, "RIFF header says")] // more than there is
    [InlineData(8, 0x58, "another type")] // not WEBP
    [InlineData(16, 0x0B, "VP8X chunk of 11 bytes")]
    [InlineData(20, 0x12, "animation")]
    [InlineData(24, 0x7E, "canvas has 127 × 128 pixels")]
    [InlineData(37, 0x7F, "ends behind the file")] // the alpha's length
    [InlineData(38, 0x02, "alpha chunk")] // a compression that there is not
    [InlineData(38, 0x41, "alpha chunk")] // a reserved bit
    public void Names_what_is_wrong_with_a_container(int offset, int value, string message)
    {
        byte[] file = Read("webp-rgba.webp");
        file[offset] = (byte)value;
        var error = Assert.ThrowsAny<CogException>(() => Decode(file, Layout(128, 128, 4)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    // RFC 6386 section 9.1. Offsets are those of webp-rgb.webp, whose frame begins at 20.
    [Theory]
    [InlineData(20, 0x01, "not that of a key frame")]
    [InlineData(20, 0x08, "not that of a key frame")] // version 4
    [InlineData(22, 0xFF, "first partition")] // longer than the frame
    [InlineData(23, 0x02, "do not start with a VP8 key frame")]
    public void Names_what_is_wrong_with_a_frame(int offset, int bits, string message)
    {
        byte[] file = Read("webp-rgb.webp");
        file[offset] |= (byte)bits;
        var error = Assert.Throws<InvalidTiffException>(() => Decode(file, Layout(128, 128, 3)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_s_size_is_looked_at_before_its_pixels()
    {
        byte[] start = Read("webp-rgb.webp")[..40];
        var codec = new WebPCodec();

        Assert.Throws<InvalidTiffException>(() => codec.Check(start, Layout(128, 128, 3))); // The file says that it is longer.
        codec.Check(Read("webp-rgb.webp"), Layout(128, 128, 3));
        codec.Check(Read("webp-lossless.webp"), Layout(64, 64, 3));
        Assert.Throws<InvalidTiffException>(() => codec.Check(Read("webp-lossless.webp"), Layout(64, 65, 3)));
    }

    [Fact]
    public void Nothing_but_its_own_errors_escapes()
    {
        Random random = Seeds.Random(5);
        string[][] streams = [.. Lines.Select(l => l.Split(' '))];
        byte[][] files = [.. streams.Select(s => Read($"streams/{s[0]}.webp"))];
        for (int round = 0; round < 6000; round++)
        {
            int stream = random.Next(files.Length);
            byte[] bytes = [.. files[stream]];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(random.Next(2) == 0 ? Math.Min(64, bytes.Length) : bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                Decode(bytes, Layout(int.Parse(streams[stream][1]), int.Parse(streams[stream][2]), round % 2 == 0 ? 3 : 4));
            }
            catch (CogException) { }
        }
    }
}
