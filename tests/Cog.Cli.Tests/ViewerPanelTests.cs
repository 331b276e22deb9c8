using System.Globalization;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;
using Microsoft.Playwright;

namespace Cog.Cli.Tests;

/// <summary>
/// What a person does in the viewer's panels, on a desk (1280) and on a telephone (390). Values of <c>tests/data/viewer</c> are GDAL's: see
/// the README there.
/// </summary>
public sealed class ViewerPanelTests(ViewerFixture fixture) : IClassFixture<ViewerFixture>
{
    private const double LandLongitude = -17.063700,
        LandLatitude = 33.548439;

    private static readonly string s_bands = Query(TestData.PathOf("viewer/bands.tif")),
        s_cover = Query(TestData.PathOf("viewer/landcover.tif")),
        s_heights = Query(Sample.Heights);

    private static string Query(string file) => $"url={Uri.EscapeDataString(file)}";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_address_holds_file_view_and_style_and_back_leads_back(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights, width);
        await viewer.JumpAsync(LandLongitude, LandLatitude, 12);
        await viewer.SetAsync("#minimum-0", "0");
        await viewer.SetAsync("#maximum-0", "100");
        Assert.Equal("0,100", viewer.Parameter("rescale"));
        (double, double, double) white = await viewer.ColourAsync(LandLongitude, LandLatitude, 3);

        // The same address in another window is the same picture.
        await using ViewerPage copy = await fixture.OpenAsync(
            new Uri(viewer.Page.Url).Query.TrimStart('?') + new Uri(viewer.Page.Url).Fragment,
            width
        );
        Assert.Equal(white, await copy.ColourAsync(LandLongitude, LandLatitude, 3));
        Assert.Equal((await viewer.PlaceAsync()).Zoom, (await copy.PlaceAsync()).Zoom, 0.01);

        await viewer.Page.Locator("#address").FillAsync(TestData.PathOf("viewer/bands.tif"));
        await viewer.ClickAsync("#open button");
        await viewer.ExpectAsync("#histograms", "Red \\(B04\\)");
        Assert.Null(viewer.Parameter("rescale"));

        await viewer.Page.GoBackAsync();
        await viewer.ExpectAsync("#histograms", "Band 1");
        await viewer.WaitAsync();
        Assert.Equal("100", await viewer.Page.Locator("#maximum-0").InputValueAsync());
        await viewer.Page.GoForwardAsync();
        await viewer.ExpectAsync("#histograms", "Near infrared|Red \\(B04\\)");
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_in_words()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.Page.Locator("#address").FillAsync("/nowhere/at-all.tif");
        await viewer.Page.Locator("#open button").ClickAsync();

        await viewer.ExpectAsync("#error", "There is no file '/nowhere/at-all.tif'");
    }

    [Fact]
    public async Task A_link_that_is_dropped_is_opened()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.Page.EvaluateAsync(
            """
            (url) => {
              const dataTransfer = new DataTransfer();
              dataTransfer.setData('text/uri-list', url);
              document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
            }
            """,
            TestData.PathOf("viewer/bands.tif")
        );

        await viewer.ExpectAsync("#histograms", "Red \\(B04\\)");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_colour_map_is_chosen_by_its_strip_reversed_and_cut_into_classes(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync($"{s_heights}&rescale=0,348", width);
        await viewer.Page.Locator("#colormap").ClickAsync();
        await viewer.Page.Locator("#colormap-filter").FillAsync("viridis");
        await viewer.ClickAsync("#colormap-list button:has-text('viridis')");

        // 174 m is the middle: viridis has (33, 145, 140) at 127 (matplotlib).
        await viewer.JumpAsync(LandLongitude, LandLatitude, 15);
        await AssertColourAsync(viewer, (33, 145, 140), 14);

        await viewer.ClickAsync("label[for=reversed]");
        Assert.Equal("viridis_r", viewer.Parameter("colormap_name"));

        await viewer.ChooseAsync("#classes", "3");
        await viewer.ExpectAsync("#legend", "116 – 232");
        Assert.Equal(3, await viewer.Page.Locator("#legend li").CountAsync());
        await AssertColourAsync(viewer, (33, 145, 140), 4); // The middle one of three colours.
        Assert.Empty(viewer.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_expression_is_completed_drawn_and_its_fault_told_below_it(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_bands, width);
        await viewer.Page.Locator("#mode input[value=expression]").CheckAsync(new() { Force = true });
        ILocator field = viewer.Page.Locator("#expression");
        await field.PressSequentiallyAsync("(b4-b1)/(infra");
        await viewer.ExpectAsync("#completions", "Near infrared \\(B08\\)");
        await field.PressAsync("Enter"); // Takes what is marked.
        await field.PressSequentiallyAsync("+b1)");
        await field.PressAsync("Escape");
        await field.PressAsync("Enter");
        await viewer.WaitAsync();
        Assert.Equal("(b4-b1)/(b4+b1)", viewer.Parameter("expression"));
        await viewer.ExpectAsync("#histograms", "b4|Near");

        await field.FillAsync("(b4-b1");
        await field.PressAsync("Escape");
        await field.PressAsync("Enter");
        await viewer.ExpectAsync("#expression-error", "at character");
        Assert.Equal("true", await field.GetAttributeAsync("aria-invalid"));
        Assert.True(await viewer.Page.Locator("#error").IsHiddenAsync());
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_stretch_follows_presets_and_the_handles_of_the_histogram(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_bands, width);
        await viewer.ExpectAsync("#histograms", "Red \\(B04\\)");
        Assert.Equal(3, await viewer.Page.Locator("svg.histogram").CountAsync());

        // GDAL: -stats, and numpy's percentiles, of all pixels.
        await viewer.ClickAsync("#presets button:has-text('Min – max')");
        Assert.StartsWith("495,3537,", viewer.Parameter("rescale"), StringComparison.Ordinal);
        await viewer.ClickAsync("#presets button:has-text('2 – 98 %')");
        Assert.StartsWith("768,2731,", viewer.Parameter("rescale"), StringComparison.Ordinal);
        await viewer.ClickAsync("#presets button:has-text('± 2 σ')");
        double[] sigma =
        [
            .. viewer.Parameter("rescale")!.Split(',').Take(2).Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(1454.943 - (2 * 458.073), sigma[0], 0.5);
        Assert.Equal(1454.943 + (2 * 458.073), sigma[1], 0.5);

        // By keys: a hundredth of what is in sight for each.
        ILocator handle = viewer.Page.Locator("[role=slider][aria-label='Minimum of Red (B04)']");
        await handle.FocusAsync();
        await viewer.Page.Keyboard.PressAsync("ArrowRight");
        await viewer.WaitAsync();
        double moved = double.Parse(viewer.Parameter("rescale")!.Split(',')[0], CultureInfo.InvariantCulture);
        Assert.InRange(moved - sigma[0], 10, 60);

        // By pointer.
        ILocator maximum = viewer.Page.Locator("[role=slider][aria-label='Maximum of Red (B04)']");
        await maximum.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await maximum.BoundingBoxAsync())!;
        await viewer.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 20);
        await viewer.Page.Mouse.DownAsync();
        await viewer.Page.Mouse.MoveAsync(box.X + (box.Width / 2) - 60, box.Y + 20, new() { Steps = 4 });
        await viewer.Page.Mouse.UpAsync();
        await viewer.WaitAsync();
        Assert.True(double.Parse(viewer.Parameter("rescale")!.Split(',')[1], CultureInfo.InvariantCulture) < sigma[1] - 100);
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task What_is_on_screen_is_counted_by_itself()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.JumpAsync(LandLongitude, LandLatitude, 15);
        await viewer.ExpectAsync("#histograms", "Band 1");
        string whole = await viewer.Page.Locator("#histograms title").TextContentAsync() ?? "";
        await viewer.Page.Locator("input[name=counted][value=view]").CheckAsync(new() { Force = true });

        await Assertions.Expect(viewer.Page.Locator("#histograms title")).Not.ToHaveTextAsync(whole);
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task An_algorithm_has_fields_for_its_parameters()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.Page.Locator("#algorithm option[value=hillshade]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await viewer.ChooseAsync("#algorithm", "hillshade");
        await viewer.SetAsync("#algorithm-azimuth", "315");

        Assert.Equal("""{"azimuth":315}""", viewer.Parameter("algorithm_params"));
        Assert.Contains("algorithm_params", await TilesAsync(viewer), StringComparison.Ordinal);
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task Resampling_and_nodata_are_parameters_of_the_tiles()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_bands);
        await viewer.Page.Locator("#more summary").ClickAsync();
        await viewer.ChooseAsync("#resampling", "bilinear");
        await viewer.SetAsync("#nodata", "1275");

        Assert.Contains("resampling=bilinear", await TilesAsync(viewer), StringComparison.Ordinal);
        Assert.Contains("nodata=1275", await TilesAsync(viewer), StringComparison.Ordinal);
        await viewer.ShowAsync("style");
        await viewer.Page.Locator("#nodata").FillAsync("much");
        await viewer.Page.Locator("#nodata").DispatchEventAsync("change");
        await viewer.ExpectAsync("#nodata-error", "“much” is no number");
    }

    [Fact]
    public async Task A_palette_tells_its_classes_and_their_shares()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_cover);

        // numpy.unique of the file: class 4 is 27.1 % of the pixels that have one, class 6 3.8 %.
        await viewer.ExpectAsync("#palette", "4 · 27\\.1 %");
        await viewer.ExpectAsync("#palette", "6 · 3\\.8 %");
        Assert.Equal(6, await viewer.Page.Locator("#palette li").CountAsync());
        await viewer.JumpAsync(LandLongitude, LandLatitude, 15);
        await AssertColourAsync(viewer, (90, 160, 60), 3); // Class 3 there (gdallocationinfo).
        Assert.Empty(viewer.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Places_are_pinned_with_the_values_of_all_bands(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_bands, width);
        await viewer.JumpAsync(LandLongitude, LandLatitude, 15);
        await viewer.ShowAsync("values");
        await viewer.ClickAtAsync(LandLongitude, LandLatitude);

        // gdallocationinfo -wgs84 bands.tif -17.0637 33.548439
        await viewer.ExpectAsync("#pins tbody", "1,275.*1,840.*1,149.*4,410");
        await viewer.ExpectAsync("#pins thead", "Near infrared \\(B08\\)");
        Assert.StartsWith("-17.06", viewer.Parameter("pin"), StringComparison.Ordinal);
        await viewer.Page.Locator("#pins .remove").ClickAsync();
        await viewer.ExpectAsync("#no-pins", "Click on the map");
        Assert.Null(viewer.Parameter("pin"));
        Assert.Empty(viewer.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_line_gives_a_profile(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights, width);
        await viewer.JumpAsync(-17.06, LandLatitude, 13); // Where a pixel is 8 m.
        await viewer.Page.Locator("#tools [data-draw=line]").ClickAsync();
        await viewer.ClickAtAsync(-17.07, LandLatitude);
        await viewer.ClickAtAsync(-17.05, LandLatitude, isLast: true);

        // 0.02 degrees of longitude at 33.548° N are 1854 m (geodesic, GeographicLib).
        await viewer.ExpectAsync("#shape-facts", @"Line of 1\.8[4-7] km");
        await viewer.ExpectAsync("#profile", @"1\.8[4-7] km long");
        ILocator plot = viewer.Page.Locator("svg.profile");
        await plot.FocusAsync();
        await viewer.Page.Keyboard.PressAsync("Home");
        Assert.Matches(@"^0: [\d.]+$", await plot.GetAttributeAsync("aria-valuetext"));
        Assert.NotNull(viewer.Parameter("line"));
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task An_area_is_drawn_by_keys_and_has_statistics()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.Page.Locator("#map canvas").FocusAsync();
        await viewer.Page.Keyboard.PressAsync("a");
        await viewer.ExpectAsync("#hint", "Enter");
        foreach ((double longitude, double latitude) in ((double, double)[])[(-17.07, 33.54), (-17.05, 33.54), (-17.05, 33.56)])
        {
            await viewer.JumpAsync(longitude, latitude, 13);
            await viewer.Page.Keyboard.PressAsync("Enter");
        }

        await viewer.Page.Keyboard.PressAsync("Shift+Enter");

        // Half of 0.02° by 0.02°: 1854 m by 2218 m, 2.06 km².
        await viewer.ExpectAsync("#shape-facts", @"Area of 2\.0[56]\d? km²");
        await viewer.ExpectAsync("#area", @"Mean\s*\d");
        Assert.Empty(viewer.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_cost_is_told_read_by_read_and_block_by_block(int width)
    {
        await using CogProcess cog = await CogProcess.ServeAsync(TestData.PathOf("viewer/bands.tif")); // One that has nothing in memory.
        await using ViewerPage viewer = await fixture.OpenAsync(cog.Address, width);
        await viewer.WaitAsync();
        await viewer.ShowAsync("cost");

        // 130,132 bytes: 127 KB. The blocks of the image and of the overview, as GDAL counts them.
        await viewer.ExpectAsync("#file-bytes", @"of 127 KB read: \d");
        await viewer.ExpectAsync("#file-bytes tbody", @"Header.*Overview 1.*34\.8 KB.*1.*Image.*91\.1 KB.*4");
        await viewer.ExpectAsync("#blocks-text", @"(The image itself, 256 × 256|Overview 1 of 1, 128 × 128) pixels in blocks of 128 × 128");
        await viewer.ExpectAsync("#answers", @"tile \d+/\d+/\d+");
        await viewer.ExpectAsync("#answers", @"\d+ \+ [\d.]+ (KB|B)(Header|Image|Overview 1)[\d.]+ ms");

        // A pointer on the ribbon tells the part: the last byte is the image's.
        ILocator ribbon = viewer.Page.Locator("#file-bytes canvas");
        await ribbon.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await ribbon.BoundingBoxAsync())!;
        await viewer.Page.Mouse.MoveAsync(box.X + box.Width - 8, box.Y + box.Height - 4);
        await viewer.ExpectAsync("#file-bytes", "Byte 1[23]\\d,\\d+: Image");
        JsonElement drawn = await viewer.Page.EvaluateAsync<JsonElement>(
            "() => cogViewer.map.querySourceFeatures('blocks').map(({ properties }) => [properties.offset, properties.heat > 0])"
        );
        Assert.NotEmpty(drawn.EnumerateArray());
        await viewer.Page.Locator("#show-blocks").UncheckAsync();
        await viewer.Page.WaitForFunctionAsync("() => cogViewer.map.querySourceFeatures('blocks').length === 0");
        Assert.Empty(viewer.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_facts_are_told_with_validation_and_tags(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_bands, width);
        await viewer.ShowAsync("facts");

        await viewer.ExpectAsync("#facts", "EPSG:32628");
        await viewer.ExpectAsync("#facts", "256 × 256 pixels");
        await viewer.ExpectAsync("#validation", "Valid COG");
        await viewer.ExpectAsync("#tags", "0: image, 256 × 256");
        await viewer.Page.Locator("#tags summary").First.ClickAsync();
        await viewer.ExpectAsync("#tags", "TileWidth 322\\s*128");
        Assert.EndsWith(
            "cog/info?url=" + Uri.EscapeDataString(TestData.PathOf("viewer/bands.tif")),
            await viewer.Page.Locator("#json-links a").First.GetAttributeAsync("href"),
            StringComparison.Ordinal
        );
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task Far_out_there_is_the_world()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.JumpAsync(10, 20, 1);

        await AssertColourAsync(viewer, (247, 248, 246), 3, 22, 10); // Land, in Africa.
        await AssertColourAsync(viewer, (232, 237, 240), 3, -40, 25); // Water, in the Atlantic.
        await AssertColourAsync(viewer, (232, 237, 240), 2, -5, 69.5, 8); // No coast runs round the earth where Asia crosses ±180°.
        await viewer.ExpectAsync(".graticule", "0°");
        Assert.Equal("127.0.0.1", new Uri($"http://{Assert.Single(viewer.Hosts)}").Host);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Two_layers_are_compared_with_a_bar_between_them(int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync($"{s_heights}&rescale=0,100", width);
        await viewer.ShowAsync("share");
        await viewer.ClickAsync("#compare");
        await viewer.ShowAsync("style");
        await viewer.SetAsync("#maximum-0", "100000");
        Assert.Equal("0,100", viewer.Parameter("rescale"));
        Assert.Equal("0,100000", viewer.Parameter("right.rescale"));

        // White where the range ends at 100 m, nearly black where it ends at 100 km.
        await viewer.JumpAsync(LandLongitude, LandLatitude, 14);
        await viewer.Page.Locator("#swipe").FocusAsync();
        await viewer.Page.Keyboard.PressAsync("End");
        await AssertColourAsync(viewer, (255, 255, 255), 2);
        await viewer.Page.Keyboard.PressAsync("Home");
        await AssertColourAsync(viewer, (1, 1, 1), 4);
        Assert.Equal("0", await viewer.Page.Locator("#swipe").GetAttributeAsync("aria-valuenow"));
        Assert.Equal("0.000", viewer.Parameter("swipe"));

        await viewer.ShowAsync("share");
        await viewer.ClickAsync("#compare");
        Assert.Null(viewer.Parameter("right.url"));
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task Addresses_are_there_to_be_copied_and_work()
    {
        await using ViewerPage viewer = await fixture.OpenAsync($"{s_heights}&colormap_name=terrain&rescale=0,1000");
        await viewer.ShowAsync("share");

        Assert.Equal(viewer.Page.Url, await viewer.Page.Locator("#copy-link").InputValueAsync());
        Assert.Contains("colormap_name=terrain", await TilesAsync(viewer), StringComparison.Ordinal);
        using var client = new HttpClient();
        foreach (string id in (string[])["tilejson", "wmts"])
        {
            string address = await viewer.Page.Locator($"#copy-{id}").InputValueAsync();
            Assert.Contains("rescale=0%2C1000", address, StringComparison.Ordinal);
            using HttpResponseMessage answer = await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, address);
        }

        using JsonDocument style = JsonDocument.Parse(await viewer.Page.Locator("#copy-maplibre").InputValueAsync());
        Assert.Equal(8, style.RootElement.GetProperty("version").GetInt32());
        Assert.Contains(
            "tilejson.json",
            style.RootElement.GetProperty("sources").GetProperty("cog").GetProperty("url").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("items/naip.json", "b1|image_b1", 1280)]
    [InlineData("items/naip.json", "b1|image_b1", 390)]
    public async Task An_item_of_STAC_is_shown_like_a_file(string item, string band, int width)
    {
        await using ViewerPage viewer = await fixture.OpenAsync($"dataset=stac&{Query(TestData.PathOf(item))}", width);
        await viewer.ExpectAsync("#histograms", band);
        await viewer.ShowAsync("facts");
        await viewer.ExpectAsync("#facts", "64 × 64 pixels");
        Assert.Empty(viewer.Faults);
    }

    [Fact]
    public async Task An_item_is_told_from_a_file_by_the_server_and_its_assets_are_chosen()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.Page.Locator("#address").FillAsync(TestData.PathOf("items/sentinel.json"));
        await viewer.Page.Locator("#open button").ClickAsync();
        await viewer.ExpectAsync("#asset-list", "red.*nir.*swir16");
        Assert.Equal("stac", viewer.Parameter("dataset"));
        await viewer.WaitAsync();
        await viewer.ClickAsync("#asset-list label:has-text('nir')");

        await viewer.ExpectAsync("#band", "nir_b1");
        Assert.Contains("assets=nir", viewer.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_across_180_degrees_is_in_the_middle_and_asks_for_nothing_that_is_not_there()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(Query(TestData.PathOf("wrap/utm1.tif")));

        (double longitude, double zoom) = await viewer.PlaceAsync();
        Assert.InRange(Math.Abs(longitude), 176, 184);
        Assert.InRange(zoom, 3, 20);
        Assert.Empty(viewer.Faults);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task Axe_finds_no_barrier_in_any_panel(int width, ColorScheme colours)
    {
        Assert.SkipWhen(ClientPackages.Missing is not null, ClientPackages.Missing ?? "");
        string axe = await File.ReadAllTextAsync(
            await ClientPackages.FindAsync("axe-core/axe.min.js"),
            TestContext.Current.CancellationToken
        );
        await using ViewerPage viewer = await fixture.OpenAsync(
            $"{s_bands}&pin=-17.0637,33.5484&line=-17.07,33.54;-17.05,33.55",
            width,
            colours
        );
        foreach (string tab in (string[])["style", "values", "cost", "facts", "share"])
        {
            await viewer.ShowAsync(tab);
            await viewer.Page.WaitForTimeoutAsync(300);
            Assert.Empty(await viewer.BarriersAsync(axe));
        }
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(640, 400)] // 1280 × 800 at 200 %.
    public async Task Nothing_lies_outside_of_a_small_window(int width, int height)
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_bands, width);
        await viewer.Page.SetViewportSizeAsync(width, height);
        foreach (string tab in (string[])["style", "values", "cost", "facts", "share"])
        {
            await viewer.ShowAsync(tab);
            Assert.True(await viewer.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), tab);
            Assert.True(
                await viewer.Page.EvaluateAsync<bool>(
                    "() => document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth"
                ),
                tab
            );
        }
    }

    [Fact]
    public async Task The_panels_are_reached_by_keys_alone()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        await viewer.Page.Locator("#tab-style").FocusAsync();
        await viewer.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("tab-values", await viewer.Page.EvaluateAsync<string>("document.activeElement.id"));
        await viewer.Page.Locator("#map canvas").FocusAsync();
        await viewer.Page.Keyboard.PressAsync("p");
        await viewer.ExpectAsync("#pins", "°");
        await viewer.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(viewer.Page.Locator("#help")).ToBeVisibleAsync();
        await viewer.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(viewer.Page.Locator("#help")).ToBeHiddenAsync();
        await viewer.Page.Locator("#map canvas").FocusAsync();
        await viewer.Page.Keyboard.PressAsync("ArrowRight");
        await viewer.ExpectAsync("#place", "the middle of the map");
    }

    [Fact]
    public async Task The_scripts_beside_MapLibre_are_small()
    {
        await using ViewerPage viewer = await fixture.OpenAsync(s_heights);
        long size = await viewer.Page.EvaluateAsync<long>(
            """
            () => performance.getEntriesByType('resource')
              .filter(({ name }) => /\.m?js$/.test(name) && !name.includes('maplibre'))
              .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)
            """
        );

        Assert.InRange(size, 1000, 400_000);
    }

    private static async Task<string> TilesAsync(ViewerPage viewer)
    {
        await viewer.ShowAsync("share");
        return await viewer.Page.Locator("#copy-tiles").InputValueAsync();
    }

    private static async Task AssertColourAsync(
        ViewerPage viewer,
        (double Red, double Green, double Blue) expected,
        double tolerance,
        double longitude = LandLongitude,
        double latitude = LandLatitude,
        int radius = 2
    )
    {
        (double Red, double Green, double Blue) found = default;
        for (int attempt = 0; attempt < 40; attempt++)
        {
            found = await viewer.ColourAsync(longitude, latitude, radius);
            double[] differences = [expected.Red - found.Red, expected.Green - found.Green, expected.Blue - found.Blue];
            if (differences.All(difference => Math.Abs(difference) <= tolerance))
            {
                return;
            }

            await viewer.NextFrameAsync();
            await viewer.WaitAsync();
        }

        Assert.Fail($"Expected {expected} within {tolerance}, found {found}.");
    }
}
