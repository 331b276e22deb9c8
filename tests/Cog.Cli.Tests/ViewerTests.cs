using System.Diagnostics;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary>The map viewer, in a browser. Colours and values of the island are GDAL's: see <c>tests/data/cli/README.md</c>.</summary>
public sealed class ViewerTests(ViewerFixture fixture) : IClassFixture<ViewerFixture>
{
    private const double LandLongitude = -17.063700,
        LandLatitude = 33.548439;

    // The picture has sand there, behind its mask: a viewer that forgot the mask shows it.
    private const double SeaLongitude = -17.090057,
        SeaLatitude = 33.569638;

    [Theory]
    [InlineData(null)]
    [InlineData(13.0)]
    public async Task Shows_the_island_and_leaves_out_the_sea(double? zoom)
    {
        await using ViewerPage viewer = await fixture.OpenAsync();
        if (zoom is { } wanted)
        {
            await viewer.JumpAsync((LandLongitude + SeaLongitude) / 2, (LandLatitude + SeaLatitude) / 2, wanted);
        }

        await AssertNearAsync(viewer, (71.5, 112.1, 55.4), LandLongitude, LandLatitude, radius: zoom is null ? 4 : 12, tolerance: 12);
        await AssertNearAsync(viewer, (232, 237, 240), SeaLongitude, SeaLatitude, radius: 4, tolerance: 4);
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task Shows_heights_in_a_range_and_follows_the_range()
    {
        await using ViewerPage viewer = await fixture.OpenAsync();
        await viewer.ChooseFileAsync("island-dem.tif");

        // 174 m where the range is 0 to 348 is middle grey.
        await viewer.SetAsync("#minimum-0", "0");
        await viewer.SetAsync("#maximum-0", "348");
        await AssertNearAsync(viewer, (128, 128, 128), LandLongitude, LandLatitude, radius: 3, tolerance: 25);

        await viewer.SetAsync("#maximum-0", "100");
        await AssertNearAsync(viewer, (255, 255, 255), LandLongitude, LandLatitude, radius: 3, tolerance: 2);
    }

    [Fact]
    public async Task Tells_the_value_under_the_cursor()
    {
        await using ViewerPage viewer = await fixture.OpenAsync();
        await viewer.ChooseFileAsync("island-dem.tif");
        await viewer.JumpAsync(LandLongitude, LandLatitude, 15);

        await viewer.PointAtAsync(LandLongitude, LandLatitude);
        await viewer.ExpectAsync("#values", @"b1\s*174\.2");

        await viewer.PointAtAsync(LandLongitude + 0.004, LandLatitude);
        await viewer.ExpectAsync("#values", @"b1\s*168\.7");
    }

    [Fact]
    public async Task Tells_what_the_tiles_cost()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(); // One that has nothing in memory.
        await using ViewerPage viewer = await fixture.OpenAsync(cog.Address);
        await viewer.WaitAsync();

        await viewer.ShowAsync("cost");
        await viewer.ExpectAsync("#tiles", @"^[1-9]\d*$");
        await viewer.ExpectAsync("#reads", @"^[1-9]\d*$");
        await viewer.ExpectAsync("#bytes", @"^[1-9][\d.]* [KM]B$");
        await viewer.ExpectAsync("#milliseconds", @"^[\d.]+ ms$");
        await viewer.ExpectAsync("#header-from", "^memory$");
        await viewer.ExpectAsync("#stages", "encode");
    }

    [Fact]
    public async Task Shows_a_file_across_180_degrees_where_it_is()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(TestData.PathOf("wrap/utm1.tif"));
        await using ViewerPage viewer = await fixture.OpenAsync(cog.Address);
        await viewer.WaitAsync();

        (double longitude, double zoom) = await viewer.PlaceAsync();

        Assert.InRange(Math.Abs(longitude), 176, 184);
        Assert.InRange(zoom, 3, 20);
    }

    [Fact]
    public async Task Asks_no_host_but_its_own()
    {
        await using ViewerPage viewer = await fixture.OpenAsync();

        Assert.StartsWith("127.0.0.1:", Assert.Single(viewer.Hosts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_why_a_file_is_no_map()
    {
        // ProjectedCRSGeoKey (3072) from 32628 to 30000, a code that no CRS has.
        byte[] file = await File.ReadAllBytesAsync(Sample.Heights, TestContext.Current.CancellationToken);
        ReadOnlySpan<byte> key = [0x00, 0x0C, 0x00, 0x00, 0x01, 0x00, 0x74, 0x7F];
        BitConverter.TryWriteBytes(file.AsSpan(file.AsSpan().IndexOf(key) + 6), (ushort)30_000);
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.Write("unknown-crs.tif", file));
        await using ViewerPage viewer = await fixture.OpenAsync(cog.Address);

        Assert.Equal("error", await viewer.StateAsync());
        Assert.Matches("30000.*501", await viewer.TextAsync("#error"));
    }

    // The map may be at rest for a moment before the new tiles come.
    private static async Task AssertNearAsync(
        ViewerPage viewer,
        (double Red, double Green, double Blue) expected,
        double longitude,
        double latitude,
        int radius,
        double tolerance
    )
    {
        (double Red, double Green, double Blue) found;
        var patience = Stopwatch.StartNew();
        do
        {
            found = await viewer.ColourAsync(longitude, latitude, radius);
            double difference = Math.Max(
                Math.Abs(expected.Red - found.Red),
                Math.Max(Math.Abs(expected.Green - found.Green), Math.Abs(expected.Blue - found.Blue))
            );
            if (difference <= tolerance)
            {
                return;
            }

            await viewer.NextFrameAsync();
            await viewer.WaitAsync();
        } while (patience.Elapsed < TimeSpan.FromSeconds(30));

        Assert.Fail($"Expected {expected} within {tolerance}, found {found}.");
    }
}
