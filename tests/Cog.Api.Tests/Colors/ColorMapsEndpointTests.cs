using System.Net;
using System.Text.Json;
using Cog.Testing.Web;
using SkiaSharp;

namespace Cog.Api.Tests.Colors;

/// <summary>The list of colour maps, and each of them as JSON and as a strip. The expected values are TiTiler's 2.2.</summary>
public class ColorMapsEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task All_maps_are_listed_with_the_addresses_of_their_colours()
    {
        JsonElement[] maps = [.. (await GetJsonAsync("/colorMaps?f=json")).GetProperty("colormaps").EnumerateArray()];

        Assert.Equal(211, maps.Length);
        JsonElement viridis = maps.Single(map => map.GetProperty("id").GetString() == "viridis");
        JsonElement link = Assert.Single(viridis.GetProperty("links").EnumerateArray());
        Assert.Equal($"{functions.Client.BaseAddress}colorMaps/viridis", link.GetProperty("href").GetString());
        Assert.Equal(
            ("item", "application/json", "Definition of viridis ColorMap"),
            (link.GetProperty("rel").GetString(), link.GetProperty("type").GetString(), link.GetProperty("title").GetString())
        );
    }

    [Fact]
    public async Task A_map_is_its_256_colours()
    {
        JsonElement map = await GetJsonAsync("/colorMaps/viridis");

        Assert.Equal(256, map.EnumerateObject().Count());
        Assert.Equal("[68,1,84,255]", map.GetProperty("0").GetRawText());
        Assert.Equal("[253,231,36,255]", map.GetProperty("255").GetRawText());
    }

    [Theory]
    [InlineData("/colorMaps?f=html", "<a href=\"{0}colorMaps/viridis?f=html\">viridis</a>")]
    [InlineData("/colorMaps?f=html", "<img src=\"{0}colorMaps/cfastie?f=png&amp;height=16\"")]
    [InlineData("/colorMaps/viridis?f=html", "#440154 ")] // 68, 1, 84, as above
    [InlineData("/colorMaps/viridis?f=html", "<td>240 – 255</td>")]
    public async Task Both_can_be_had_as_a_page(string path, string part)
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(path, TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(part.Replace("{0}", $"{functions.Client.BaseAddress}", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Contains("img-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_gets_the_page_and_a_program_the_colours()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/colorMaps/viridis");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        using HttpResponseMessage page = await functions.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal("[68,1,84,255]", (await GetJsonAsync("/colorMaps/viridis")).GetProperty("0").GetRawText());
    }

    [Theory]
    [InlineData("f=png", 256, 20)]
    [InlineData("f=png&orientation=vertical", 20, 256)]
    [InlineData("f=pngraw&width=1000&height=100", 1000, 100)]
    [InlineData("f=webp&orientation=vertical&height=200", 20, 200)]
    [InlineData("f=jpg&width=300", 300, 20)]
    public async Task A_strip_runs_from_the_first_colour_to_the_last(string query, int width, int height)
    {
        using SKBitmap strip = SKBitmap.Decode(await GetAsync($"/colorMaps/viridis?{query}"));

        Assert.Equal((width, height), (strip.Width, strip.Height));
        AssertClose(new SKColor(68, 1, 84), strip.GetPixel(0, 0));
        AssertClose(new SKColor(253, 231, 36), strip.GetPixel(width - 1, height - 1));
        bool isVertical = query.Contains("vertical", StringComparison.Ordinal);
        AssertClose(strip.GetPixel(0, 0), isVertical ? strip.GetPixel(width - 1, 0) : strip.GetPixel(0, height - 1));
    }

    // floor((i + 0.5) × 256 / 7) is 18, 54, 91, 128, 164, 201, 237, and 163 is the grey of 164.
    [Fact]
    public async Task A_narrow_strip_picks_the_nearest_colours()
    {
        using SKBitmap strip = SKBitmap.Decode(await GetAsync("/colorMaps/gray?f=png&width=7&height=1"));

        Assert.Equal([18, 54, 91, 128, 163, 201, 237], Enumerable.Range(0, 7).Select(x => strip.GetPixel(x, 0).Red));
    }

    [Theory]
    [InlineData("/colorMaps/nope", "colorMapId")]
    [InlineData("/colorMaps/Viridis", "colorMapId")]
    [InlineData("/colorMaps/viridis?f=jp2", "f")]
    [InlineData("/colorMaps/viridis?f=xml", "f")]
    [InlineData("/colorMaps?f=png", "f")]
    [InlineData("/colorMaps/viridis?f=png&orientation=diagonal", "orientation")]
    [InlineData("/colorMaps/viridis?f=png&width=0", "width")]
    [InlineData("/colorMaps/viridis?f=png&height=-1", "height")]
    [InlineData("/colorMaps/viridis?f=png&height=1000000", "height")]
    public async Task What_makes_no_sense_is_told_by_name(string path, string name)
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(path, TestContext.Current.CancellationToken);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(name, JsonDocument.Parse(body).RootElement.GetProperty("detail")[0].GetProperty("loc")[1].GetString());
    }

    [Fact]
    public async Task A_strip_larger_than_memory_allows_is_refused()
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(
            "/colorMaps/viridis?f=png&width=16384&height=16384",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static void AssertClose(SKColor expected, SKColor found) =>
        Assert.All(new[] { found.Red - expected.Red, found.Green - expected.Green, found.Blue - expected.Blue }, difference =>
            Assert.InRange(difference, -10, 10)
        );

    private async Task<JsonElement> GetJsonAsync(string path) => JsonDocument.Parse(await GetAsync(path)).RootElement;

    private async Task<byte[]> GetAsync(string path)
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
