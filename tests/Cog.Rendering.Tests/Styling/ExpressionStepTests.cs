using Cog.Header;
using Cog.Rendering.Expressions;
using Cog.Rendering.Styling;
using Cog.Rendering.Tests.Encoding;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling;

public class ExpressionStepTests
{
    private static readonly CogReaderOptions s_options = new();

    [Fact]
    public async Task A_plan_reads_what_is_named_and_calls_bands_by_their_number_and_their_expression()
    {
        CogHeader header = await HeaderOf(4, "<Item name=\"DESCRIPTION\" sample=\"3\" role=\"description\">nir</Item>");
        BandPlan plan = Plan(header, "(B4-b2)/(b4+b2);b2*2");

        Assert.Equal([1, 3], plan.Samples);
        Assert.Equal([new("b1", "(nir-b2)/(nir+b2)"), new BandLabel("b2", "b2*2")], plan.Labels);
        Assert.Equal(2 + (2 * 8), plan.BytesPerPixel(SampleType.UInt8)); // Two bytes, and the two doubles that are made of them.
    }

    [Fact]
    public async Task A_band_that_the_file_lacks_is_told_with_those_it_has()
    {
        CogHeader header = await HeaderOf(2, "<Item name=\"DESCRIPTION\" sample=\"1\" role=\"description\">nir</Item>");
        Assert.Equal(
            "expression is 'b1+b7': there is no b7, the file has b1, b2 (nir).",
            Assert.Throws<ExpressionException>(() => Plan(header, "b1+b7")).Message
        );

        CogHeader large = await HeaderOf(20, "");
        string many = Assert.Throws<ExpressionException>(() => Plan(large, "b21")).Message;
        Assert.EndsWith("b15, b16 to b20.", many, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_type_of_the_samples_forbids_is_told_before_anything_is_read()
    {
        CogHeader header = await HeaderOf(1, "");
        Assert.Throws<ExpressionException>(() => Plan(header, "~b1", ("unscale", "true")));
        Assert.False(Plan(header, "~b1").Samples is []);
    }

    // rio-tiler: the union of the masks of the bands that are named; without an expression a pixel is valid as soon as one band is.
    [Fact]
    public async Task A_pixel_is_masked_where_one_of_the_bands_has_no_value()
    {
        CogHeader header = await HeaderOf(2, "", "7");
        var noData = BandNoData.Of(header, null);
        foreach ((string, string)[] unscale in new[] { Array.Empty<(string, string)>(), [("unscale", "true")] })
        {
            Raster samples = TestRasters.Of<byte>(SampleType.UInt8, 2, 4, 7, 1, 7, 3, 1, 7, 7, 4);
            samples.Mask[2] = 0;
            using Raster result = Plan(header, "b1+b2", unscale)
                .Compute(samples, new(default, noData, s_options), TestContext.Current.CancellationToken);
            Assert.Equal([0, 0, 0, 255], result.Mask.ToArray());
            Assert.Equal(7, result.ToArray<double>(0)[3]);
        }
    }

    // rio_tiler.models.ImageData.apply_expression: the least and the largest of what all combinations of the ranges give.
    [Theory]
    [InlineData("b1-b2", -20, 90)]
    [InlineData("b1*2", 0, 200)]
    [InlineData("(b1-b2)/(b1+b2)", -1, 0.818181818181818)]
    [InlineData("-b1;-b1", -100, 0)]
    public async Task Statistics_of_the_bands_make_the_range_of_a_result(string expression, double minimum, double maximum)
    {
        CogHeader header = await HeaderOf(2, Statistics(0, 0, 100) + Statistics(1, 10, 20));
        BandColors colors = Plan(header, expression).ColorsOf(header);

        Rescale range = colors.Statistics![^1];
        Assert.Equal(minimum, range.Minimum, 1e-12);
        Assert.Equal(maximum, range.Maximum, 1e-12);
        Assert.Null(colors.Palette);
        Assert.Null(colors.NoData);
    }

    [Theory]
    [InlineData("b2/b1")] // By 0: as large as a number can be.
    [InlineData("b1&b2")] // Ranges are numbers with a fraction.
    [InlineData("b1*0")] // No range.
    public async Task What_makes_no_range_of_the_statistics_has_none(string expression)
    {
        CogHeader header = await HeaderOf(2, Statistics(0, 0, 100) + Statistics(1, 10, 20));
        Assert.Null(Plan(header, expression).ColorsOf(header).Statistics);
    }

    [Fact]
    public async Task Without_statistics_a_picture_is_scaled_by_the_values_of_the_result()
    {
        CogHeader header = await HeaderOf(1, "");
        Assert.Equal([0, 127, 255], Picture("b1-2", [1, 2, 3]));
        Assert.Equal([0, 0, 255], Picture("b1>2", [1, 2, 3]));

        byte[] Picture(string expression, byte[] values)
        {
            BandPlan plan = Plan(header, expression);
            Raster samples = TestRasters.Of<byte>(SampleType.UInt8, 1, 3, values);
            using Raster result = plan.Compute(samples, new(default, null, s_options), TestContext.Current.CancellationToken);
            BandColors colors = plan.ColorsOf(header);
            Assert.True(Colorizer.WantsRanges(result.SampleType, colors, RenderStyle.Default));
            using Raster picture = Colorizer.Apply(result, colors, RenderStyle.Default, keep16Bits: true);
            return picture.Samples.ToArray();
        }
    }

    [Fact]
    public async Task An_expression_goes_before_bidx()
    {
        CogHeader header = await HeaderOf(2, "");
        Assert.Equal([1], Plan(header, "b2", ("bidx", "9")).Samples);
        Assert.Equal([0, 1], Plan(header, "").Samples);
    }

    private static string Statistics(int sample, double minimum, double maximum) =>
        $"<Item name=\"STATISTICS_MINIMUM\" sample=\"{sample}\">{minimum}</Item>"
        + $"<Item name=\"STATISTICS_MAXIMUM\" sample=\"{sample}\">{maximum}</Item>";

    private static BandPlan Plan(CogHeader header, string expression, params (string Name, string Value)[] others) =>
        RenderParameters
            .Parse(name =>
                name == "expression" ? [expression] : [.. others.Where(other => other.Name == name).Select(other => other.Value)]
            )
            .BandsOf(header);

    private static async Task<CogHeader> HeaderOf(int bands, string items, string? noData = null)
    {
        IfdBuilder ifd = new IfdBuilder(1, 1)
            .With(TagId.BitsPerSample, FieldType.Short, [.. Enumerable.Repeat(8.0, bands)])
            .With(TagId.SamplesPerPixel, FieldType.Short, bands)
            .With(TagId.ExtraSamples, FieldType.Short, [.. new double[bands - 1]])
            .With(TagId.GdalMetadata, $"<GDALMetadata>{items}</GDALMetadata>");
        ifd = noData is null ? ifd : ifd.With(TagId.GdalNoData, noData);
        ifd = bands == 1 ? ifd.Without(TagId.ExtraSamples) : ifd;
        return await CogHeaderReader.ReadAsync(
            new CountingRangeSource(new TiffBuilder().Add(ifd.Striped(1).WithBlocks([new byte[bands]])).Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
    }
}
