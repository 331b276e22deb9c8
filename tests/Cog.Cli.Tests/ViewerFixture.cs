using Cog.Testing.Web.Cli;
using Microsoft.Playwright;

namespace Cog.Cli.Tests;

/// <summary><c>cog serve</c> with its sample files, and a browser; both shared by the tests of a class.</summary>
public sealed class ViewerFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private CogProcess? _cog;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is not null)
        {
            _cog = await CogProcess.ServeAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await Chromium.LaunchAsync(_playwright);
        }
    }

    /// <summary>Opens the viewer and waits until its map is drawn.</summary>
    internal async Task<ViewerPage> OpenAsync()
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        ViewerPage viewer = await ViewerPage.OpenAsync(await Chromium.LaunchAsync(_playwright!), _cog!.Address);
        await viewer.WaitAsync();
        return viewer;
    }

    /// <summary>Opens the viewer with a file, a style or a view in its address, and waits until its map is drawn.</summary>
    /// <param name="query">What follows the question mark.</param>
    /// <param name="width">Of the window; a telephone's is 390.</param>
    /// <param name="colours">Of the person's choice.</param>
    internal async Task<ViewerPage> OpenAsync(string query, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        IBrowser browser = await Chromium.LaunchAsync(_playwright!);
        ViewerPage viewer = await ViewerPage.OpenAsync(browser, new(_cog!.Address, $"cog/viewer?{query}"), width, colours);
        await viewer.WaitAsync();
        return viewer;
    }

    /// <summary>An empty page of the browser, and where the server is.</summary>
    internal async Task<(IPage Page, Uri Address)> NewPageAsync(ColorScheme colours = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        IPage page = await _browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1000, Height = 800 },
                ColorScheme = colours,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        return (page, _cog!.Address);
    }

    /// <summary>Opens the viewer of another server, whatever comes of it.</summary>
    internal async Task<ViewerPage> OpenAsync(Uri address, int width = 1280)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        return await ViewerPage.OpenAsync(await Chromium.LaunchAsync(_playwright!), address, width);
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
}
