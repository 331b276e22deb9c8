using System.Text.Json;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;
using Microsoft.Playwright;

namespace Cog.Cli.Tests;

/// <summary>
/// Leaflet and OpenLayers, in a browser, with tiles by <c>{z}/{x}/{y}</c>: the address that TileJSON tells them, or one as people write
/// it. Colours of the island are GDAL's, as in <see cref="ViewerTests"/>.
/// </summary>
public sealed class TileClientsTests : IAsyncLifetime
{
    // The mean of 9 x 9 pixels around a place, whatever element of the page shows them.
    private const string Mean = """
        const meanOf = (data) => [0, 1, 2, 3].map((c) => [...data].filter((_, i) => i % 4 === c).reduce((a, b) => a + b) / 81);
        """;

    private const string Leaflet = """
        async ({ template, tileJson, options, place }) => {
          const document_ = tileJson ? await (await fetch(tileJson)).json() : null;
          const map = L.map('map', { zoomAnimation: false, fadeAnimation: false }).setView([place[1], place[0]], 12);
          const limits = document_ ? { minZoom: document_.minzoom, maxNativeZoom: document_.maxzoom } : {};
          const layer = L.tileLayer(document_ ? document_.tiles[0] : template, { ...limits, ...options });
          await new Promise((done) => layer.on('load', done).addTo(map));
          const { x, y } = map.latLngToContainerPoint([place[1], place[0]]);
          const canvas = new OffscreenCanvas(600, 600).getContext('2d');
          for (const image of [...document.querySelectorAll('img.leaflet-tile')].filter((tile) => tile.naturalWidth > 0)) { // No 404
            const box = image.getBoundingClientRect();
            canvas.drawImage(image, box.x, box.y, box.width, box.height);
          }
          return { mean: meanOf(canvas.getImageData(x - 4, y - 4, 9, 9).data) };
        }
        """;

    private const string OpenLayers = """
        async ({ template, tileJson, options, place }) => {
          const source = tileJson
            ? new ol.source.TileJSON({ url: tileJson, crossOrigin: 'anonymous', ...options })
            : new ol.source.XYZ({ url: template, crossOrigin: 'anonymous', ...options });
          await new Promise((done) => {
            const look = () => source.getState() === 'ready' && done();
            source.on('change', look);
            look();
          });
          const view = new ol.View({ center: ol.proj.fromLonLat(place), zoom: 12 });
          const map = new ol.Map({ target: 'map', pixelRatio: 1, controls: [], layers: [new ol.layer.Tile({ source })], view });
          await new Promise((done) => map.once('rendercomplete', done));
          const [x, y] = map.getPixelFromCoordinate(ol.proj.fromLonLat(place));
          const canvas = document.querySelector('#map canvas').getContext('2d');
          return { mean: meanOf(canvas.getImageData(x - 4, y - 4, 9, 9).data) };
        }
        """;

    private static readonly double[] s_land = [-17.063700, 33.548439],
        s_sea = [-17.090057, 33.569638];

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
    [InlineData("leaflet", "", "cog/WebMercatorQuad/tilejson.json?")]
    [InlineData("leaflet", "", "cog/WebMercatorQuad/tilejson.json?tilesize=256&tile_format=png&")]
    [InlineData("leaflet", "cog/tiles/WebMercatorQuad/{z}/{x}/{y}?", "")]
    [InlineData("leaflet", "cog/tiles/WebMercatorQuad/{z}/{x}/{y}@2x.png?", "")]
    [InlineData("leaflet", "cog/tiles/{z}/{x}/{y}.webp?", "")]
    [InlineData("ol", "", "cog/WebMercatorQuad/tilejson.json?")]
    [InlineData("ol", "cog/tiles/WebMercatorQuad/{z}/{x}/{y}?", "")]
    [InlineData("ol", "cog/tiles/WebMercatorQuad/{z}/{x}/{y}@2x.png?", "")]
    public async Task Shows_the_island_where_it_is(string library, string template, string tileJson)
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        Assert.SkipWhen(ClientPackages.Missing is not null, ClientPackages.Missing ?? "");

        JsonElement land = await ShowAsync(library, template, tileJson, s_land),
            sea = await ShowAsync(library, template, tileJson, s_sea);

        double[] mean = [.. land.GetProperty("mean").EnumerateArray().Select(number => number.GetDouble())];
        Assert.All(mean.Zip([71.5, 112.1, 55.4, 255]), pair => Assert.Equal(pair.First, pair.Second, 14.0));
        Assert.Equal(0, sea.GetProperty("mean")[3].GetDouble(), 1.0); // Masked: nothing is drawn.
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

    private async Task<JsonElement> ShowAsync(string library, string template, string tileJson, double[] place)
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
            string style = await File.ReadAllTextAsync(
                await ClientPackages.FindAsync("leaflet/dist/leaflet.css"),
                TestContext.Current.CancellationToken
            );
            await page.RouteAsync("**/tiles-test", route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body = $"<!doctype html><style>{style}\n#map{{width:600px;height:600px}}body{{margin:0}}</style><div id=map></div>",
                    }
                )
            );
            await page.GotoAsync(new Uri(_cog!.Address, "tiles-test").AbsoluteUri);
            await page.AddScriptTagAsync(
                new() { Path = await ClientPackages.FindAsync(library == "ol" ? "ol/dist/ol.js" : "leaflet/dist/leaflet.js") }
            );
            await page.AddScriptTagAsync(new() { Content = Mean });
            string file = $"url={Uri.EscapeDataString(Sample.PictureReader)}";
            return await page.EvaluateAsync<JsonElement>(
                library == "ol" ? OpenLayers : Leaflet,
                new
                {
                    template = template.Length == 0 ? null : $"{_cog.Address}{template}{file}",
                    tileJson = tileJson.Length == 0 ? null : $"{_cog.Address}{tileJson}{file}",
                    options = new { },
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
