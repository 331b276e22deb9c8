using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;
using Cog.Rendering.Tests.Encoding;

namespace Cog.Rendering.Tests.Styling;

public class ColorizerTests
{
    private static readonly ColorTable Map = ColorTables.FromRgba([10, 11, 12, 255, 20, 21, 22, 255, 30, 31, 32, 51]);

    private static byte[] Bytes(Raster raster, RenderStyle style, BandColors? colors = null)
    {
        using Raster picture = Colorizer.Apply(raster, colors ?? BandColors.None, style, keep16Bits: false);
        Assert.Equal(SampleType.UInt8, picture.SampleType);
        return picture.Samples.ToArray();
    }

    private static string Refusal(Raster raster, RenderStyle style, BandColors? colors = null) =>
        Assert.Throws<FormatException>(() => Colorizer.Apply(raster, colors ?? BandColors.None, style, keep16Bits: false)).Message;

    [Fact]
    public void Bytes_stay_as_they_are_but_for_masked_pixels()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        raster.Mask[0] = 0;
        raster.Mask[1] = 100;

        using Raster picture = Colorizer.Apply(
            raster,
            new BandColors(Statistics: [new(0, 9), new(0, 9), new(0, 9)]),
            RenderStyle.Default,
            keep16Bits: false
        );

        Assert.Equal([0, 2, 3, 0, 5, 6, 0, 8, 9], picture.Samples.ToArray());
        Assert.Equal([0, 100, 255], picture.Mask.ToArray());
        Assert.Equal(1, raster.Samples[0]); // The source is left alone.
    }

    [Fact]
    public void One_range_serves_all_bands()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 3, 1, 0, 5, 10);

        Assert.Equal([0, 127, 255], Bytes(raster, new RenderStyle { Rescale = [new(0, 10)] }));
    }

    [Fact]
    public void Each_band_has_its_own_range()
    {
        using Raster raster = TestRasters.Of<short>(SampleType.Int16, 3, 1, 5, 5, 5);

        Assert.Equal([127, 51, 0], Bytes(raster, new RenderStyle { Rescale = [new(0, 10), new(0, 25), new(5, 10)] }));
    }

    [Fact]
    public void Of_two_ranges_the_first_serves_three_bands()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 3, 1, 0, 5, 10);

        Assert.Equal([0, 127, 255], Bytes(raster, new RenderStyle { Rescale = [new(0, 10), new(0, 100)] }));
    }

    // numpy.clip(x, 8, 2) is 2 everywhere, and (2 - 8) / (2 - 8) is 1.
    [Fact]
    public void A_minimum_above_its_maximum_makes_all_that_is_to_be_seen_white()
    {
        using Raster bytes = TestRasters.Of<byte>(SampleType.UInt8, 1, 5, 0, 2, 5, 8, 255);
        using Raster floats = TestRasters.Of(SampleType.Float32, 1, 5, 0f, 2, 8, 9, float.NaN);
        bytes.Mask[4] = 0;

        Assert.Equal([255, 255, 255, 255, 0], Bytes(bytes, new RenderStyle { Rescale = [new(8, 2)] }));
        Assert.Equal([255, 255, 255, 255, 0], Bytes(floats, new RenderStyle { Rescale = [new(8, 2)] }));
    }

    [Fact]
    public void A_formula_comes_after_the_range_and_before_the_colours()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 1, 4, 0, 64, 255, 9);
        raster.Mask[3] = 0;
        var style = new RenderStyle { Formula = ColorFormula.Parse("gamma r 2"), Rescale = [new(0, 255)] };
        byte[] rgba = [.. Enumerable.Range(0, 256).SelectMany(i => new[] { (byte)i, (byte)1, (byte)2, (byte)255 })];

        Assert.Equal([0, 127, 255, 0], Bytes(raster, style));
        Assert.Equal([0, 127, 255, 0, 1, 1, 1, 0, 2, 2, 2, 0], Bytes(raster, style with { ColorMap = ColorTables.FromRgba(rgba) }));
    }

    // 16384 / 65535 is a quarter, whose root is half of 255: whole numbers have their type's range, as rio-tiler has it.
    [Fact]
    public void A_formula_takes_whole_numbers_as_they_are()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 1, 1, 16384);
        var style = new RenderStyle { Formula = ColorFormula.Parse("gamma r 2") };
        var statistics = new BandColors(Statistics: [new(0, 16384)]);

        Assert.Equal([127], Bytes(raster, style, statistics));
    }

    // A quarter is byte 63, whose root is 126.7 / 255: between scale and formula there are bytes.
    [Fact]
    public void A_formula_on_floating_point_is_scaled_as_a_picture_is()
    {
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 2, 0.25f, 1);

        Assert.Equal(
            [126, 255],
            Bytes(raster, new RenderStyle { Formula = ColorFormula.Parse("gamma r 2") }, new BandColors(Statistics: [new(0, 1)]))
        );
    }

    [Fact]
    public void What_a_formula_makes_of_masked_pixels_is_not_kept_where_a_mask_hides_them()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 2, 64, 64);
        raster.Mask[1] = 0;
        var style = new RenderStyle { Formula = ColorFormula.Parse("gamma r 2") };

        Assert.Equal([127, 0], Bytes(raster, style with { Format = ImageFormat.Png }));
        Assert.Equal([127, 127], Bytes(raster, style with { Format = ImageFormat.Jpeg }));
    }

    // numpy.array([256, 1000], "uint16").astype("uint8")
    [Fact]
    public void A_ramp_takes_bytes_and_others_are_cast()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 1, 2, 256, 1000);
        ColorTable gray = NamedColorMaps.Find("gray")!;

        Assert.Equal([0, 232, 0, 232, 0, 232], Bytes(raster, new RenderStyle { ColorMap = gray }));
        Assert.Equal(
            [65, 255, 65, 255, 65, 255],
            Bytes(raster, new RenderStyle { ColorMap = gray, Rescale = [new(0, 1000)] }) // 256 × 255 / 1000
        );
    }

    [Fact]
    public void Colours_of_values_are_never_scaled_unasked()
    {
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 2, 7f, 1000);

        Assert.Equal(
            [255, 0, 255, 0, 255, 0],
            Bytes(raster, new RenderStyle { ColorMap = ColorMapJson.Parse("""{"7":"#fff"}""") }, new BandColors(Statistics: [new(0, 1000)]))
        );
    }

    [Fact]
    public void Without_a_rescale_statistics_come_first_then_the_type()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 1, 1, 100);
        var statistics = new BandColors(Statistics: [new(0, 200)]);

        Assert.Equal([127], Bytes(raster, RenderStyle.Default, statistics));
        Assert.Equal([0], Bytes(raster, RenderStyle.Default)); // 100 / 65535
    }

    [Fact]
    public void Signed_bytes_are_scaled_by_their_type()
    {
        using Raster raster = TestRasters.Of<sbyte>(SampleType.Int8, 1, 3, -128, 0, 127);

        Assert.Equal([0, 128, 255], Bytes(raster, RenderStyle.Default));
    }

    [Fact]
    public void Floats_without_any_range_are_scaled_by_their_own_visible_values()
    {
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 4, -9999f, 1f, 2f, 3f);
        raster.Mask[0] = 0;

        Assert.Equal([0, 0, 127, 255], Bytes(raster, RenderStyle.Default));
    }

    [Fact]
    public void Ranges_are_wanted_for_pictures_that_nothing_else_scales()
    {
        Assert.True(Colorizer.WantsRanges(SampleType.Float32, BandColors.None, RenderStyle.Default));
        Assert.True(Colorizer.WantsRanges(SampleType.UInt16, BandColors.None, new RenderStyle { Format = ImageFormat.Png }));
        Assert.False(
            Colorizer.WantsRanges(
                SampleType.Float32,
                BandColors.None,
                new RenderStyle { ColorMap = ColorMapJson.Parse("""{"7":"#fff"}""") }
            )
        );
        Assert.False(Colorizer.WantsRanges(SampleType.UInt8, BandColors.None, RenderStyle.Default));
        Assert.False(Colorizer.WantsRanges(SampleType.UInt16, new BandColors(Map), RenderStyle.Default));
        Assert.False(Colorizer.WantsRanges(SampleType.ComplexFloat32, BandColors.None, RenderStyle.Default));
        Assert.False(Colorizer.WantsRanges(SampleType.Float32, BandColors.None, new RenderStyle { Rescale = [new(0, 1)] }));
        Assert.False(Colorizer.WantsRanges(SampleType.Float32, BandColors.None, new RenderStyle { Format = ImageFormat.GeoTiff }));
    }

    [Fact]
    public void The_range_of_an_alpha_band_scales_nothing()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 2, 1, 100, 65535);
        var style = new RenderStyle { Rescale = [new(0, 200), new(0, 65535)] };

        Assert.Equal([127], Bytes(raster, style, new BandColors(AlphaPosition: 1)));
    }

    [Fact]
    public void Sixteen_bits_stay_for_a_format_that_holds_them_unless_a_range_is_asked_for()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 1, 2, 1000, 65535);
        raster.Mask[1] = 0;
        var statistics = new BandColors(Statistics: [new(0, 2000)]);

        using Raster kept = Colorizer.Apply(raster, statistics, RenderStyle.Default, keep16Bits: true);
        using Raster scaled = Colorizer.Apply(raster, statistics, new RenderStyle { Rescale = [new(0, 1000)] }, keep16Bits: true);

        Assert.Equal([1000, 0], kept.Band<ushort>(0).ToArray());
        Assert.Equal((SampleType.UInt8, 255), (scaled.SampleType, scaled.Samples[0]));
    }

    [Fact]
    public void A_palette_paints_indexes_and_its_alpha_joins_the_mask()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 6, 0, 1, 2, 2, 3, 1);
        raster.Mask[3] = 100;
        raster.Mask[5] = 0;

        using Raster picture = Colorizer.Apply(raster, new BandColors(Map), RenderStyle.Default, keep16Bits: false);

        Assert.Equal([10, 20, 30, 30, 0, 0], picture.BandBytes(0).ToArray());
        Assert.Equal([11, 21, 31, 31, 0, 0], picture.BandBytes(1).ToArray());
        Assert.Equal([12, 22, 32, 32, 0, 0], picture.BandBytes(2).ToArray());
        Assert.Equal([255, 255, 51, 20, 0, 0], picture.Mask.ToArray());
    }

    [Fact]
    public void A_palette_of_sixteen_bits_is_not_scaled()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 1, 2, 1, 300);
        byte[] rgba = new byte[301 * 4];
        (rgba[4], rgba[7], rgba[1200], rgba[1203]) = (7, 255, 9, 255);

        using Raster picture = Colorizer.Apply(raster, new BandColors(ColorTables.FromRgba(rgba)), RenderStyle.Default, keep16Bits: true);

        Assert.Equal([7, 9], picture.BandBytes(0).ToArray());
    }

    [Fact]
    public void A_colour_map_paints_after_scaling()
    {
        byte[] rgba = [.. Enumerable.Range(0, 256).SelectMany(i => new[] { (byte)i, (byte)0, (byte)(255 - i), (byte)255 })];
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 3, 0f, 50f, 100f);

        byte[] bytes = Bytes(raster, new RenderStyle { ColorMap = ColorTables.FromRgba(rgba), Rescale = [new(0, 100)] });

        Assert.Equal([0, 127, 255, 0, 0, 0, 255, 128, 0], bytes);
    }

    [Fact]
    public void A_chosen_colour_map_wins_over_the_files_palette()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 1, 0);

        Assert.Equal([1, 2, 3], Bytes(raster, new RenderStyle { ColorMap = ColorTables.FromRgba([1, 2, 3, 255]) }, new BandColors(Map)));
    }

    [Fact]
    public void A_colour_map_wants_one_band()
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 3, 1, 0, 1, 2);

        Assert.Contains("choose one with bidx", Refusal(raster, new RenderStyle { ColorMap = Map }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(13)]
    public void Bands_that_are_neither_grey_nor_colours_are_refused_with_the_way_out(int bands)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, bands, 2, 2);

        Assert.Contains($"these are {bands}: choose them with bidx", Refusal(raster, RenderStyle.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_bands_are_no_colours_where_their_mask_is_no_band()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 2, 2, 2);

        Assert.Contains("these are 2", Refusal(raster, RenderStyle.Default with { Format = ImageFormat.Jpeg }), StringComparison.Ordinal);
        Assert.Contains("these are 2", Refusal(raster, RenderStyle.Default with { ReturnMask = false }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void An_alpha_sample_asked_for_by_number_is_no_colour(int bands)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, bands, 2, 2);

        byte[] bytes = Bytes(raster, RenderStyle.Default, new BandColors(AlphaPosition: bands - 1));

        Assert.Equal(raster.Samples[..(4 * (bands - 1))].ToArray(), bytes);
    }

    [Fact]
    public void Complex_samples_are_refused()
    {
        using Raster raster = TestRasters.Noise(SampleType.ComplexFloat32, 1, 2, 2);

        Assert.Contains("complex64", Refusal(raster, RenderStyle.Default), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Colorizer.ScaleAll(raster, new RenderStyle { Rescale = [new(0, 1)] }));
    }
}
