using Cog.Header;
using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;
using Cog.Resamplers;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling;

public class RenderParametersTests
{
    private static RenderParameters Parse(params (string Name, string Value)[] query) =>
        RenderParameters.Parse(name => [.. query.Where(q => q.Name == name).Select(q => q.Value)]);

    [Fact]
    public void Nothing_said_is_nearest_all_bands_and_a_mask()
    {
        RenderParameters parameters = Parse();

        Assert.Equal(
            (Resampling.Nearest, Resampling.Nearest, true),
            (parameters.Resampling, parameters.WarpResampling, parameters.ReturnMask)
        );
        Assert.Empty(parameters.BandIndexes);
        Assert.Empty(parameters.Rescale);
        Assert.Null(parameters.NoData);
    }

    [Fact]
    public void Bands_repeat_or_are_a_list()
    {
        Assert.Equal([3, 1], Parse(("bidx", "3"), ("bidx", "1")).BandIndexes);
        Assert.Equal([1, 2, 3], Parse(("bidx", "1,2,3")).BandIndexes);
    }

    [Theory]
    [InlineData("0,100")]
    [InlineData("[0,100]")]
    [InlineData("[[0,100]]")]
    [InlineData(" 0 , 1e2 ")]
    public void A_range_has_many_spellings(string text) => Assert.Equal([new Rescale(0, 100)], Parse(("rescale", text)).Rescale);

    [Fact]
    public void Ranges_repeat_or_are_a_list()
    {
        Rescale[] expected = [new(0, 11), new(-5, 8)];
        Assert.Equal(expected, Parse(("rescale", "0,11"), ("rescale", "-5,8")).Rescale);
        Assert.Equal(expected, Parse(("rescale", "0,11,-5,8")).Rescale);
        Assert.Equal(expected, Parse(("rescale", "[[0,11],[-5,8]]")).Rescale);
    }

    [Fact]
    public void Resampling_serves_warps_too_unless_reproject_is_said()
    {
        Assert.Equal(Resampling.Cubic, Parse(("resampling", "cubic")).WarpResampling);
        Assert.Equal(
            (Resampling.Cubic, Resampling.Bilinear),
            (
                Parse(("resampling", "cubic"), ("reproject", "bilinear")).Resampling,
                Parse(("resampling", "cubic"), ("reproject", "bilinear")).WarpResampling
            )
        );
    }

    [Fact]
    public void Every_name_of_TiTiler_is_known_where_it_means_something()
    {
        string[] both = ["nearest", "bilinear", "cubic", "cubic_spline", "lanczos", "average", "mode", "rms"];
        Assert.Equal([.. both, "gauss"], ResamplingNames.OfReads.Select(ResamplingNames.NameOf).OrderBy(n => n == "gauss"));
        Assert.All((string[])[.. both, "gauss"], name =>
            Assert.Equal(name, ResamplingNames.NameOf(Parse(("resampling", name)).Resampling))
        );
        Assert.All((string[])[.. both, "max", "min", "med", "q1", "q3", "sum"], name =>
            Assert.Equal(name, ResamplingNames.NameOf(Parse(("reproject", name)).WarpResampling))
        );
        Assert.Equal(Resampling.CubicSpline, Parse(("resampling", "Cubic_Spline")).WarpResampling);
    }

    [Fact]
    public void A_warp_by_gauss_is_one_by_the_nearest() =>
        Assert.Equal(
            (Resampling.Gauss, Resampling.Nearest),
            (Parse(("resampling", "gauss")).Resampling, Parse(("resampling", "gauss")).WarpResampling)
        );

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        FormatException read = Assert.Throws<FormatException>(() => Parse(("resampling", "max")));
        FormatException warp = Assert.Throws<FormatException>(() => Parse(("reproject", "gauss")));

        Assert.Equal(
            "resampling is 'max': expected nearest, bilinear, cubic, cubic_spline, lanczos, average, mode, gauss or rms.",
            read.Message
        );
        Assert.Equal(
            "reproject is 'gauss': expected nearest, bilinear, cubic, cubic_spline, lanczos, average, mode, max, min, med, q1, q3, sum "
                + "or rms.",
            warp.Message
        );
    }

    [Fact]
    public void A_buffer_is_counted_in_halves_and_padding_changes_nothing()
    {
        Assert.Equal(0, Parse().Buffer);
        Assert.Equal(1.5, Parse(("buffer", "1.5"), ("padding", "4")).Buffer);
    }

    [Theory]
    [InlineData("nan", double.NaN)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("-9999.5", -9999.5)]
    public void Nodata_may_be_no_number(string text, double value) => Assert.Equal(value, Parse(("nodata", text)).NoData!.Value);

    [Theory]
    [InlineData("bidx", "0")]
    [InlineData("bidx", "-1")]
    [InlineData("bidx", "one")]
    [InlineData("rescale", "1")]
    [InlineData("rescale", "1,2,3")]
    [InlineData("rescale", "2,2")]
    [InlineData("rescale", "0,nan")]
    [InlineData("resampling", "lanczos9")]
    [InlineData("reproject", "none")]
    [InlineData("buffer", "0")]
    [InlineData("buffer", "-1")]
    [InlineData("buffer", "0.3")]
    [InlineData("buffer", "nan")]
    [InlineData("buffer", "512.5")]
    [InlineData("padding", "0")]
    [InlineData("padding", "1.5")]
    [InlineData("nodata", "none")]
    [InlineData("return_mask", "perhaps")]
    [InlineData("unscale", "perhaps")]
    [InlineData("expression", "b1/")]
    [InlineData("expression", "1")]
    [InlineData("colormap_name", "Viridis")]
    [InlineData("color_formula", "gamma")]
    public void What_makes_no_sense_or_is_not_there_is_refused_by_name(string name, string value)
    {
        FormatException error = Assert.ThrowsAny<FormatException>(() => Parse((name, value)));
        Assert.StartsWith($"{name} is '{value}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_have_a_name_or_are_written_out_and_the_name_wins()
    {
        Assert.Equal("viridis_r", Assert.IsType<ColorTable>(Parse(("colormap_name", "viridis_r"), ("colormap", "{")).ColorMap).Name);
        Assert.IsType<ColorClasses>(Parse(("colormap", """{"1":"#fff"}""")).ColorMap);
        Assert.IsType<ColorIntervals>(Parse(("colormap", """[[[0,1],"#fff"]]""")).ToStyle(null).ColorMap);
        Assert.NotNull(Parse(("color_formula", "saturation 2")).ToStyle(null).Formula);
        Assert.Null(Parse().ToStyle(null).ColorMap);
        Assert.Null(Parse().ToStyle(null).Formula);
    }

    // gdalwarp interpolates indexes when told to, RasterIO ("Resampling method not supported on paletted band") never does.
    [Theory]
    [InlineData(3, "resampling=bilinear", Resampling.Nearest, Resampling.Nearest)]
    [InlineData(3, "resampling=cubic&reproject=cubic", Resampling.Nearest, Resampling.Cubic)]
    [InlineData(3, "resampling=mode", Resampling.Mode, Resampling.Mode)]
    [InlineData(3, "resampling=bilinear&bidx=1", Resampling.Nearest, Resampling.Nearest)]
    [InlineData(0, "resampling=lanczos", Resampling.Nearest, Resampling.Nearest)]
    [InlineData(1, "resampling=lanczos", Resampling.Lanczos, Resampling.Lanczos)]
    public async Task Indexes_of_a_colour_table_are_read_without_interpolation(
        int photometric,
        string query,
        Resampling read,
        Resampling warp
    )
    {
        IfdBuilder ifd = new IfdBuilder(1, 1).With(TagId.PhotometricInterpretation, FieldType.Short, photometric);
        if (photometric == 3)
        {
            ifd = ifd.With(TagId.ColorMap, FieldType.Short, [.. Enumerable.Repeat(257.0, 768)]);
        }

        CogHeader header = await CogHeaderReader.ReadAsync(
            new CountingRangeSource(new TiffBuilder().Add(ifd.Striped(1).WithBlocks([new byte[1]])).Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

        RenderParameters found = Parse([.. query.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))])
            .For(header);

        Assert.Equal((read, warp), (found.Resampling, found.WarpResampling));
    }
}
