using Cog.Resamplers;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Resamplers;

/// <summary>A rotated image is turned as GDAL turns it, or refused: never shown askew.</summary>
public class RotatedPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("all", 980, 1690, 1850, 2530)]
    [InlineData("inside", 1300, 2000, 1450, 2120)]
    [InlineData("coarse", 1100, 1800, 1700, 2400)]
    public async Task Turns_as_gdal_does(string name, double minX, double minY, double maxX, double maxY)
    {
        NumPyArray expected = NumPyArchive.Read(TestData.PathOf("reading/rotated.npz"))[name];
        CogReader reader = await OpenAsync(CogReaderOptions.Default);

        using Raster? turned = await reader.ReadAsync(
            new(minX, minY, maxX, maxY),
            new(expected.Shape[2], expected.Shape[1]),
            cancellationToken: Token
        );

        Assert.NotNull(turned);
        Assert.Equal(expected.Values, turned.Samples.ToArray().Select(s => (double)s));
        Assert.Equal(turned.BandBytes(0).ToArray().Select(s => s == 0 ? (byte)0 : (byte)255), turned.Mask.ToArray());
    }

    [Fact]
    public async Task Refuses_what_it_cannot_turn()
    {
        CogReader reader = await OpenAsync(CogReaderOptions.Default);

        UnsupportedTiffException error = await Assert.ThrowsAsync<UnsupportedTiffException>(() =>
            reader.ReadAsync(reader.Header.Bounds, new(10, 10), new() { Resampling = Resampling.Cubic }, Token)
        );
        Assert.Contains("rotated", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_elsewhere_is_no_raster_and_one_over_the_edge_an_error_when_it_must_be()
    {
        CogReader reader = await OpenAsync(CogReaderOptions.Default),
            bounded = await OpenAsync(new() { BoundlessRead = false });

        Assert.Null(await reader.ReadAsync(new(0, 0, 10, 10), new(10, 10), cancellationToken: Token));
        await Assert.ThrowsAsync<WindowOutsideImageException>(() =>
            bounded.ReadAsync(reader.Header.Bounds, new(10, 10), cancellationToken: Token)
        );
        using Raster? inside = await bounded.ReadAsync(new BoundingBox(1350, 2050, 1400, 2100), new(5, 5), cancellationToken: Token);
        Assert.Equal(-1, inside!.Mask.IndexOfAnyExcept((byte)255));
    }

    [Fact]
    public async Task A_request_given_up_costs_no_more_time_and_no_buffer()
    {
        CogReader reader = await OpenAsync(CogReaderOptions.Default);
        RotatedPlan plan = RotatedPlan.Create(
            reader.Header,
            reader.Header.Bounds,
            new(10, 10),
            Resampling.Nearest,
            CogReaderOptions.Default
        )!;
        using Raster window = await reader.ReadWindowAsync(plan.Level, plan.Window, cancellationToken: Token);
        var pool = new CountingMemoryPool();

        Assert.Throws<OperationCanceledException>(() =>
            plan.Rotate(window, CogReaderOptions.Default with { Pool = pool }, new CancellationToken(canceled: true))
        );

        Assert.True(pool.Total > 0);
        Assert.Equal(0, pool.Rented);
    }

    private static Task<CogReader> OpenAsync(CogReaderOptions options) =>
        CogReader.OpenAsync(new FileRangeSource(TestData.PathOf("reading/rotated-u8.tif")), options, Token);
}
