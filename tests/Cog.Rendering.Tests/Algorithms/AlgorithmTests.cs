using System.Text.Json;
using Cog.Rendering.Algorithms;
using Cog.Rendering.Styling;
using Cog.Rendering.Tests.Encoding;

namespace Cog.Rendering.Tests.Algorithms;

public class AlgorithmTests
{
    private static readonly StepContext Context = new(new(0, 0, 3, 3), NoData: null, new CogReaderOptions());

    public static TheoryData<string> Names => [.. AlgorithmCatalog.Ids];

    [Theory]
    [InlineData("terrarium")]
    [InlineData("contours")]
    [InlineData("hillshade", "{\"buffer\":0}")]
    [InlineData("slope", "{\"buffer\":0}")]
    [InlineData("max")]
    [InlineData("bitonal")]
    public void Not_a_number_is_no_value_and_hides_its_pixel(string name, string parameters = "{}")
    {
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 3, 1f, 2f, 3f, 4f, float.NaN, 6f, 7f, 8f, 9f);
        using Raster found = Create(name, parameters).Apply(raster, Context, TestContext.Current.CancellationToken);

        // A slope is told by the neighbours: the middle has all of them, and those beside it lack it.
        byte[] expected = name is "hillshade" or "slope"
            ? [255, 0, 255, 0, 255, 0, 255, 0, 255]
            : [255, 255, 255, 255, 0, 255, 255, 255, 255];
        Assert.Equal(expected, found.Mask.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Partly_transparent_pixels_stay_so(string name)
    {
        int bands = name is "contours" ? 1 : 3;
        using Raster raster = TestRasters.Noise(SampleType.UInt8, bands, 3, 3);
        raster.Mask[4] = 100;
        using Raster found = Create(name, name is "hillshade" or "slope" ? "{\"buffer\":0}" : "{}")
            .Apply(raster, Context, TestContext.Current.CancellationToken);

        Assert.Equal(raster.Mask.ToArray(), found.Mask.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_result_is_counted_against_the_limit(string name)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, name is "contours" ? 1 : 3, 20, 20);
        StepContext tight = Context with { Options = new() { Limits = new() { MaxRasterBytes = 100 } } };

        Assert.Throws<LimitExceededException>(() => Create(name, "{}").Apply(raster, tight, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stops_when_it_is_cancelled(string name)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, name is "contours" ? 1 : 3, 20, 20);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => Create(name, "{}").Apply(raster, Context, cancelled.Token));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Complex_samples_are_refused_by_their_type(string name)
    {
        using Raster raster = TestRasters.Noise(SampleType.ComplexFloat32, name is "contours" ? 1 : 3, 20, 20);

        FormatException error = Assert.Throws<FormatException>(() =>
            Create(name, "{}").Apply(raster, Context, TestContext.Current.CancellationToken)
        );
        Assert.Equal($"algorithm is {name}: it takes real numbers, the samples are complex64.", error.Message);
    }

    // A plane that rises by 1 a column, of pixels that are 1 wide: 45 degrees, and lit along the columns it is as bright as can be.
    [Fact]
    public void A_plane_has_one_slope_and_one_shade()
    {
        using Raster plane = TestRasters.Of(SampleType.Float32, 1, 3, 0f, 1f, 2f, 0f, 1f, 2f, 0f, 1f, 2f);
        using Raster slope = Create("slope", "{\"buffer\":0}").Apply(plane, Context, TestContext.Current.CancellationToken),
            lit = Create("hillshade", "{\"buffer\":0,\"azimuth\":0}").Apply(plane, Context, TestContext.Current.CancellationToken),
            dark = Create("hillshade", "{\"buffer\":0,\"azimuth\":180}").Apply(plane, Context, TestContext.Current.CancellationToken);

        Assert.All(slope.ToArray<float>(0), degrees => Assert.Equal(45, degrees, 1e-5));
        Assert.All(lit.ToArray<byte>(0), shade => Assert.InRange(shade, 254, 255));
        Assert.All(dark.ToArray<byte>(0), shade => Assert.InRange(shade, 127, 128));
    }

    [Theory]
    [InlineData("mean", 2, 0, 20)]
    [InlineData("min", 2, 0, 20)]
    [InlineData("sum", 2, 5, 30)]
    [InlineData("std", 2, 0, 14.142135623730951)] // numpy.std([0, 20], ddof=1)
    [InlineData("var", 2, 0, 200)]
    [InlineData("slope", 1, 0, 90)]
    [InlineData("normalizedIndex", 2, -1, 1)]
    public void The_range_of_a_result_follows_from_those_of_the_bands(string name, int bands, double minimum, double maximum)
    {
        Rescale[] ranges = [new(0, 10), new(5, 20)];

        Rescale found = Assert.Single(Create(name, "{}").ColorsOf(new(Statistics: ranges[..bands])).Statistics!);

        Assert.Equal((minimum, maximum), (found.Minimum, found.Maximum));
    }

    private static Algorithm Create(string name, string parameters)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Find(name)!;
        using JsonDocument json = JsonDocument.Parse(parameters);
        return definition.Create(AlgorithmArguments.Read(definition, json.RootElement));
    }
}
