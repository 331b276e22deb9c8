using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Cog.Hosting.Files;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Tiles;

/// <summary>
/// An image without overviews that is larger than what may be in memory at once, read by every kind of method: four colours, one for each
/// quarter, so that what a picture shows of it is known.
/// </summary>
public class LargeFileTests(ITestOutputHelper output)
{
    private const int Side = 9_216,
        Block = 512;

    // Of any image: 64 MB of samples and mask are read at once, with what they become on the grid of a warp on top. This image takes
    // 162 MB, and as much there.
    private const long MostBytes = 224L << 20;

    private static readonly byte[] s_colors = [10, 90, 170, 250];

    [Theory]
    [InlineData("resampling=nearest")]
    [InlineData("resampling=bilinear")]
    [InlineData("resampling=cubic")]
    [InlineData("resampling=average")]
    [InlineData("resampling=mode")]
    [InlineData("reproject=bilinear&resampling=bilinear")]
    [InlineData("reproject=average&resampling=average")]
    [InlineData("reproject=max")]
    [InlineData("reproject=sum")]
    public async Task Pictures_at_every_zoom_are_right_in_bounded_memory(string methods)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string path = Path.Combine(Path.GetTempPath(), $"large-{Guid.NewGuid():N}.tif");
        await File.WriteAllBytesAsync(path, Build(), token);
        try
        {
            var pool = new CountingMemoryPool();
            await using TestServer server = await StartAsync(pool);
            string file = Uri.EscapeDataString(path);
            using JsonDocument tiles = JsonDocument.Parse(
                await server.Client.GetStringAsync($"/cog/WebMercatorQuad/tilejson.json?url={file}", token)
            );
            double[] bounds = [.. tiles.RootElement.GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble())];
            int least = tiles.RootElement.GetProperty("minzoom").GetInt32(),
                most = tiles.RootElement.GetProperty("maxzoom").GetInt32();

            foreach (int zoom in (int[])[least, least + 1, most - 1])
            {
                (int x, int y) = TileAt((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, zoom);
                NumPyResponse tile = await ReadAsync(server, $"/cog/tiles/WebMercatorQuad/{zoom}/{x}/{y}.npy?url={file}&{methods}");
                output.WriteLine($"{zoom}/{x}/{y}: {Shares(tile)}, {pool.PeakBytes >> 20} MB");
                Assert.True(Known(tile) >= 0.94, $"{zoom}/{x}/{y}: {Shares(tile)}");
                Assert.True(zoom > least || s_colors.All(Valid(tile).Contains), Shares(tile));
            }

            if (!methods.Contains("reproject", StringComparison.Ordinal))
            {
                NumPyResponse preview = await ReadAsync(server, $"/cog/preview.npy?url={file}&max_size=128&{methods}");
                Assert.Equal([2, 128, 128], preview.Shape);
                for (int i = 0; i < 4; i++)
                {
                    Assert.Equal(s_colors[i], preview.Data[((32 + (i / 2 * 64)) * 128) + 32 + (i % 2 * 64)]);
                }

                using JsonDocument statistics = JsonDocument.Parse(
                    await server.Client.GetStringAsync($"/cog/statistics?url={file}&max_size=128&{methods}", token)
                );
                JsonElement band = statistics.RootElement.GetProperty("b1");
                Assert.Equal((128 * 128, 130.0), (band.GetProperty("count").GetDouble(), Math.Round(band.GetProperty("mean").GetDouble())));
            }

            output.WriteLine($"{methods}: {pool.PeakBytes >> 20} MB at most, of an image of {(long)Side * Side >> 20} MB");
            Assert.InRange(pool.PeakBytes, 1, MostBytes);
            Assert.Equal(0, pool.Rented);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Build()
    {
        byte[][] quarters = [.. s_colors.Select(color => Deflate([.. Enumerable.Repeat(color, Block * Block)]))];
        const int Across = Side / Block;
        return new TiffBuilder()
            .Add(
                new IfdBuilder(Side, Side)
                    .Tiled(Block, Block)
                    .With(TagId.Compression, FieldType.Short, (int)Compression.AdobeDeflate)
                    .With(TagId.ModelPixelScale, FieldType.Double, 0.05, 0.05, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500_000, 5_700_000, 0)
                    .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32633)
                    .WithBlocks(
                        Enumerable
                            .Range(0, Across * Across)
                            .Select(i => quarters[(i / Across / (Across / 2) * 2) + (i % Across / (Across / 2))])
                    )
            )
            .Build();
    }

    private static byte[] Deflate(byte[] block)
    {
        using var stored = new MemoryStream();
        using (var zlib = new ZLibStream(stored, CompressionLevel.Fastest))
        {
            zlib.Write(block);
        }

        return stored.ToArray();
    }

    private static Task<TestServer> StartAsync(CountingMemoryPool pool) => TestServer.StartAsync(CogOptions.LocalMachine, services =>
        {
            CogReaderOptions reader = services.Select(s => s.ImplementationInstance).OfType<CogReaderOptions>().Single();
            reader = reader with
            {
                Pool = pool,
                Limits = reader.Limits with { MaxTimePerRequest = TimeSpan.FromMinutes(5) }, // Memory is what counts, on any machine.
            };
            services.AddSingleton(reader);
            services.AddSingleton(new HeaderStore(null, CogOptions.LocalMachine, reader, TimeProvider.System));
        });

    private static async Task<NumPyResponse> ReadAsync(TestServer server, string path)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {System.Text.Encoding.UTF8.GetString(body)}");
        return NumPyResponse.Parse(body);
    }

    // Of the image, then its mask.
    private static byte[] Valid(NumPyResponse tile)
    {
        int pixels = tile.Data.Length / 2;
        return [.. Enumerable.Range(0, pixels).Where(i => tile.Data[pixels + i] == 255).Select(i => tile.Data[i])];
    }

    private static double Known(NumPyResponse tile) =>
        Valid(tile) is { Length: > 0 } valid ? valid.Count(v => s_colors.Any(c => Math.Abs(v - c) <= 1)) / (double)valid.Length : 0;

    private static string Shares(NumPyResponse tile) =>
        string.Join(", ", s_colors.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c}: {Valid(tile).Count(v => v == c)}")));

    private static (int X, int Y) TileAt(double longitude, double latitude, int zoom)
    {
        double side = Math.Pow(2, zoom),
            sine = Math.Sin(latitude * Math.PI / 180);
        return ((int)((longitude + 180) / 360 * side), (int)((0.5 - (Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI))) * side));
    }
}
