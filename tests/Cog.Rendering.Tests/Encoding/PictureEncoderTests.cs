using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;
using Cog.Rendering.Tests.Encoding.Png;
using Cog.Rendering.Tests.Encoding.Tiff;
using Cog.Rendering.Tests.Styling;
using SkiaSharp;

namespace Cog.Rendering.Tests.Encoding;

public class PictureEncoderTests
{
    private static readonly ColorTable Colors = ColorTables.FromRgba([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]);

    private static EncodedImage Encode(Raster raster, RenderStyle style, BandColors? colors = null) =>
        PictureEncoder.Encode(raster, colors ?? BandColors.None, style, georeference: null);

    [Theory]
    [InlineData(255, "image/jpeg", "FFD8FF")]
    [InlineData(254, "image/png", "89504E")]
    [InlineData(0, "image/png", "89504E")]
    public void With_no_format_named_a_masked_pixel_makes_png(byte mask, string mediaType, string magic)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt16, 3, 8, 8);
        raster.Mask[9] = mask;

        EncodedImage image = Encode(raster, RenderStyle.Default);

        Assert.Equal((mediaType, magic), (image.MediaType, Convert.ToHexString(image.Bytes, 0, 3)));
        if (mask < 255)
        {
            Assert.Equal(8, new PngReader(image.Bytes).BitDepth);
        }
    }

    [Fact]
    public void Png_by_name_holds_sixteen_bits()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt16, 1, 8, 8);

        Assert.Equal(16, new PngReader(Encode(raster, new RenderStyle { Format = ImageFormat.Png }).Bytes).BitDepth);
        Assert.Equal(8, new PngReader(Encode(raster, new RenderStyle { Format = ImageFormat.Png, Rescale = [new(0, 9)] }).Bytes).BitDepth);
    }

    [Theory]
    [InlineData(ImageFormat.Png, "image/png", "89504E47")]
    [InlineData(ImageFormat.Jpeg, "image/jpeg", "FFD8FFE0")]
    [InlineData(ImageFormat.WebP, "image/webp", "52494646")]
    [InlineData(ImageFormat.NumPy, "application/x-binary", "934E554D")]
    [InlineData(ImageFormat.GeoTiff, "image/tiff; application=geotiff", "49492A00")]
    public void Each_format_has_its_media_type(ImageFormat format, string mediaType, string magic)
    {
        using Raster raster = TestRasters.Noise(SampleType.Float32, 1, 8, 8);
        raster.Mask[9] = 0;

        EncodedImage image = Encode(raster, new RenderStyle { Format = format });

        Assert.Equal((mediaType, magic), (image.MediaType, Convert.ToHexString(image.Bytes, 0, 4)));
    }

    [Fact]
    public void A_palette_makes_a_palette()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 4, 0, 1, 2, 1);

        var png = new PngReader(Encode(raster, new RenderStyle { Format = ImageFormat.Png }, new BandColors(Colors)).Bytes);

        Assert.Equal(3, png.ColorType);
        Assert.Equal("FF000000FF000000FF", Convert.ToHexString(png.Chunk("PLTE")));
        Assert.Equal([0, 1, 2, 1], png.Samples());
    }

    [Fact]
    public void A_palette_with_a_masked_pixel_makes_rgba()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 4, 0, 1, 2, 1);
        raster.Mask[2] = 0;

        var png = new PngReader(Encode(raster, RenderStyle.Default, new BandColors(Colors)).Bytes);

        Assert.Equal(6, png.ColorType);
        Assert.Equal([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0, 255, 0, 255], png.Samples());
    }

    // TiTiler looks indexes up before it knows the format; NumPy gets the mask as a fourth band, GeoTIFF as a directory of its own.
    [Fact]
    public void A_palette_colours_arrays_and_geotiff_too()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 4, 0, 1, 2, 1);
        raster.Mask[2] = 0;
        var colors = new BandColors(Colors) { NoData = new NoDataValue("2", 2), Interpretation = [ColorInterpretation.Palette] };

        byte[] array = Encode(raster, new RenderStyle { Format = ImageFormat.NumPy }, colors).Bytes;

        Assert.Contains("'shape': (4, 1, 4)", System.Text.Encoding.ASCII.GetString(array, 0, 128), StringComparison.Ordinal);
        Assert.Equal("FF00000000FF00FF0000FF00FFFF00FF", Convert.ToHexString(array, 128, array.Length - 128));
        if (Gdal.IsHere)
        {
            IReadOnlyDictionary<string, string> tif = Gdal.Describe(
                Encode(raster, new RenderStyle { Format = ImageFormat.GeoTiff }, colors).Bytes
            );
            Assert.Equal(("red,green,blue", "None", "FFFF00FF"), (tif["color"], tif["nodata"], tif["mask"]));
            Assert.Equal("FF00000000FF00FF0000FF00", tif["samples"]);
        }
    }

    [Theory]
    [InlineData(ImageFormat.Png, false)]
    [InlineData(null, false)]
    public void Without_the_mask_masked_pixels_are_as_stored(ImageFormat? format, bool returnMask)
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 4, 200, 45, 200, 70);
        raster.Mask[0] = raster.Mask[2] = 0;

        var png = new PngReader(Encode(raster, new RenderStyle { Format = format, ReturnMask = returnMask }).Bytes);

        Assert.Equal(0, png.ColorType);
        Assert.Equal([200, 45, 200, 70], png.Samples());
    }

    [Fact]
    public void Jpeg_shows_what_is_stored_under_the_mask()
    {
        using Raster raster = TestRasters.Create(SampleType.UInt8, 1, 16, 16, _ => 200, _ => 0);

        using SKBitmap picture = SKBitmap.Decode(Encode(raster, new RenderStyle { Format = ImageFormat.Jpeg }).Bytes);

        Assert.InRange(picture.GetPixel(8, 8).Red, 198, 202);
    }

    [Fact]
    public void Arrays_hold_samples_as_they_are_unless_a_range_is_asked_for()
    {
        using Raster raster = TestRasters.Of<short>(SampleType.Int16, 2, 2, 1, -2, 300, 4);
        var colors = new BandColors(Statistics: [new(0, 9), new(0, 9)]);

        byte[] plain = Encode(raster, new RenderStyle { Format = ImageFormat.NumPy, ReturnMask = false }, colors).Bytes;
        byte[] scaled = Encode(
            raster,
            new RenderStyle
            {
                Format = ImageFormat.NumPy,
                ReturnMask = false,
                Rescale = [new(0, 4)],
            },
            colors
        ).Bytes;

        Assert.Equal("0100FEFF2C010400", Convert.ToHexString(plain, 128, plain.Length - 128));
        Assert.Equal("3F00FFFF", Convert.ToHexString(scaled, 128, scaled.Length - 128));
    }

    [Fact]
    public void GeoTiff_keeps_the_files_nodata_until_a_range_is_asked_for()
    {
        Assert.SkipUnless(Gdal.IsHere, Gdal.Missing);
        using Raster raster = TestRasters.Of<short>(SampleType.Int16, 1, 4, 1, 2, 3, 4);
        raster.Mask[2] = 0;
        var colors = new BandColors { NoData = new NoDataValue("-32768", -32768), Interpretation = [ColorInterpretation.Gray] };

        IReadOnlyDictionary<string, string> plain = Gdal.Describe(
            Encode(raster, new RenderStyle { Format = ImageFormat.GeoTiff }, colors).Bytes
        );
        IReadOnlyDictionary<string, string> other = Gdal.Describe(
            Encode(raster, new RenderStyle { Format = ImageFormat.GeoTiff, NoData = new NoDataValue("9", 9) }, colors).Bytes
        );
        IReadOnlyDictionary<string, string> scaled = Gdal.Describe(
            Encode(raster, new RenderStyle { Format = ImageFormat.GeoTiff, Rescale = [new(0, 4)] }, colors).Bytes
        );

        Assert.Equal(("-32768.0", "0100020000800400", "FFFF00FF"), (plain["nodata"], plain["samples"], plain["mask"]));
        Assert.Equal(("9.0", "0100020009000400", "FFFF00FF"), (other["nodata"], other["samples"], other["mask"]));
        Assert.Equal(("None", "3F7F00FF", "FFFF00FF"), (scaled["nodata"], scaled["samples"], scaled["mask"]));
    }

    [Fact]
    public void Without_the_mask_a_picture_is_opaque()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 3, 8, 8);
        raster.Mask[3] = 0;

        Assert.Empty(new PngReader(Encode(raster, new RenderStyle { ReturnMask = false }).Bytes).Chunk("tRNS"));
    }
}
