using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cog.Testing.Web.Cli;
using Microsoft.Playwright;
using SkiaSharp;

namespace Cog.Cli.Tests;

/// <summary>
/// The pages in a browser: nothing is asked of another host, and nothing is refused by their own policies. Colours of the island are
/// GDAL's, as in <see cref="ViewerTests"/>.
/// </summary>
public sealed partial class PageTests(ViewerFixture fixture) : IClassFixture<ViewerFixture>
{
    private const double LandLongitude = -17.063700,
        LandLatitude = 33.548439,
        SeaLongitude = -17.090057,
        SeaLatitude = 33.569638;

    // gdaltransform -s_srs EPSG:4326 -t_srs EPSG:32628 of land and sea.
    private const string UtmLand = "308403.03, 3713997.02",
        UtmSea = "306003.01, 3716397.01";

    private static string File => Uri.EscapeDataString(Sample.PictureReader);

    [Theory]
    [InlineData("map.html")]
    [InlineData("map")]
    public async Task A_map_of_WebMercatorQuad_shows_the_island(string name)
    {
        (IPage page, List<string> faults) = await OpenAsync($"cog/WebMercatorQuad/{name}?url={File}");
        await IdleAsync(page);

        (double[] land, double[] sea) = (
            await ColourAsync(page, await ProjectAsync(LandLongitude, LandLatitude)),
            await ColourAsync(page, await ProjectAsync(SeaLongitude, SeaLatitude))
        );
        AssertNear([71.5, 112.1, 55.4], land, 14);
        AssertNear([232, 237, 240], sea, 4);
        Assert.Empty(faults);
        await page.CloseAsync();

        async Task<double[]> ProjectAsync(double longitude, double latitude)
        {
            JsonElement pixel = await page.EvaluateAsync<JsonElement>(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"(() => {{ const p = cogMap.project([{longitude}, {latitude}]); return [p.x, p.y]; }})()"
                )
            );
            return [pixel[0].GetDouble(), pixel[1].GetDouble()];
        }
    }

    [Theory]
    [InlineData("CogGrid")]
    [InlineData("WGS1984Quad")]
    [InlineData("GNOSISGlobalGrid")] // Tiles of several widths.
    public async Task A_map_of_another_set_shows_the_island(string set)
    {
        (IPage page, List<string> faults) = await OpenAsync($"cog/{set}/map.html?url={File}");
        await IdleAsync(page);
        (string land, string sea) =
            set == "CogGrid" ? (UtmLand, UtmSea) : ($"{LandLongitude}, {LandLatitude}", $"{SeaLongitude}, {SeaLatitude}");

        AssertNear([71.5, 112.1, 55.4], await ColourAsync(page, await PixelAsync(page, land)), 14);
        AssertNear([232, 237, 240], await ColourAsync(page, await PixelAsync(page, sea)), 4);

        // In and out again, and a step aside: the place is where it was, and has its colour.
        await page.Locator("#map").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("ArrowLeft");
        await IdleAsync(page);
        AssertNear([71.5, 112.1, 55.4], await ColourAsync(page, await PixelAsync(page, land)), 30);
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_click_tells_the_values_of_a_place()
    {
        string heights = Uri.EscapeDataString(Sample.Heights);
        (IPage page, List<string> faults) = await OpenAsync($"cog/CogGrid/map.html?url={heights}&rescale=0,348");
        await IdleAsync(page);
        double[] pixel = await PixelAsync(page, UtmLand);
        await page.Mouse.ClickAsync((float)pixel[0], (float)pixel[1]);

        // 174.2 m there, as in ViewerTests; a pixel of the screen is several of the file.
        await Assertions.Expect(page.Locator("#value")).ToContainTextAsync(new Regex(@"b1: 17\d\.\d"));

        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("?f=html", "h1", "Cog Functions")]
    [InlineData("conformance?f=html", "li", "ogcapi-common-1")]
    [InlineData("tileMatrixSets?f=html", "tbody", "NZTM2000Quad")]
    [InlineData("tileMatrixSets/WebMercatorQuad?f=html", "tbody", "559082264")]
    [InlineData("cog/tiles?f=html&url={file}", "tbody", "WebMercatorQuad")]
    [InlineData("cog/tiles/WebMercatorQuad?f=html&url={file}", "tbody", "14")]
    public async Task A_page_is_shown_in_light_and_in_dark(string path, string selector, string text)
    {
        foreach (ColorScheme colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            (IPage page, List<string> faults) = await OpenAsync(path.Replace("{file}", File, StringComparison.Ordinal), colours);
            await Assertions.Expect(page.Locator(selector).First).ToContainTextAsync(text);

            // The style is in force: a ground of the theme's own.
            string ground = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
            Assert.Equal(colours == ColorScheme.Dark ? "rgb(18, 24, 29)" : "rgb(244, 246, 247)", ground);
            Assert.Empty(faults);
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task The_API_is_shown_and_searched()
    {
        (IPage page, List<string> faults) = await OpenAsync("api.html");
        await page.WaitForSelectorAsync("html[data-state=ready]", new() { State = WaitForSelectorState.Attached });

        Assert.True(await page.Locator("details").CountAsync() > 40);
        await page.Locator("#search").FillAsync("tilejson");
        Assert.Equal(5, await page.Locator("details:not([hidden])").CountAsync()); // Two of /cog, and one of each other kind.
        await page.Locator("details:not([hidden]) summary").First.ClickAsync();
        await Assertions.Expect(page.Locator("details[open] tbody").First).ToContainTextAsync("colormap_name");
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_viewer_shows_the_file_that_its_address_names_and_asks_for_one_without()
    {
        (IPage page, List<string> faults) = await OpenAsync("cog/viewer");
        await IdleAsync(page);
        await page.Locator("#address").FillAsync(Sample.Heights);
        await page.Locator("#open button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(OfAFile(), new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Tab, new() { Name = "Facts" }).ClickAsync();
        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("float32", new() { Timeout = 30_000 });
        await IdleAsync(page);

        Assert.Empty(faults);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("cog/viewer?url={evil}")]
    [InlineData("cog/WebMercatorQuad/map.html?url={file}&x={evil}")]
    [InlineData("cog/CogGrid/map.html?url={file}&x={evil}")]
    [InlineData("cog/tiles?f=html&url={file}&x={evil}")]
    public async Task No_script_of_an_address_is_run(string path)
    {
        string evil = Uri.EscapeDataString(
            "\"></script><script>window.attacked = true</script><img src=x onerror='window.attacked = true'>"
        );
        (IPage page, List<string> faults) = await OpenAsync(
            path.Replace("{file}", File, StringComparison.Ordinal).Replace("{evil}", evil, StringComparison.Ordinal)
        );
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.False(await page.EvaluateAsync<bool>("window.attacked === true"));

        // There was nothing to refuse.
        Assert.DoesNotContain(faults, fault => fault.Contains("Content Security Policy", StringComparison.Ordinal));
        await page.CloseAsync();
    }

    private async Task<(IPage Page, List<string> Faults)> OpenAsync(string path, ColorScheme colours = ColorScheme.Light)
    {
        (IPage page, Uri address) = await fixture.NewPageAsync(colours);
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) =>
        {
            // Tiles outside a file are not found, and Chromium says so.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != address.Authority)
            {
                faults.Add($"asks {request.Url}");
            }
        };
        await page.GotoAsync(new Uri(address, path).AbsoluteUri);
        return (page, faults);
    }

    private static async Task IdleAsync(IPage page)
    {
        await page.WaitForSelectorAsync("html:not([data-state=loading])", new() { State = WaitForSelectorState.Attached });
        Assert.Equal("idle", await page.Locator("html").GetAttributeAsync("data-state"));
    }

    // Where a place of the set's CRS is on a map of pictures side by side.
    private static async Task<double[]> PixelAsync(IPage page, string place)
    {
        JsonElement pixel = await page.EvaluateAsync<JsonElement>(
            $$"""
            (([x, y]) => {
              const { view } = cogMap;
              return [(x - view.x) / view.resolution + innerWidth / 2, (view.y - y) / view.resolution + innerHeight / 2];
            })([{{place}}])
            """
        );
        return [pixel[0].GetDouble(), pixel[1].GetDouble()];
    }

    private static async Task<double[]> ColourAsync(IPage page, double[] pixel)
    {
        const int Radius = 3;
        using SKBitmap picture = SKBitmap.Decode(await page.ScreenshotAsync());
        double[] sum = new double[3];
        int count = 0;
        for (int y = (int)pixel[1] - Radius; y <= (int)pixel[1] + Radius; y++)
        {
            for (int x = (int)pixel[0] - Radius; x <= (int)pixel[0] + Radius; x++)
            {
                SKColor colour = picture.GetPixel(x, y);
                (sum[0], sum[1], sum[2], count) = (sum[0] + colour.Red, sum[1] + colour.Green, sum[2] + colour.Blue, count + 1);
            }
        }

        return [.. sum.Select(value => value / count)];
    }

    private static void AssertNear(double[] expected, double[] found, double tolerance) =>
        Assert.True(
            expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance),
            $"Expected {string.Join(", ", expected)} within {tolerance}, found {string.Join(", ", found)}."
        );

    [GeneratedRegex(@"/cog/viewer\?url=")]
    private static partial Regex OfAFile();
}
