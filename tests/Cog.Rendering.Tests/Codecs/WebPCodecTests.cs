using Cog.Rendering.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Rendering.Tests.Codecs;

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
        // A PNG of one pixel, which the library behind this codec could read.
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

    [Fact]
    public void Nothing_but_its_own_errors_escapes()
    {
        Random random = Seeds.Random(5);
        string[] names = ["webp-rgb", "webp-rgba", "webp-lossless", "webp-lossless-rgba"];
        for (int round = 0; round < 4000; round++)
        {
            string name = names[round % 4];
            byte[] bytes = Read(name + ".webp");
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(random.Next(2) == 0 ? 64 : bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            int size = round % 4 < 2 ? 128 : 64;
            try
            {
                Decode(bytes, Layout(size, size, round % 2 == 0 ? 3 : 4));
            }
            catch (CogException) { }
        }
    }

    [Fact]
    public void Packing_pixels_is_the_same_by_vectors()
    {
        Random random = Seeds.Random(2);
        for (int pixels = 0; pixels <= 100; pixels++)
        {
            byte[] rgba = new byte[pixels * 4],
                expected = new byte[pixels * 3],
                actual = new byte[pixels * 3];
            random.NextBytes(rgba);

            RgbPacker.DropAlphaScalar(rgba, expected);
            RgbPacker.DropAlpha(rgba, actual);

            Assert.Equal(expected, actual);
        }
    }
}
