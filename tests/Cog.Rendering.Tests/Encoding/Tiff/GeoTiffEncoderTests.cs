using System.Globalization;
using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;

namespace Cog.Rendering.Tests.Encoding.Tiff;

/// <summary>What GDAL reads in the files that we write.</summary>
public class GeoTiffEncoderTests
{
    private static readonly Georeference Utm = new(new GeoTransform(10, 0, 500_000, 0, -10, 5_300_000), 32633, IsGeographic: false);

    private static byte[] Encode(Raster raster, EncodeOptions options) => ImageEncoders.For(ImageFormat.GeoTiff).Encode(raster, options);

    private static IReadOnlyDictionary<string, string> Describe(Raster raster, EncodeOptions options)
    {
        Assert.SkipUnless(Gdal.IsHere, Gdal.Missing);
        return Gdal.Describe(Encode(raster, options));
    }

    [Theory]
    [InlineData(SampleType.UInt8, "Byte")]
    [InlineData(SampleType.Int8, "Byte")] // GDAL before 3.7: a byte with PIXELTYPE.
    [InlineData(SampleType.UInt16, "UInt16")]
    [InlineData(SampleType.Int16, "Int16")]
    [InlineData(SampleType.UInt32, "UInt32")]
    [InlineData(SampleType.Int32, "Int32")]
    [InlineData(SampleType.UInt64, "UInt64")]
    [InlineData(SampleType.Int64, "Int64")]
    [InlineData(SampleType.Float32, "Float32")]
    [InlineData(SampleType.Float64, "Float64")]
    [InlineData(SampleType.ComplexInt16, "CInt16")]
    [InlineData(SampleType.ComplexInt32, "CInt32")]
    [InlineData(SampleType.ComplexFloat32, "CFloat32")]
    [InlineData(SampleType.ComplexFloat64, "CFloat64")]
    public void Keeps_every_sample_of_every_type(SampleType type, string name)
    {
        using Raster raster = TestRasters.Noise(type, 2, 33, 17);

        IReadOnlyDictionary<string, string> seen = Describe(raster, EncodeOptions.Default);

        Assert.Equal(("GTiff", "33x17x2", name, "DEFLATE"), (seen["driver"], seen["size"], seen["type"], seen["compression"]));
        Assert.Equal(type == SampleType.Int8 ? "SIGNEDBYTE" : "None", seen["pixeltype"] is "INT8" ? "SIGNEDBYTE" : seen["pixeltype"]);
        Assert.Equal(Convert.ToHexString(raster.Samples), seen["samples"]);
        Assert.Equal("1", seen["maskflags"]); // GMF_ALL_VALID
    }

    [Theory]
    [InlineData(1, "gray")]
    [InlineData(2, "gray,undefined")]
    [InlineData(3, "red,green,blue")]
    [InlineData(5, "gray,undefined,undefined,undefined,undefined")]
    public void Bytes_of_three_bands_are_colours(int bands, string colors)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, bands, 20, 10);

        IReadOnlyDictionary<string, string> seen = Describe(raster, EncodeOptions.Default);

        Assert.Equal(colors, seen["color"]);
        Assert.Equal(Convert.ToHexString(raster.Samples), seen["samples"]);
    }

    [Fact]
    public void Keeps_the_meaning_of_bands()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt16, 4, 20, 10);

        Assert.Equal(
            "red,green,blue,alpha",
            Describe(
                raster,
                new EncodeOptions
                {
                    ColorInterpretation =
                    [
                        ColorInterpretation.Red,
                        ColorInterpretation.Green,
                        ColorInterpretation.Blue,
                        ColorInterpretation.Alpha,
                    ],
                }
            )["color"]
        );
        Assert.Equal(
            "red,green,blue,undefined",
            Describe(
                raster,
                new EncodeOptions
                {
                    ColorInterpretation =
                    [
                        ColorInterpretation.Red,
                        ColorInterpretation.Green,
                        ColorInterpretation.Blue,
                        ColorInterpretation.Undefined,
                    ],
                }
            )["color"]
        );
        Assert.Equal(
            "gray,undefined,undefined,undefined",
            Describe(
                raster,
                new EncodeOptions
                {
                    ColorInterpretation =
                    [
                        ColorInterpretation.Gray,
                        ColorInterpretation.Undefined,
                        ColorInterpretation.Undefined,
                        ColorInterpretation.Undefined,
                    ],
                }
            )["color"]
        );
    }

    [Fact]
    public void Writes_many_bands_of_many_strips()
    {
        using Raster raster = TestRasters.Noise(SampleType.Int16, 40, 300, 250);

        IReadOnlyDictionary<string, string> seen = Describe(raster, EncodeOptions.Default);

        Assert.Equal("300x250x40", seen["size"]);
        Assert.Equal(Convert.ToHexString(raster.Samples), seen["samples"]);
    }

    [Fact]
    public void Says_where_the_picture_lies()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 1, 4, 4);

        IReadOnlyDictionary<string, string> utm = Describe(raster, new EncodeOptions { Georeference = Utm });
        IReadOnlyDictionary<string, string> lonLat = Describe(
            raster,
            new EncodeOptions { Georeference = new(new GeoTransform(0.25, 0, -180, 0, -0.125, 90), 4326, IsGeographic: true) }
        );

        Assert.Equal(("32633", "0", "Area"), (utm["epsg"], utm["geographic"], utm["area"]));
        Assert.Equal("500000.0,10.0,0.0,5300000.0,0.0,-10.0", utm["transform"]);
        Assert.Equal(("4326", "1", "Area"), (lonLat["epsg"], lonLat["geographic"], lonLat["area"]));
        Assert.Equal("-180.0,0.25,0.0,90.0,0.0,-0.125", lonLat["transform"]);
    }

    [Theory]
    [InlineData(1, 2, 3, 4, -5, 6, "3.0,1.0,2.0,6.0,4.0,-5.0")] // rotated
    [InlineData(2, 0, 10, 0, 3, 20, "10.0,2.0,0.0,20.0,0.0,3.0")] // south up
    public void Keeps_a_transform_that_scale_and_tie_point_cannot_say(
        double a,
        double b,
        double c,
        double d,
        double e,
        double f,
        string transform
    )
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 1, 4, 4);

        Assert.Equal(
            transform,
            Describe(raster, new EncodeOptions { Georeference = new(new GeoTransform(a, b, c, d, e, f), 32633, false) })["transform"]
        );
    }

    [Fact]
    public void A_place_without_a_code_keeps_its_transform()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 1, 4, 4);

        IReadOnlyDictionary<string, string> seen = Describe(raster, new EncodeOptions { Georeference = Utm with { EpsgCode = null } });

        Assert.Equal(("None", "500000.0,10.0,0.0,5300000.0,0.0,-10.0"), (seen["epsg"], seen["transform"]));
    }

    [Theory]
    [InlineData(SampleType.Float32, "-9999", -9999)]
    [InlineData(SampleType.Float32, "nan", double.NaN)]
    [InlineData(SampleType.Float64, "-1.5", -1.5)]
    [InlineData(SampleType.Int16, "-32768", -32768)]
    [InlineData(SampleType.UInt8, "0", 0)]
    [InlineData(SampleType.UInt32, "4294967295", 4294967295)]
    public void Masked_pixels_take_the_nodata_value(SampleType type, string text, double value)
    {
        using Raster raster = TestRasters.Create(type, 2, 10, 6, i => (byte)(i % 100 + 1), i => (byte)(i % 7 == 0 ? 0 : 255));

        IReadOnlyDictionary<string, string> seen = Describe(raster, new EncodeOptions { NoData = new(text, value) });

        Assert.Equal(value, double.Parse(seen["nodata"], CultureInfo.InvariantCulture));
        Assert.Equal("8", seen["maskflags"]); // GMF_NODATA
        Assert.Equal(Convert.ToHexString(raster.Mask), seen["mask"]);
    }

    [Theory]
    [InlineData(SampleType.UInt8, "-9999", -9999)]
    [InlineData(SampleType.Int16, "0.5", 0.5)]
    [InlineData(SampleType.Int32, "nan", double.NaN)]
    [InlineData(SampleType.Float32, "1e300", 1e300)]
    [InlineData(SampleType.ComplexFloat32, "0", 0)]
    public void A_nodata_value_that_no_sample_can_have_gives_way_to_a_mask(SampleType type, string text, double value)
    {
        using Raster raster = TestRasters.Create(type, 1, 10, 6, i => (byte)(i % 100 + 1), i => (byte)(i % 7 == 0 ? 0 : 255));

        IReadOnlyDictionary<string, string> seen = Describe(raster, new EncodeOptions { NoData = new(text, value) });

        Assert.Equal(("None", "2"), (seen["nodata"], seen["maskflags"])); // GMF_PER_DATASET
        Assert.Equal(Convert.ToHexString(raster.Mask), seen["mask"]);
        Assert.Equal(Convert.ToHexString(raster.Samples), seen["samples"]);
    }

    [Fact]
    public void Partial_transparency_is_kept_in_a_mask_of_eight_bits()
    {
        using Raster raster = TestRasters.Create(SampleType.UInt8, 3, 300, 300, i => (byte)i, i => (byte)(i % 256));

        IReadOnlyDictionary<string, string> seen = Describe(raster, EncodeOptions.Default);

        Assert.Equal("2", seen["maskflags"]);
        Assert.Equal(Convert.ToHexString(raster.Mask), seen["mask"]);
    }

    [Fact]
    public void Leaves_the_mask_out_when_told()
    {
        using Raster raster = TestRasters.Create(SampleType.UInt8, 3, 30, 30, i => (byte)i, i => (byte)(i % 2 * 255));

        Assert.Equal("1", Describe(raster, new EncodeOptions { ReturnMask = false })["maskflags"]);
    }

    [Fact]
    public void All_directories_stand_before_the_samples()
    {
        using Raster raster = TestRasters.Create(SampleType.UInt8, 3, 300, 300, i => (byte)i, i => (byte)(i % 2 * 255));

        byte[] file = Encode(raster, new EncodeOptions { Georeference = Utm });

        // Two directories, chained; StripOffsets (273) of the first begins behind both.
        int first = BitConverter.ToInt32(file, 4),
            entries = BitConverter.ToUInt16(file, first);
        int second = BitConverter.ToInt32(file, first + 2 + (12 * entries));
        Assert.Equal(8, first);
        Assert.InRange(second, first + 1, 1000);
        Assert.Equal(0, BitConverter.ToInt32(file, second + 2 + (12 * BitConverter.ToUInt16(file, second))));
    }
}
