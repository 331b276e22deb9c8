using System.Net;
using Cog.Api.Mosaics.Documents;
using Cog.Header;
using Cog.Hosting.Settings;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Sources;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Aws;
using Cog.Testing.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Mosaics;

/// <summary>200 files in three CRSs, 100 of them behind the others, on radosgw with every request counted.</summary>
[Collection(nameof(Alone))]
public class LargeMosaicTests(AwsServices services)
{
    private const int Side = 10;
    private const int Pixels = 64;

    // Around tile 8/130/90 of WebMercatorQuad: 2.8125 to 4.21875 degrees east, 46.07 to 47.04 degrees north.
    private static readonly BoundingBox s_area = new(2.7, 46.0, 4.35, 47.15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tile_asks_the_table_once_each_file_in_it_once_and_no_file_behind()
    {
        await using Mosaic mosaic = await Mosaic.CreateAsync(services);
        await mosaic.WarmAsync();
        mosaic.Proxy.Clear();
        mosaic.Table.Calls.Clear();

        using HttpResponseMessage tile = await mosaic.GetAsync(8, 130, 90);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        byte[] data = NumPyResponse.Parse(await tile.Content.ReadAsByteArrayAsync(Token)).Data;
        Assert.DoesNotContain((byte)0, data[(256 * 256)..]); // Every pixel is there.
        string[] asked =
        [
            .. mosaic.Proxy.Exchanges.Select(e => e.Request.Head.Split(' ')[1].Split('?')[0].Split('/')[^1]).Where(n => n != "mosaic.json"),
        ];
        Assert.StartsWith("get ", Assert.Single(mosaic.Table.Calls), StringComparison.Ordinal);
        Assert.NotEmpty(asked);
        Assert.Equal(asked.Distinct().Order(), asked.Order()); // Once each.
        Assert.DoesNotContain(asked, name => name.StartsWith("behind", StringComparison.Ordinal));

        // The tile lies in all of the area but its rim, whose cells reach into it.
        Assert.InRange(asked.Length, 64, 100);

        // Each file's own value stands in the middle of its cell.
        foreach (int cell in (int[])[11, 25, 48, 77])
        {
            BoundingBox box = CellOf(cell);
            (double x, double y) = CrsTransform
                .Create(Crs.Wgs84, Crs.WebMercator)
                .Transform((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
            BoundingBox frame = TileMatrixSets.Registered.Find("WebMercatorQuad")!.BoundsOf(new(8, 130, 90))!.Value;
            int column = (int)((x - frame.MinX) / frame.Width * 256),
                row = (int)((frame.MaxY - y) / frame.Height * 256);
            Assert.Equal(ValueOf(cell), data[(row * 256) + column]);
        }
    }

    [Fact]
    public async Task Memory_stays_what_it_is_over_a_thousand_tiles()
    {
        await using Mosaic mosaic = await Mosaic.CreateAsync(services);
        await mosaic.WarmAsync();
        const int Zoom = 11;
        for (int i = 0; i < 100; i++)
        {
            await TileAsync(i);
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1000; i++)
        {
            await TileAsync(i);
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{grown} bytes more after 1000 tiles; {before} before.");
        Assert.InRange(grown, long.MinValue, 4 << 20);

        async Task TileAsync(int i)
        {
            using HttpResponseMessage tile = await mosaic.GetAsync(Zoom, 1040 + (i % 8), 720 + (i / 8 % 8), $"&nodata=0&n={i}");
            Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
            mosaic.Proxy.Clear();
        }
    }

    private static BoundingBox CellOf(int cell)
    {
        double width = s_area.Width / Side,
            height = s_area.Height / Side;
        double west = s_area.MinX + (cell % Side * width),
            north = s_area.MaxY - (cell / Side * height);

        // Cells overlap by a fifth, so that there are no gaps between grids that are turned against each other.
        return new(west - (0.1 * width), north - (1.1 * height), west + (1.1 * width), north + (0.1 * height));
    }

    private static byte ValueOf(int cell) => (byte)(1 + cell);

    private static byte[] FileOf(int cell, byte value)
    {
        int code = (cell % 3) switch
        {
            0 => 3857,
            1 => 4326,
            _ => 32631,
        };
        BoundingBox box = CrsTransform.Create(Crs.Wgs84, Crs.FromEpsg(code)).TransformBounds(CellOf(cell));
        double[] keys = code == 4326 ? [1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, code] : [1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, code];
        byte[] block = new byte[Pixels * Pixels];
        Array.Fill(block, value);
        return new TiffBuilder()
            .Add(
                new IfdBuilder(Pixels, Pixels)
                    .Tiled(Pixels, Pixels)
                    .With(TagId.ModelPixelScale, FieldType.Double, box.Width / Pixels, box.Height / Pixels, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, box.MinX, box.MaxY, 0)
                    .With(TagId.GeoKeyDirectory, FieldType.Short, keys)
                    .WithBlocks([block])
            )
            .Build();
    }

    private sealed class Mosaic : IAsyncDisposable
    {
        private CogOptions _options = new();
        private string _document = "";

        public required CountingProxy Proxy { get; init; }

        public required S3Bucket Bucket { get; init; }

        public FakeHeaderCache Table { get; } = new();

        private TestServer Server { get; set; } = null!;

        public static async Task<Mosaic> CreateAsync(AwsServices services)
        {
            RadosGateway gateway = await services.S3Async();
            var mosaic = new Mosaic { Proxy = new(gateway.Endpoint), Bucket = await S3Bucket.CreateAsync(gateway) };
            var files = new List<MosaicFile>();
            foreach (string kind in (string[])["top", "behind"])
            {
                for (int cell = 0; cell < Side * Side; cell++)
                {
                    byte[] file = FileOf(cell, kind == "top" ? ValueOf(cell) : (byte)255);
                    await mosaic.Bucket.PutAsync($"{kind}{cell}.tif", file);
                    CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);
                    files.Add(MosaicFile.Of(mosaic.Bucket.UriOf($"{kind}{cell}.tif"), reader.Header));
                }
            }

            await mosaic.Bucket.PutAsync("mosaic.json", MosaicBuilder.Build(files, new() { MinZoom = 8, MaxZoom = 12 }));
            mosaic._document = mosaic.Bucket.UriOf("mosaic.json");
            mosaic._options = new()
            {
                AllowedSources = [$"s3://{mosaic.Bucket.Name}/"],
                Aws = AwsServices.Options(mosaic.Proxy.Address, RadosGateway.Owner),
            };
            await mosaic.RestartAsync();
            return mosaic;
        }

        /// <summary>The table has every header, and a new function has none in memory.</summary>
        public async Task WarmAsync()
        {
            foreach (string kind in (string[])["top", "behind"])
            {
                for (int cell = 0; cell < Side * Side; cell++)
                {
                    string url = Uri.EscapeDataString(Bucket.UriOf($"{kind}{cell}.tif"));
                    using HttpResponseMessage info = await Server.Client.GetAsync($"/cog/info?url={url}", Token);
                    Assert.Equal(HttpStatusCode.OK, info.StatusCode);
                }
            }

            await RestartAsync();
        }

        public Task<HttpResponseMessage> GetAsync(int zoom, int column, int row, string more = "") =>
            Server.Client.GetAsync(
                $"/mosaicjson/tiles/WebMercatorQuad/{zoom}/{column}/{row}.npy?url={Uri.EscapeDataString(_document)}{more}",
                Token
            );

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Proxy.DisposeAsync();
            Bucket.Dispose();
        }

        private async Task RestartAsync()
        {
            if (Server is not null)
            {
                await Server.DisposeAsync();
            }

            Server = await TestServer.StartAsync(_options, s => s.AddSingleton<IHeaderCache>(Table));
        }
    }
}
