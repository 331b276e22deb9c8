using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;
using Cog.Rendering.Tests.Encoding.Tiff;
using Cog.Testing;
using SkiaSharp;

namespace Cog.Rendering.Tests.Encoding.Png;

public class PngEncoderTests
{
    private static byte[] Encode(Raster raster, EncodeOptions? options = null) =>
        ImageEncoders.For(ImageFormat.Png).Encode(raster, options ?? EncodeOptions.Default);

    [Fact]
    public void Writes_many_colours_as_rgb()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 3, 37, 21);

        var png = new PngReader(Encode(raster));

        Assert.Equal((37, 21, 8, 2), (png.Width, png.Height, png.BitDepth, png.ColorType));
        Assert.Equal(["IHDR", "IDAT", "IEND"], png.Order);
        Assert.Equal(Chunky(raster), png.Samples());
    }

    [Fact]
    public void Writes_alpha_where_a_pixel_is_masked_or_partly_transparent()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 3, 37, 21);
        raster.Mask[5] = 0;
        raster.Mask[6] = 100;

        var png = new PngReader(Encode(raster));

        Assert.Equal(6, png.ColorType);
        int[] samples = png.Samples();
        Assert.Equal([.. raster.Mask.ToArray().Select(m => (int)m)], samples.Where((_, i) => i % 4 == 3));
        Assert.Equal(Chunky(raster), samples.Where((_, i) => i % 4 != 3));
    }

    [Fact]
    public void Leaves_alpha_out_when_told()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 3, 37, 21);
        raster.Mask[5] = 0;

        Assert.Equal(2, new PngReader(Encode(raster, new EncodeOptions { ReturnMask = false })).ColorType);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Writes_equal_bands_as_grey(int bands)
    {
        using Raster raster = TestRasters.Create(SampleType.UInt8, bands, 16, 24, i => (byte)(i % 384 * 7), _ => 255);

        var png = new PngReader(Encode(raster));

        Assert.Equal((8, 0), (png.BitDepth, png.ColorType));
        Assert.Equal(raster.BandBytes(0).ToArray().Select(b => (int)b), png.Samples());
    }

    [Fact]
    public void Writes_grey_and_alpha_where_a_pixel_is_masked()
    {
        using Raster raster = TestRasters.Create(
            SampleType.UInt8,
            1,
            16,
            16,
            i => (byte)Math.Min(i, 250),
            i => (byte)(i % 9 == 0 ? 0 : 255)
        );

        var png = new PngReader(Encode(raster));

        Assert.Equal((8, 4), (png.BitDepth, png.ColorType));
        Assert.Equal(["IHDR", "IDAT", "IEND"], png.Order);
        Assert.Equal(Enumerable.Range(0, 256).SelectMany(i => new[] { Math.Min(i, 250), i % 9 == 0 ? 0 : 255 }), png.Samples());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 8)]
    [InlineData(256, 8)]
    public void Writes_few_colours_as_a_palette(int colors, int bits)
    {
        // Red tells the colours apart; green keeps them from being grey. Width 19: rows end inside a byte.
        using Raster raster = TestRasters.Create(SampleType.UInt8, 3, 19, 30, i => (byte)(i < 570 ? i % colors : 7), _ => 255);

        var png = new PngReader(Encode(raster));

        Assert.Equal((bits, 3), (png.BitDepth, png.ColorType));
        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], png.Order);
        Assert.Equal(colors * 3, png.Chunk("PLTE").Length);
        Assert.Equal(Chunky(raster), png.Samples().SelectMany(i => png.Chunk("PLTE")[(3 * i)..((3 * i) + 3)]).Select(b => (int)b));
    }

    [Fact]
    public void Writes_257_colours_without_a_palette()
    {
        using Raster raster = TestRasters.Create(
            SampleType.UInt8,
            3,
            257,
            1,
            i =>
                (byte)(
                    i < 257 ? i
                    : i == 513 ? 8
                    : 7
                ),
            _ => 255
        );

        Assert.Equal(2, new PngReader(Encode(raster)).ColorType);
    }

    [Fact]
    public void Writes_few_colours_with_alpha_as_rgba()
    {
        using Raster raster = TestRasters.Create(
            SampleType.UInt8,
            3,
            4,
            2,
            i => (byte)(i < 8 ? 10 * i : 7),
            i =>
                (byte)(
                    i switch
                    {
                        3 => 0,
                        5 => 128,
                        _ => 255,
                    }
                )
        );

        var png = new PngReader(Encode(raster));

        Assert.Equal((8, 6), (png.BitDepth, png.ColorType));
        Assert.Equal(["IHDR", "IDAT", "IEND"], png.Order);
        Assert.Equal([255, 255, 255, 0, 255, 128, 255, 255], png.Samples().Where((_, i) => i % 4 == 3));
        Assert.Equal(Chunky(raster), png.Samples().Where((_, i) => i % 4 != 3));
    }

    // What tRNS says, GDAL's PNG driver makes no band of; its WMS driver then shows the tile opaque.
    [Theory]
    [InlineData(1, "grey", "gray,alpha")]
    [InlineData(1, "empty", "gray,alpha")]
    [InlineData(3, "empty", "gray,alpha")]
    [InlineData(3, "few", "red,green,blue,alpha")]
    [InlineData(3, "many", "red,green,blue,alpha")]
    public void GDAL_sees_a_band_of_what_is_transparent(int bands, string kind, string colors)
    {
        Assert.SkipUnless(Gdal.IsHere, Gdal.Missing);
        using Raster raster = TestRasters.Create(
            SampleType.UInt8,
            bands,
            40,
            30,
            i =>
                (byte)(
                    kind switch
                    {
                        "empty" => 0,
                        "few" => i % 7 * 40,
                        _ => i * 7919 / 13,
                    }
                ),
            i =>
                (byte)(
                    kind == "empty" || i % 3 == 0 ? 0
                    : i % 50 == 1 ? 90
                    : 255
                )
        );

        IReadOnlyDictionary<string, string> seen = Gdal.Describe(Encode(raster));

        Assert.Equal(("PNG", colors), (seen["driver"], seen["color"]));
        Assert.EndsWith(Convert.ToHexString(raster.Mask), seen["samples"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false, 0)]
    [InlineData(1, true, 4)]
    [InlineData(3, false, 2)]
    [InlineData(3, true, 6)]
    public void Writes_sixteen_bits_most_significant_byte_first(int bands, bool isMasked, int colorType)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt16, bands, 11, 9);
        if (isMasked)
        {
            raster.Mask[0] = 0;
            raster.Mask[1] = 2;
        }

        var png = new PngReader(Encode(raster));

        Assert.Equal((16, colorType), (png.BitDepth, png.ColorType));
        int[] samples = png.Samples();
        for (int i = 0; i < raster.PixelCount; i++)
        {
            for (int band = 0; band < bands; band++)
            {
                Assert.Equal(raster.Band<ushort>(band)[i], samples[(i * png.Channels) + band]);
            }

            if (isMasked)
            {
                // PNG section 13.12: 8 bits become 16 by repeating the byte.
                Assert.Equal(raster.Mask[i] * 0x0101, samples[(i * png.Channels) + bands]);
            }
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Is_read_back_by_another_decoder(int bands, bool isMasked)
    {
        Random random = Seeds.Random(3);
        using Raster raster = TestRasters.Create(
            SampleType.UInt8,
            bands,
            70,
            50,
            i => (byte)((i % 70 * 3) + (i / 70) + random.Next(3)),
            i => (byte)(isMasked && i % 5 == 0 ? 0 : 255)
        );

        using SKBitmap bitmap = SKBitmap.Decode(Encode(raster), new SKImageInfo(70, 50, SKColorType.Rgba8888, SKAlphaType.Unpremul));

        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < raster.PixelCount; i++)
        {
            Assert.Equal(raster.Mask[i], pixels[(4 * i) + 3]);
            for (int channel = 0; channel < 3 && raster.Mask[i] == 255; channel++)
            {
                Assert.Equal(raster.BandBytes(Math.Min(channel, bands - 1))[i], pixels[(4 * i) + channel]);
            }
        }
    }

    [Fact]
    public void Filters_rows_that_gain_by_it()
    {
        Random random = Seeds.Random(7);
        using Raster raster = TestRasters.Create(
            SampleType.UInt8,
            3,
            200,
            200,
            i => (byte)((i % 200) + (i / 200 % 200) + (i / 40_000 * 50) + random.Next(4)),
            _ => 255
        );

        byte[] file = Encode(raster);
        var png = new PngReader(file);

        Assert.Equal(Chunky(raster), png.Samples());
        Assert.Contains(4, png.FiltersUsed);
        Assert.True(file.Length < raster.Samples.Length / 2, $"{file.Length} bytes for {raster.Samples.Length}.");
    }

    [Theory]
    [InlineData(SampleType.Float32, 1, "PNG holds uint8 or uint16 samples, these are float32")]
    [InlineData(SampleType.UInt8, 2, "A picture has 1 band (grey) or 3 (red, green, blue), these are 2")]
    [InlineData(SampleType.UInt8, 5, "these are 5")]
    public void Refuses_what_a_picture_cannot_hold(SampleType type, int bands, string message)
    {
        using Raster raster = TestRasters.Noise(type, bands, 4, 4);

        Assert.Contains(message, Assert.Throws<FormatException>(() => Encode(raster)).Message, StringComparison.Ordinal);
    }

    private static int[] Chunky(Raster raster)
    {
        int[] samples = new int[raster.Bands * raster.PixelCount];
        for (int band = 0; band < raster.Bands; band++)
        {
            for (int i = 0; i < raster.PixelCount; i++)
            {
                samples[(i * raster.Bands) + band] = raster.BandBytes(band)[i];
            }
        }

        return samples;
    }
}
