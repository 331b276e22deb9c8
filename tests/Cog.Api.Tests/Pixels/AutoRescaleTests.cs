using System.Net;
using Cog.Header;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Cog.Api.Tests.Pixels;

/// <summary>Pictures that nobody gave a range for.</summary>
/// <remarks>
/// Expected ranges are NumPy's of what GDAL reads: <c>a = band.GetOverview(0).ReadAsArray()</c>, <c>m = its mask band</c>,
/// <c>np.percentile(a[m != 0].astype(float), [2, 98])</c>. The first overview of island-dem.tif, of 384 × 384 pixels, is its smallest of
/// 256 pixels or more; ramp-3857.tif has none of them, and its image is counted.
/// </remarks>
public class AutoRescaleTests
{
    private const double Low = 5.566666603088379;
    private const double High = 805.6609960937492;
    private const string Tile = "/cog/tiles/WebMercatorQuad/11/927/821";

    private static readonly CogOptions s_withoutBlocks = CogOptions.LocalMachine with { EnableBlockCache = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<TestServer> StartAsync(FakeHeaderCache? table = null, CogOptions? options = null) =>
        TestServer.StartAsync(options ?? s_withoutBlocks, services =>
        {
            if (table is not null)
            {
                services.AddSingleton<IHeaderCache>(table);
            }
        });

    [Theory]
    [InlineData("/cog/tiles/WebMercatorQuad/11/927/821", "")]
    [InlineData("/cog/tiles/WebMercatorQuad/12/1854/1642", "")]
    [InlineData("/cog/tiles/WebMercatorQuad/10/463/410", "&rescale=auto")]
    [InlineData("/cog/preview", "")]
    public async Task Every_tile_of_a_map_has_the_scale_of_the_file(string path, string more)
    {
        await using TestServer server = await StartAsync();
        string query = $"?url={Sample.Heights}{more}";
        NumPyResponse values = NumPyResponse.Parse(await server.Client.GetByteArrayAsync($"{path}.npy?url={Sample.Heights}", Cancellation));
        using SKBitmap picture = SKBitmap.Decode(await server.Client.GetByteArrayAsync($"{path}.png{query}", Cancellation));

        float[] heights = [.. values.As<float>()];
        int pixels = heights.Length / 2,
            seen = 0;
        for (int i = 0; i < pixels; i++)
        {
            if (heights[pixels + i] > 0)
            {
                double grey = (Math.Clamp(heights[i], Low, High) - Low) / (High - Low) * 255;
                Assert.InRange(picture.GetPixel(i % picture.Width, i / picture.Width).Red, (int)grey - 1, (int)grey + 1);
                seen++;
            }
        }

        Assert.InRange(seen, 100, pixels);
    }

    [Theory]
    [InlineData("npy")]
    [InlineData("tif")]
    public async Task Arrays_and_tiffs_are_scaled_only_if_asked(string format)
    {
        await using TestServer server = await StartAsync();

        byte[] asStored = await server.Client.GetByteArrayAsync($"{Tile}.{format}?url={Sample.Heights}", Cancellation);
        byte[] auto = await server.Client.GetByteArrayAsync($"{Tile}.{format}?rescale=auto&url={Sample.Heights}", Cancellation);
        byte[] told = await server.Client.GetByteArrayAsync(
            FormattableString.Invariant($"{Tile}.{format}?rescale={Low:R},{High:R}&url={Sample.Heights}"),
            Cancellation
        );

        Assert.NotEqual(asStored, auto);
        Assert.Equal(told, auto);
    }

    [Fact]
    public async Task Fifty_tiles_at_once_are_counted_for_once()
    {
        await using RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(Sample.Heights, Cancellation));
        int plain = await ReadsOfAsync(host, 1, ".npy"),
            counted = await ReadsOfAsync(host, 1, ".png");
        Assert.InRange(counted - plain, 1, 4);

        int header = (2 * plain) - await ReadsOfAsync(host, 2, ".npy");
        int tile = plain - header;
        Assert.Equal((counted - plain) + header + (50 * tile), await ReadsOfAsync(host, 50, ".png"));
    }

    [Fact]
    public async Task A_second_process_takes_the_range_from_the_table()
    {
        await using RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(Sample.Heights, Cancellation));
        var table = new FakeHeaderCache();
        int first = await ReadsOfAsync(host, 1, ".png", table);
        byte[] picture = await PictureOfAsync(host, table);

        ValueRange kept = Assert.Single(table.Items.Values).Ranges[0];
        Assert.Equal((Low, High), (kept.Minimum, kept.Maximum));
        Assert.Equal(1, table.Calls.Count(c => c == "ranges"));

        // The header and the range from the table: the tile's own blocks are all that is read.
        int second = await ReadsOfAsync(host, 1, ".png", table),
            plain = await ReadsOfAsync(host, 1, ".npy", table);
        Assert.Equal(plain, second);
        Assert.True(second < first);
        Assert.Equal(picture, await PictureOfAsync(host, null));
        Assert.Equal(1, table.Calls.Count(c => c == "ranges"));
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_counted_anew()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        var table = new FakeHeaderCache();
        await using TestServer server = await StartAsync(table);
        try
        {
            File.Copy(FunctionsFixture.Ramp, path);
            await server.Client.GetByteArrayAsync($"/cog/preview.png?url={path}", Cancellation);
            ValueRange before = table.Items.Values.Single().Ranges[0];
            File.Copy(TestData.PathOf("functions/sevens-3857.tif"), path + ".new");
            File.Move(path + ".new", path, overwrite: true);
            await server.Client.GetByteArrayAsync($"/cog/preview.png?url={path}", Cancellation);
            ValueRange after = table.Items.Values.Single().Ranges[0];

            Assert.Equal(new ValueRange(1492.46, 64234.54), before);
            Assert.Equal(new ValueRange(7, 7), after);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task What_is_computed_is_counted_by_what_it_is()
    {
        var table = new FakeHeaderCache();
        await using TestServer server = await StartAsync(table);

        byte[] own = await server.Client.GetByteArrayAsync($"/cog/preview.png?url={FunctionsFixture.Ramp}", Cancellation);
        byte[] unscaled = await server.Client.GetByteArrayAsync($"/cog/preview.png?unscale=true&url={FunctionsFixture.Ramp}", Cancellation);
        byte[] other = await server.Client.GetByteArrayAsync($"/cog/preview.png?nodata=65000&url={FunctionsFixture.Ramp}", Cancellation);

        Assert.NotEqual(own, other);
        Assert.InRange(unscaled.Length, own.Length / 2, own.Length * 2);
        Assert.Equal(1, table.Calls.Count(c => c == "ranges")); // Of the file's own values alone.
    }

    [Fact]
    public async Task A_count_that_exceeds_a_limit_fails_the_picture()
    {
        await using TestServer server = await StartAsync(
            options: s_withoutBlocks with
            {
                Reader = s_withoutBlocks.Reader with { Limits = s_withoutBlocks.Reader.Limits with { MaxBlocksPerRequest = 1 } },
            }
        );
        string url = $"/cog/tiles/CogGrid/2/1/1.png?url={Sample.Heights}";
        using HttpResponseMessage response = await server.Client.GetAsync(url, Cancellation);
        using HttpResponseMessage told = await server.Client.GetAsync(url + "&rescale=0,1000", Cancellation);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (response.StatusCode, told.StatusCode));
        Assert.Contains(
            "The range of the values cannot be counted; with rescale=minimum,maximum it need not be.",
            await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task By_tile_each_picture_has_a_range_of_its_own()
    {
        await using TestServer byTile = await StartAsync(options: s_withoutBlocks with { RescaleByTile = true });
        await using TestServer byFile = await StartAsync();
        string query = $"?url={Sample.Heights}";

        using HttpResponseMessage one = await byTile.Client.GetAsync($"{Tile}.png{query}", Cancellation);
        using HttpResponseMessage two = await byFile.Client.GetAsync($"{Tile}.png{query}", Cancellation);
        byte[] asked = await byTile.Client.GetByteArrayAsync($"{Tile}.png{query}&rescale=auto", Cancellation);

        Assert.NotEqual(one.Headers.ETag, two.Headers.ETag);
        Assert.NotEqual(await one.Content.ReadAsByteArrayAsync(Cancellation), await two.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(await two.Content.ReadAsByteArrayAsync(Cancellation), asked);
    }

    // Each from a process of its own, whose memory is empty.
    private static async Task<int> ReadsOfAsync(RangeHost host, int requests, string format, FakeHeaderCache? table = null)
    {
        await using TestServer server = await StartAsync(table);
        int before = host.Requests;
        await Task.WhenAll(
            Enumerable
                .Range(0, requests)
                .Select(_ => server.Client.GetByteArrayAsync($"{Tile}{format}?url={host.Address}file.tif", Cancellation))
        );
        return host.Requests - before;
    }

    private static async Task<byte[]> PictureOfAsync(RangeHost host, FakeHeaderCache? table)
    {
        await using TestServer server = await StartAsync(table);
        return await server.Client.GetByteArrayAsync($"{Tile}.png?url={host.Address}file.tif", Cancellation);
    }
}
