using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Cog.Header;
using Cog.Hosting.Settings;
using Cog.Rendering.Tiling;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Mosaics;

/// <summary>Grey maps on a web server of their own, a table of headers, and the functions.</summary>
internal sealed class MosaicFixture : IAsyncDisposable
{
    /// <summary>The tile that the maps are around: of WebMercatorQuad.</summary>
    public static readonly TileIndex Tile = new(8, 130, 90);

    private MosaicFixture(FilesHost host) => Host = host;

    public FilesHost Host { get; }

    public FakeHeaderCache Table { get; } = new();

    public TestServer Server { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<MosaicFixture> CreateAsync()
    {
        var fixture = new MosaicFixture(await FilesHost.StartAsync());
        await fixture.RestartAsync();
        return fixture;
    }

    /// <summary>A function that has just been started: nothing is in memory, the table is as it was.</summary>
    public async Task RestartAsync(Func<CogOptions, CogOptions>? settings = null)
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        CogOptions options = CogOptions.LocalMachine with { ExternalOverviews = false };
        Server = await TestServer.StartAsync(settings?.Invoke(options) ?? options, services => services.AddSingleton<IHeaderCache>(Table));
    }

    /// <summary>A map of the whole tile.</summary>
    public string PutWhole(string name, byte value, Func<int, int, bool>? isShown = null) =>
        Put(name, new MapFile(Tile.Z, (int)Tile.X, (int)Tile.Y, 1, 1), value, isShown);

    /// <summary>A map of the left half of the tile, or of the right one.</summary>
    public string PutHalf(string name, byte value, bool right) =>
        Put(name, new MapFile(Tile.Z + 1, (int)(Tile.X * 2) + (right ? 1 : 0), (int)Tile.Y * 2, 1, 2), value, null);

    /// <summary>A map of one value; 0, its nodata value, where it is not shown.</summary>
    public string Put(string name, MapFile map, byte value, Func<int, int, bool>? isShown)
    {
        Host.Put(name, FileOf(map, value, isShown));
        return Host.AddressOf(name);
    }

    public static byte[] FileOf(MapFile map, byte value, Func<int, int, bool>? isShown)
    {
        byte[] block = new byte[256 * 256];
        var blocks = new List<byte[]>();
        for (int top = 0; top < map.Down; top++)
        {
            for (int left = 0; left < map.Across; left++)
            {
                for (int i = 0; i < block.Length; i++)
                {
                    block[i] = isShown?.Invoke((left * 256) + (i % 256), (top * 256) + (i / 256)) == false ? (byte)0 : value;
                }

                blocks.Add([.. block]);
            }
        }

        return new TiffBuilder().Add(map.Directory().With(TagId.GdalNoData, "0").WithBlocks(blocks)).Build();
    }

    /// <summary>A MosaicJSON with these files in the quadkey of <see cref="Tile"/>.</summary>
    public string PutDocument(IEnumerable<string> files, string name = "mosaic.json")
    {
        byte[] json = Encoding.UTF8.GetBytes(
            $$"""
            {"mosaicjson": "0.0.3", "minzoom": 7, "maxzoom": 12, "quadkey_zoom": 8, "bounds": [2.8, 46.5, 4.3, 47.6],
            "tiles": {"{{Quadkey.Of(Tile)}}": [{{string.Join(", ", files.Select(f => $"\"{f}\""))}}]} }
            """
        );
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new MemoryStream();
            using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            {
                zip.Write(json);
            }

            json = packed.ToArray();
        }

        Host.Put(name, json);
        return Host.AddressOf(name);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string document, string more = "", string? etag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?url={Uri.EscapeDataString(document)}{more}");
        if (etag is not null)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(etag));
        }

        return Server.Client.SendAsync(request, Token);
    }

    public Task<HttpResponseMessage> GetTileAsync(string document, string more = "", string? etag = null) =>
        GetAsync($"/mosaicjson/tiles/WebMercatorQuad/{Tile.Z}/{Tile.X}/{Tile.Y}.npy", document, more, etag);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Host.DisposeAsync();
    }
}
