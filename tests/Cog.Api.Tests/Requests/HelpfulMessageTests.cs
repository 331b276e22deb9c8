using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Requests;

/// <summary>What is told to a person who got something wrong: of what it is, and in the product's own words.</summary>
public class HelpfulMessageTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Theory]
    [InlineData("/cog/info", "a GeoTIFF.")]
    [InlineData("/cog/tiles/WebMercatorQuad/0/0/0.png", "a GeoTIFF.")]
    [InlineData("/stac/info", "an item of STAC.")]
    [InlineData("/stac/renders", "an item of STAC.")]
    [InlineData("/stac/tiles/WebMercatorQuad/0/0/0.png", "an item of STAC.")]
    [InlineData("/mosaicjson/info", "a MosaicJSON.")]
    [InlineData("/mosaicjson/", "a MosaicJSON.")]
    [InlineData("/mosaicjson/tiles/WebMercatorQuad/0/0/0.png", "a MosaicJSON.")]
    [InlineData(
        "/mosaic/WebMercatorQuad/tilejson.json",
        "a GeoJSON of STAC items, of a folder of uploads, s3://bucket/folder/, or of a GeoTIFF"
    )]
    public async Task A_missing_url_says_what_it_is_the_address_of(string path, string expected)
    {
        (HttpStatusCode status, string message) = await AskAsync(path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains($"url is missing: add ?url= with the address of {expected}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_own_grid_of_a_file_is_refused_for_mosaics_by_its_name()
    {
        (HttpStatusCode status, string message) = await AskAsync(
            $"/mosaic/tiles/CogGrid/0/0/0.png?url={FunctionsFixture.Rgb}&url={FunctionsFixture.Holes}"
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("CogGrid is the grid of the blocks of one file", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_assets_without_assets_are_told_so()
    {
        (HttpStatusCode status, string message) = await AskAsync(
            $"/stac/point/9.003,49.65?url={TestData.PathOf("items/sentinel.json")}&asset_bidx=red|1"
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("asset_bidx is 'red|1', without assets: add assets= with the names of those that it is for.", message);
    }

    [Fact]
    public async Task What_is_no_JSON_is_told_by_its_place()
    {
        (_, string parameters) = await AskAsync($"/cog/preview.png?url={FunctionsFixture.Ramp}&algorithm=hillshade&algorithm_params={{a");
        (_, string document) = await PostAsync("/mosaicjson/validate", "{\n \"mosaicjson\": oops }");
        (_, string body) = await PostAsync($"/cog/statistics?url={FunctionsFixture.Rgb}", "{\"type\": nothing");

        Assert.Equal("algorithm_params is '{a': expected JSON, see line 1, byte 2.", parameters);
        Assert.Equal("It is not JSON: see line 2, byte 16.", document);
        Assert.Equal("The body is not JSON: see line 1, byte 11.", body);
    }

    [Theory]
    [InlineData("/cog/statistics")]
    [InlineData("/cog/feature.png")]
    public async Task A_large_area_far_away_is_404_whatever_is_asked_of_it(string path)
    {
        const string Far = """
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[60,-40],[100,-40],[100,-5],[60,-5],[60,-40]]]}}
            """;

        (HttpStatusCode status, string message) = await PostAsync($"{path}?url={FunctionsFixture.Rgb}&dst_crs=native", Far);

        Assert.Equal((HttpStatusCode.NotFound, "The box is outside bounds: it shares no pixel with the image"), (status, message));
    }

    [Fact]
    public async Task Statistics_of_no_feature_of_a_mosaic_are_told_so()
    {
        (HttpStatusCode status, string message) = await PostAsync(
            $"/mosaic/statistics?url={FunctionsFixture.Rgb}",
            """{"type":"FeatureCollection","features":[]}"""
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("The body has no feature", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_landing_page_leads_to_items_and_mosaics()
    {
        using HttpResponseMessage answer = await functions.Client.GetAsync("/?f=json", TestContext.Current.CancellationToken);
        JsonElement links = (await JsonAsync(answer)).GetProperty("links");

        string[] templates =
        [
            .. links
                .EnumerateArray()
                .Where(link => link.TryGetProperty("templated", out JsonElement templated) && templated.GetBoolean())
                .Select(link => new Uri(link.GetProperty("href").GetString()!).Segments[1]),
        ];
        Assert.Equal(["cog/", "stac/", "mosaicjson/", "mosaic/"], templates);
    }

    private Task<(HttpStatusCode Status, string Message)> AskAsync(string path) =>
        ToldAsync(() => functions.Client.GetAsync(path, TestContext.Current.CancellationToken));

    private Task<(HttpStatusCode Status, string Message)> PostAsync(string path, string body) =>
        ToldAsync(() =>
            functions.Client.PostAsync(
                path,
                new StringContent(body, Encoding.UTF8, "application/geo+json"),
                TestContext.Current.CancellationToken
            )
        );

    private static async Task<(HttpStatusCode Status, string Message)> ToldAsync(Func<Task<HttpResponseMessage>> send)
    {
        using HttpResponseMessage answer = await send();
        JsonElement detail = (await JsonAsync(answer)).GetProperty("detail");
        return (
            answer.StatusCode,
            detail.ValueKind == JsonValueKind.Array ? detail[0].GetProperty("msg").GetString()! : detail.GetString()!
        );
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
}
