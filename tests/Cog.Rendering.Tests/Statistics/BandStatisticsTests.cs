using System.Text.Json;
using Cog.Rendering.Statistics;
using Cog.Testing;

namespace Cog.Rendering.Tests.Statistics;

/// <summary>Against rio-tiler's definitions in NumPy: see tests/data/shapes/README.md.</summary>
public class BandStatisticsTests
{
    private static readonly JsonElement[] All =
    [
        .. JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("shapes/statistics.json"))).RootElement.EnumerateArray(),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Counts_as_rio_tiler_does(int number)
    {
        JsonElement test = All[number],
            expected = test.GetProperty("expected");
        using Raster raster = Raster.Rent(
            TypeOf(test.GetProperty("type").GetString()!),
            1,
            new(test.GetProperty("width").GetInt32(), test.GetProperty("height").GetInt32()),
            CogReaderOptions.Default
        );
        Convert.FromHexString(test.GetProperty("bytes").GetString()!).CopyTo(raster.BandBytes(0));
        Convert.FromHexString(test.GetProperty("mask").GetString()!).CopyTo(raster.Mask);
        float[] coverage = [.. test.GetProperty("coverage").EnumerateArray().Select(c => c.GetSingle())];

        BandStatistics found = BandStatistics.Of(
            raster,
            0,
            coverage,
            OptionsOf(test.GetProperty("options")),
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(Numbers(expected.GetProperty("percentiles")), found.Ranks.Percentiles);
        Assert.Equal(Numbers(expected.GetProperty("histogram")[0]), found.Histogram.Counts);
        Close(Numbers(expected.GetProperty("histogram")[1]), found.Histogram.Edges);
        double Expected(string name) => expected.GetProperty(name).GetDouble();
        Assert.Equal(
            (Expected("min"), Expected("max"), Expected("median"), Expected("majority"), Expected("minority"), Expected("unique")),
            (
                found.Ranks.Min,
                found.Ranks.Max,
                found.Ranks.Median,
                found.Frequencies.Majority,
                found.Frequencies.Minority,
                found.Frequencies.Unique
            )
        );
        Assert.Equal(
            (Expected("valid_percent"), Expected("masked_pixels"), Expected("valid_pixels")),
            (found.Pixels.ValidPercent, found.Pixels.Masked, found.Pixels.Valid)
        );
        Close(
            [Expected("mean"), Expected("count"), Expected("sum"), Expected("std")],
            [found.Moments.Mean, found.Moments.Count, found.Moments.Sum, found.Moments.Std]
        );
    }

    [Fact]
    public void Where_nothing_is_valid_there_are_no_values()
    {
        using Raster raster = Raster.Rent(SampleType.UInt8, 1, new(4, 3), CogReaderOptions.Default);

        BandStatistics found = BandStatistics.Of(raster, 0, [], new(), null, TestContext.Current.CancellationToken);

        Assert.Equal(
            (0, 0, 0, 0, 12, 0),
            (
                found.Moments.Count,
                found.Moments.Sum,
                found.Frequencies.Unique,
                found.Pixels.Valid,
                found.Pixels.Masked,
                found.Pixels.ValidPercent
            )
        );
        Assert.All(
            [
                found.Ranks.Min,
                found.Ranks.Max,
                found.Moments.Mean,
                found.Moments.Std,
                found.Ranks.Median,
                found.Frequencies.Majority,
                found.Frequencies.Minority,
                .. found.Ranks.Percentiles,
            ],
            value => Assert.True(double.IsNaN(value))
        );
        Assert.Equal(new double[10], found.Histogram.Counts); // numpy: ten bins from 0 to 1.
        Assert.Equal((0, 1), (found.Histogram.Edges[0], found.Histogram.Edges[^1]));
    }

    [Fact]
    public void Classes_are_counted_one_by_one()
    {
        using Raster raster = Raster.Rent(SampleType.UInt8, 1, new(5, 1), CogReaderOptions.Default);
        raster.Mask.Fill(255);
        ((ReadOnlySpan<byte>)[3, 1, 3, 7, 3]).CopyTo(raster.BandBytes(0));

        Histogram all = BandStatistics
            .Of(raster, 0, [], new() { IsCategorical = true }, null, TestContext.Current.CancellationToken)
            .Histogram;
        Histogram some = BandStatistics
            .Of(raster, 0, [], new() { IsCategorical = true, Categories = [7, 2, 3] }, null, TestContext.Current.CancellationToken)
            .Histogram;

        Assert.Equal([1, 3, 1], all.Counts);
        Assert.Equal([1, 3, 7], all.Edges);
        Assert.Equal([1, 0, 3], some.Counts);
        Assert.Equal([7, 2, 3], some.Edges);
    }

    [Fact]
    public void Too_many_classes_are_refused()
    {
        using Raster raster = Raster.Rent(SampleType.Float32, 1, new(300, 300), CogReaderOptions.Default);
        raster.Mask.Fill(255);
        Span<float> samples = raster.Band<float>(0);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = i;
        }

        FormatException error = Assert.Throws<FormatException>(() =>
            BandStatistics.Of(raster, 0, [], new() { IsCategorical = true }, null, TestContext.Current.CancellationToken)
        );

        Assert.Contains("90000 distinct values", error.Message, StringComparison.Ordinal);
    }

    private static void Close(double[] expected, IReadOnlyList<double> found)
    {
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Math.Max(1e-12, Math.Abs(pair.First) * 1e-6)));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    private static StatisticsOptions OptionsOf(JsonElement options)
    {
        var result = new StatisticsOptions { Percentiles = [2, 50, 98] };
        if (options.TryGetProperty("bins", out JsonElement bins))
        {
            result =
                bins.ValueKind == JsonValueKind.Array ? result with { BinEdges = Numbers(bins) } : result with { Bins = bins.GetInt32() };
        }

        return options.TryGetProperty("range", out JsonElement range)
            ? result with
            {
                Range = (range[0].GetDouble(), range[1].GetDouble()),
            }
            : result;
    }

    private static SampleType TypeOf(string type) =>
        type switch
        {
            "u1" => SampleType.UInt8,
            "i2" => SampleType.Int16,
            "u2" => SampleType.UInt16,
            "f4" => SampleType.Float32,
            _ => SampleType.Float64,
        };
}
