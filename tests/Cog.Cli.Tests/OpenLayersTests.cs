using System.Text.Json;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;
using Microsoft.Playwright;

namespace Cog.Cli.Tests;

/// <summary>OpenLayers, in a browser, with nothing but the address of the capabilities. Colours of the island are GDAL's, as in
/// <see cref="ViewerTests"/>.</summary>
public sealed class OpenLayersTests : IAsyncLifetime
{
    // What a page does that has OpenLayers and an address: its own reader, its own options, no number of ours.
    private const string Script = """
        async ({ address, matrixSet, place }) => {
          const text = await (await fetch(address)).text();
          const capabilities = new ol.format.WMTSCapabilities().read(text);
          const layer = capabilities.Contents.Layer.find((l) => l.TileMatrixSetLink.some((s) => s.TileMatrixSet === matrixSet));
          const options = ol.source.WMTS.optionsFromCapabilities(capabilities, { layer: layer.Identifier, matrixSet });
          options.crossOrigin = 'anonymous';
          const source = new ol.source.WMTS(options);
          const failures = [];
          source.on('tileloaderror', ({ tile }) => failures.push(tile.src_ ?? tile.key));
          const projection = options.projection;
          const extent = ol.proj.transformExtent(layer.WGS84BoundingBox, 'EPSG:4326', projection);
          const view = new ol.View({ projection });
          const map = new ol.Map({ target: 'map', pixelRatio: 1, controls: [], layers: [new ol.layer.Tile({ source })], view });
          map.getView().fit(extent, { size: map.getSize() });
          await new Promise((done) => map.once('rendercomplete', done));
          const [x, y] = map.getPixelFromCoordinate(ol.proj.fromLonLat(place, projection));
          const canvas = document.querySelector('#map canvas');
          const pixels = [...canvas.getContext('2d').getImageData(x - 4, y - 4, 9, 9).data];
          const mean = [0, 1, 2, 3].map((c) => pixels.filter((_, i) => i % 4 === c).reduce((a, b) => a + b) / 81);
          return { name: layer.Title, bounds: layer.WGS84BoundingBox, zoom: map.getView().getZoom(), mean, failures };
        }
        """;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private CogProcess? _cog;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is not null && ClientPackages.Missing is null)
        {
            _cog = await CogProcess.ServeAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await Chromium.LaunchAsync(_playwright);
        }
    }

    [Theory]
    [InlineData("cog/WMTSCapabilities.xml", "WebMercatorQuad")]
    [InlineData("cog/WMTSCapabilities.xml", "WGS1984Quad")]
    [InlineData("cog/WMTSCapabilities.xml", "WorldCRS84Quad")]
    [InlineData("cog/WebMercatorQuad/WMTSCapabilities.xml", "WebMercatorQuad")]
    public async Task Shows_the_island_where_it_is(string path, string set)
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        Assert.SkipWhen(ClientPackages.Missing is not null, ClientPackages.Missing ?? "");

        JsonElement land = await ShowAsync(path, set, [-17.063700, 33.548439]),
            sea = await ShowAsync(path, set, [-17.090057, 33.569638]);

        double[] bounds = [.. land.GetProperty("bounds").EnumerateArray().Select(number => number.GetDouble())];
        Assert.All(bounds.Zip([-17.1566, 33.5, -17.0, 33.7]), pair => Assert.Equal(pair.First, pair.Second, 0.2));
        double[] mean = [.. land.GetProperty("mean").EnumerateArray().Select(number => number.GetDouble())];
        Assert.All(mean.Zip([71.5, 112.1, 55.4, 255]), pair => Assert.Equal(pair.First, pair.Second, 14.0));
        Assert.Equal(0, sea.GetProperty("mean")[3].GetDouble(), 1.0); // Masked: nothing is drawn.
        Assert.Equal("[]", land.GetProperty("failures").GetRawText());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_cog is not null)
        {
            await _cog.DisposeAsync();
        }
    }

    private async Task<JsonElement> ShowAsync(string path, string matrixSet, double[] place)
    {
        IPage page = await _browser!.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 600, Height = 600 },
            }
        );
        try
        {
            // A page of the same origin: the server has none of these.
            await page.RouteAsync("**/open-layers-test", route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body = "<!doctype html><style>#map{width:600px;height:600px}body{margin:0}</style><div id=map></div>",
                    }
                )
            );
            await page.GotoAsync(new Uri(_cog!.Address, "open-layers-test").AbsoluteUri);
            await page.AddScriptTagAsync(new() { Path = await ClientPackages.FindAsync("ol/dist/ol.js") });
            string file = Uri.EscapeDataString(Sample.PictureReader);
            return await page.EvaluateAsync<JsonElement>(
                Script,
                new
                {
                    address = new Uri(_cog.Address, $"{path}?url={file}").AbsoluteUri,
                    matrixSet,
                    place,
                }
            );
        }
        finally
        {
            await page.CloseAsync();
        }
    }
}
