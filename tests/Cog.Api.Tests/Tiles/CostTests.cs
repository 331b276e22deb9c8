using System.Globalization;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Api.Tests.Tiles;

/// <summary>What a request costs at the source, counted there: the figures that this product is about.</summary>
public class CostTests
{
    [Theory]
    [InlineData("island-rgb.tif", "12/1854/1642.png", "12/1854/1643.png")]
    [InlineData("island-dem.tif", "11/927/821.npy", "10/463/410.npy")]
    public async Task A_cold_tile_costs_two_reads_another_one_and_the_same_again_none(string file, string tile, string other)
    {
        await using RangeHost host = await RangeHost.StartAsync(
            await File.ReadAllBytesAsync(
                Path.Combine(Path.GetDirectoryName(Sample.PictureReader)!, file),
                TestContext.Current.CancellationToken
            )
        );
        await using TestServer server = await TestServer.StartAsync();

        Cost cold = await Cost.OfAsync(server, $"/cog/tiles/WebMercatorQuad/{tile}", host);
        Cost warm = await Cost.OfAsync(server, $"/cog/tiles/WebMercatorQuad/{other}", host);
        Cost again = await Cost.OfAsync(server, $"/cog/tiles/WebMercatorQuad/{tile}", host);
        Cost bands = await Cost.OfAsync(server, $"/cog/tiles/WebMercatorQuad/{tile}?bidx=1", host);

        Assert.Equal(new(2, 2, "file"), cold);
        Assert.Equal(new(1, 1, "memory"), warm);
        Assert.Equal(new(0, 0, "memory"), again);
        Assert.Equal(new(0, 0, "memory"), bands);
    }

    [Fact]
    public async Task Without_a_block_cache_the_same_tile_costs_a_read_each_time()
    {
        await using RangeHost host = await RangeHost.StartAsync(
            await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken)
        );
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine with { EnableBlockCache = false });

        await Cost.OfAsync(server, "/cog/tiles/WebMercatorQuad/12/1854/1642.png", host);

        Assert.Equal(new(1, 1, "memory"), await Cost.OfAsync(server, "/cog/tiles/WebMercatorQuad/12/1854/1642.png", host));
    }

    [Fact]
    public async Task What_small_tiles_have_read_a_large_one_does_not_read_again()
    {
        await using RangeHost host = await RangeHost.StartAsync(
            await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken)
        );
        await using TestServer server = await TestServer.StartAsync();
        for (int i = 0; i < 4; i++)
        {
            await Cost.OfAsync(server, $"/cog/tiles/WebMercatorQuad/13/{3708 + (i % 2)}/{3284 + (i / 2)}.png", host);
        }

        // The same pixels of the same level, in one piece.
        Assert.Equal(new(0, 0, "memory"), await Cost.OfAsync(server, "/cog/tiles/WebMercatorQuad/12/1854/1642.png?tilesize=512", host));
    }

    [Fact]
    public async Task A_file_smaller_than_the_first_read_costs_one_read_in_all()
    {
        byte[] small = await File.ReadAllBytesAsync(Sevens, TestContext.Current.CancellationToken);
        Assert.True(small.Length < 16_384, $"{Sevens} has {small.Length} bytes.");
        await using RangeHost host = await RangeHost.StartAsync(small);
        await using TestServer server = await TestServer.StartAsync();

        Cost cold = await Cost.OfAsync(server, "/cog/tiles/WebMercatorQuad/10/511/340.npy", host);
        Cost warm = await Cost.OfAsync(server, "/cog/tiles/WebMercatorQuad/10/511/340.npy", host);

        Assert.Equal(new(1, 1, "file"), cold);
        Assert.Equal(new(0, 0, "memory"), warm);
    }

    [Fact]
    public async Task Info_costs_one_read()
    {
        await using RangeHost host = await RangeHost.StartAsync(
            await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken)
        );
        await using TestServer server = await TestServer.StartAsync();

        Assert.Equal(new(1, 1, "file"), await Cost.OfAsync(server, "/cog/info", host));
        Assert.Equal(new(0, 0, "memory"), await Cost.OfAsync(server, "/cog/info", host));
    }

    private static string Sevens { get; } = TestData.PathOf("functions/sevens-3857.tif");

    /// <param name="Requests">As the source counts them.</param>
    /// <param name="Reads">As the answer says.</param>
    /// <param name="HeaderFrom">As the answer says.</param>
    private sealed record Cost(int Requests, int Reads, string HeaderFrom)
    {
        public static async Task<Cost> OfAsync(TestServer server, string path, RangeHost host)
        {
            int before = host.Requests;
            using HttpResponseMessage response = await server.Client.GetAsync(
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={Uri.EscapeDataString(host.Address.AbsoluteUri)}",
                TestContext.Current.CancellationToken
            );
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return new(
                host.Requests - before,
                int.Parse(response.Headers.GetValues("X-Cog-Reads").Single(), CultureInfo.InvariantCulture),
                response.Headers.GetValues("X-Cog-Header").Single()
            );
        }
    }
}
