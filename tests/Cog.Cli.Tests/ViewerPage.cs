using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using SkiaSharp;

namespace Cog.Cli.Tests;

/// <summary>The viewer in a browser, in the words of the tests.</summary>
internal sealed class ViewerPage : IAsyncDisposable
{
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _hosts = [];

    private ViewerPage(IBrowser browser, IPage page)
    {
        (_browser, _page) = (browser, page);
        _page.PageError += (_, error) => _faults.Add(error);
        _page.Console += (_, message) => _faults.Add($"{message.Type}: {message.Text}");
        _page.Request += (_, request) =>
        {
            // data: and blob: are the page's own.
            if (request.Url.StartsWith("http", StringComparison.Ordinal))
            {
                _hosts.Add(new Uri(request.Url).Authority);
            }
        };
    }

    /// <summary>The page itself, for what has no word here.</summary>
    public IPage Page => _page;

    /// <summary>Script errors, and whatever was written to the console.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Every host that was asked for something.</summary>
    public IReadOnlySet<string> Hosts => _hosts;

    /// <param name="browser">Where; closed with the page.</param>
    /// <param name="address">Of the viewer.</param>
    /// <param name="width">Of the window; a telephone's is 390.</param>
    /// <param name="colours">Of the person's choice.</param>
    public static async Task<ViewerPage> OpenAsync(IBrowser browser, Uri address, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        // Light, and without fades: colours are compared.
        IPage page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = width < 700 ? 844 : 800 },
                ColorScheme = colours,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        page.SetDefaultTimeout(90_000); // Chromium draws by software here, on machines that do other things as well.
        var viewer = new ViewerPage(browser, page);
        await page.GotoAsync(address.AbsoluteUri);
        return viewer;
    }

    /// <summary>Waits until all tiles are drawn.</summary>
    public async Task WaitAsync() => Assert.Equal(("idle", ""), (await StateAsync(), await TextAsync("#error")));

    /// <summary>Waits until the viewer is at rest: <c>idle</c> or <c>error</c>.</summary>
    public async Task<string?> StateAsync()
    {
        // At once: it may be at work again a moment later.
        IJSHandle state = await _page.WaitForFunctionAsync(
            "() => document.documentElement.dataset.state === 'loading' ? null : document.documentElement.dataset.state"
        );
        return await state.JsonValueAsync<string>();
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

    /// <summary>Opens one of the panels.</summary>
    public Task ShowAsync(string tab) => _page.Locator($"#tab-{tab}").ClickAsync();

    /// <summary>Presses a button, or chooses what a label stands beside, and waits until the map is drawn.</summary>
    public async Task ClickAsync(string selector)
    {
        await _page.Locator(selector).ClickAsync();
        await WaitAsync();
    }

    /// <summary>Chooses from a list, and waits until the map is drawn.</summary>
    public async Task ChooseAsync(string selector, string value)
    {
        await _page.Locator(selector).SelectOptionAsync(value);
        await WaitAsync();
    }

    /// <summary>A parameter of the page's address; null where it has none.</summary>
    public string? Parameter(string name) => System.Web.HttpUtility.ParseQueryString(new Uri(_page.Url).Query)[name];

    /// <summary>Clicks on a place of the map.</summary>
    public async Task ClickAtAsync(double longitude, double latitude, bool isLast = false)
    {
        (double x, double y) = await PixelOfAsync(longitude, latitude);
        await _page.Mouse.ClickAsync((float)x, (float)y, new() { ClickCount = isLast ? 2 : 1 });
    }

    /// <summary>What axe-core finds that is serious or critical: its rules, and the elements.</summary>
    public async Task<string[]> BarriersAsync(string axe)
    {
        await _page.EvaluateAsync(axe); // Not as an element: the page's policy has no room for one.
        return await _page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run()).violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`)
            """
        );
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
        Assertions
            .Expect(_page.Locator(selector))
            .ToContainTextAsync(new System.Text.RegularExpressions.Regex(pattern), new() { Timeout = 30_000 });

    // Not the page alone: each test has a browser of its own, with the memory of no other.
    public async ValueTask DisposeAsync() => await _browser.CloseAsync();

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
