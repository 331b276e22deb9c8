using Cog.Rasters;
using Cog.Rendering.Projection;
using Cog.Rendering.Statistics;
using Cog.Rendering.Warping;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>A request that was given up costs no more time, and its buffers are given back.</summary>
public class GivenUpTests
{
    private static readonly CancellationToken s_givenUp = new(canceled: true);

    /// <summary>Each sampler alone: a warp would be stopped by the step that follows it, too.</summary>
    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Average)]
    [InlineData(Resampling.Sum)]
    public async Task A_warp_stops_when_the_request_is_given_up(Resampling resampling)
    {
        CogReader reader = await Pictures.OpenAsync("utm33");
        BoundingBox box = CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator).TransformBounds(reader.Header.Bounds);
        var request = new PlanRequest(box, Crs.WebMercator, new(320, 240), Resampling.Nearest) { WarpResampling = resampling };
        RenderPlan plan = RenderPlan.Create(reader.Header, request, TestContext.Current.CancellationToken)!;
        using Raster window = await reader.ReadWindowAsync(
            plan.Level,
            plan.Window,
            cancellationToken: TestContext.Current.CancellationToken
        );
        var pool = new CountingMemoryPool();
        CogReaderOptions options = CogReaderOptions.Default with { Pool = pool };

        Assert.Throws<OperationCanceledException>(() =>
            resampling switch
            {
                Resampling.Nearest => NearestPicker.Pick(window, plan, options, s_givenUp),
                Resampling.Bilinear => Interpolator.Run<ushort>(window, plan, options, s_givenUp),
                Resampling.Sum => SumSampler.Run(window, plan, options, s_givenUp),
                _ => AreaSampler.Run(window, plan, options, s_givenUp),
            }
        );

        Assert.Equal(0, pool.Rented);
    }

    /// <summary>What follows the warp, and what reads an image whose axes are the picture's: no sampler has a part in it.</summary>
    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Mode)]
    [InlineData(Resampling.Average)]
    public async Task A_straight_read_stops(Resampling resampling)
    {
        CogReader reader = await Pictures.OpenAsync("mercator");
        RenderPlan plan = RenderPlan.Create(
            reader.Header,
            new(reader.Header.Bounds, Crs.WebMercator, new(50, 40), resampling),
            TestContext.Current.CancellationToken
        )!;
        using Raster window = await reader.ReadWindowAsync(
            plan.Level,
            plan.Window,
            cancellationToken: TestContext.Current.CancellationToken
        );
        var pool = new CountingMemoryPool();

        Assert.Null(plan.Grid);
        Assert.Throws<OperationCanceledException>(() =>
            Warper.Warp(window, [0], plan, new(ValidityKind.All), CogReaderOptions.Default with { Pool = pool }, s_givenUp)
        );

        Assert.Equal(0, pool.Rented);
    }

    [Theory]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Average)]
    public async Task A_plan_stops_while_its_grid_is_made(Resampling resampling)
    {
        CogReader reader = await Pictures.OpenAsync("utm33");
        BoundingBox box = CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator).TransformBounds(reader.Header.Bounds);

        Assert.Throws<OperationCanceledException>(() =>
            RenderPlan.Create(reader.Header, new(box, Crs.WebMercator, new(64, 64), resampling), s_givenUp)
        );
    }

    [Fact]
    public void Statistics_stop_when_the_request_is_given_up()
    {
        using Raster raster = Raster.Rent(SampleType.UInt8, 1, new(8, 8), CogReaderOptions.Default);

        Assert.Throws<OperationCanceledException>(() => BandStatistics.Of(raster, 0, [], new(), null, s_givenUp));
    }
}
