using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using SkiaSharp;

namespace Cog.Cli.Tests;

/// <summary>The viewer in a browser, in the words of the tests.</summary>
internal sealed class ViewerPage : IAsyncDisposable
{
    private readonly IPage _page;
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _hosts = [];

    private ViewerPage(IPage page)
    {
        _page = page;
        _page.PageError += (_, error) => _faults.Add(error);
        _page.Request += (_, request) =>
        {
            // data: and blob: are the page's own.
            if (request.Url.StartsWith("http", StringComparison.Ordinal))
            {
                _hosts.Add(new Uri(request.Url).Authority);
            }
        };
    }

    /// <summary>Script errors.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Every host that was asked for something.</summary>
    public IReadOnlySet<string> Hosts => _hosts;

    public static async Task<ViewerPage> OpenAsync(IBrowser browser, Uri address)
    {
        // Light, and without fades: colours are compared.
        IPage page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1200, Height = 800 },
                ColorScheme = ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var viewer = new ViewerPage(page);
        await page.GotoAsync(address.AbsoluteUri);
        return viewer;
    }

    /// <summary>Waits until all tiles are drawn.</summary>
    public async Task WaitAsync() => Assert.Equal(("idle", ""), (await StateAsync(), await TextAsync("#error")));

    /// <summary>Waits until the viewer is at rest: <c>idle</c> or <c>error</c>.</summary>
    public async Task<string?> StateAsync()
    {
        await _page.WaitForSelectorAsync("html:not([data-state=loading])", new() { State = WaitForSelectorState.Attached });
        return await _page.Locator("html").GetAttributeAsync("data-state");
    }

    /// <summary>Waits until the browser has drawn what is there now.</summary>
    public Task NextFrameAsync() =>
        _page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    public async Task ChooseFileAsync(string name)
    {
        await _page.Locator("#file").SelectOptionAsync(new SelectOptionValue { Label = name });
        await WaitAsync();
    }

    /// <summary>Moves the map.</summary>
    public async Task JumpAsync(double longitude, double latitude, double zoom)
    {
        await _page.EvaluateAsync(
            string.Create(CultureInfo.InvariantCulture, $"void cogViewer.map.jumpTo({{ center: [{longitude}, {latitude}], zoom: {zoom} }})")
        );
        await WaitAsync();
    }

    public async Task SetAsync(string selector, string value)
    {
        await _page.Locator(selector).FillAsync(value);
        await _page.Locator(selector).DispatchEventAsync("change");
        await WaitAsync();
    }

    /// <summary>Puts the pointer on a place.</summary>
    public async Task PointAtAsync(double longitude, double latitude)
    {
        (double x, double y) = await PixelOfAsync(longitude, latitude);
        await _page.Mouse.MoveAsync((float)x, (float)y);
    }

    /// <summary>The mean colour around a place on the map, over a square of pixels.</summary>
    public async Task<(double Red, double Green, double Blue)> ColourAsync(double longitude, double latitude, int radius)
    {
        (double x, double y) = await PixelOfAsync(longitude, latitude);
        using SKBitmap picture = SKBitmap.Decode(await _page.ScreenshotAsync());
        double red = 0,
            green = 0,
            blue = 0;
        int count = 0;
        for (int row = (int)y - radius; row <= (int)y + radius; row++)
        {
            for (int column = (int)x - radius; column <= (int)x + radius; column++)
            {
                SKColor colour = picture.GetPixel(column, row);
                (red, green, blue, count) = (red + colour.Red, green + colour.Green, blue + colour.Blue, count + 1);
            }
        }

        return (red / count, green / count, blue / count);
    }

    /// <summary>What the map shows: the longitude of its middle, and its zoom of tiles of 512 pixels.</summary>
    public async Task<(double Longitude, double Zoom)> PlaceAsync()
    {
        JsonElement place = await _page.EvaluateAsync<JsonElement>("[cogViewer.map.getCenter().lng, cogViewer.map.getZoom()]");
        return (place[0].GetDouble(), place[1].GetDouble());
    }

    public async Task<string> TextAsync(string selector) => (await _page.Locator(selector).TextContentAsync() ?? "").Trim();

    /// <summary>Waits until an element says something that matches.</summary>
    public Task ExpectAsync(string selector, string pattern) =>
        Assertions.Expect(_page.Locator(selector)).ToContainTextAsync(new System.Text.RegularExpressions.Regex(pattern));

    public async ValueTask DisposeAsync() => await _page.CloseAsync();

    private async Task<(double X, double Y)> PixelOfAsync(double longitude, double latitude)
    {
        JsonElement pixel = (
            await _page.EvaluateAsync<JsonElement>(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""
                    (() => {
                      const place = cogViewer.map.project([{{longitude}}, {{latitude}}]);
                      const box = cogViewer.map.getCanvas().getBoundingClientRect();
                      return [place.x + box.x, place.y + box.y];
                    })()
                    """
                )
            )
        );
        return (pixel[0].GetDouble(), pixel[1].GetDouble());
    }
}
