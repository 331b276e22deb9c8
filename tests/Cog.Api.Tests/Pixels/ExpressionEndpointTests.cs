using System.Text;
using System.Text.Json;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>
/// <c>expression</c> in every endpoint that reads pixels. In the file, b1 is the column, b2 the row, b3 their sum, all mod 256.
/// </summary>
public class ExpressionEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Box = "/cog/bbox/500100,3099800,500200,3099900";

    private const string Area = """
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon",
        "coordinates":[[[500100,3099800],[500200,3099800],[500200,3099900],[500100,3099900],[500100,3099800]]]}}
        """;

    [Theory]
    [InlineData(Box + ".npy?coord_crs=native&")]
    [InlineData("/cog/crop/500100,3099800,500200,3099900.npy?coord_crs=native&")]
    [InlineData("/cog/map?bbox=500100,3099800,500200,3099900&bbox-crs=EPSG:32628&width=10&height=10&f=npy&")]
    public async Task Each_expression_is_a_band_of_a_box(string path)
    {
        NumPyResponse array = await functions.GetArrayAsync($"{path}expression=b3-b1*2;where(b1>b2,B1,b2)", FunctionsFixture.Rgb);

        Assert.Equal(("<i4", 3), (array.Type, array.Shape[0]));
        ReadOnlySpan<int> values = array.As<int>();
        for (int i = 0; i < 100; i++)
        {
            (int x, int y) = (10 + (i % 10), 10 + (i / 10));
            Assert.Equal((y - x, Math.Max(x, y), int.MaxValue), (values[i], values[100 + i], values[200 + i]));
        }
    }

    [Fact]
    public async Task Quotients_are_numbers_with_a_fraction_in_a_preview_and_in_a_tile()
    {
        NumPyResponse preview = await functions.GetArrayAsync(
            "/cog/preview.npy?expression=(b1-b2)/(b1%2Bb2)&return_mask=false",
            FunctionsFixture.Rgb
        );
        Assert.Equal("<f8", preview.Type);
        Assert.Equal([1, 200, 300], preview.Shape);
        Assert.Equal(0, preview.As<double>()[0]); // 0 / 0
        Assert.Equal((20.0 - 7) / 27, preview.As<double>()[(7 * 300) + 20]);

        NumPyResponse tile = await functions.GetArrayAsync("/cog/tiles/CogGrid/2/0/0.npy?expression=b1/2;b2&bidx=9", FunctionsFixture.Rgb);
        Assert.Equal("<f8", tile.Type);
        Assert.Equal([3, 128, 128], tile.Shape);
        Assert.Equal(
            (2.5, 9.0, double.MaxValue),
            (tile.As<double>()[(9 * 128) + 5], tile.As<double>()[(128 * 128) + (9 * 128) + 5], tile.As<double>()[^1])
        );
    }

    [Fact]
    public async Task A_point_names_results_by_number_and_describes_them_by_their_text()
    {
        JsonElement point = await functions.GetJsonAsync(
            "/cog/point/500105,3099895?coord_crs=native&expression=b1%2Bb2;B3/8;b1>b2",
            FunctionsFixture.Rgb
        );

        Assert.Equal("[20.0,2.5,0.0]", point.GetProperty("values").GetRawText());
        Assert.Equal("""["b1","b2","b3"]""", point.GetProperty("band_names").GetRawText());
        Assert.Equal("""["b1+b2","b3/8","b1>b2"]""", point.GetProperty("band_descriptions").GetRawText());
    }

    // Nodata of any band that is named masks the result, as in rio-tiler.
    [Theory]
    [InlineData("500005,3099995", "b2%2Bb3", "[15]")]
    [InlineData("500005,3099995", "b1%2Bb2", "[null]")]
    [InlineData("500005,3099995", "b2;b1", "[null,null]")]
    [InlineData("500005,3099995&unscale=true", "b2%2Bb3", "[15.0]")]
    [InlineData("500005,3099995&unscale=true", "b1%2Bb2", "[null]")]
    public async Task A_point_has_no_value_where_a_band_has_none(string query, string expression, string values)
    {
        string path = $"/cog/point/{query.Replace("&", "?coord_crs=native&", StringComparison.Ordinal)}";
        path += path.Contains('?', StringComparison.Ordinal) ? "" : "?coord_crs=native";
        JsonElement found = (await functions.GetJsonAsync($"{path}&expression={expression}", FunctionsFixture.Holes)).GetProperty("values");
        Assert.Equal(
            JsonDocument
                .Parse(values)
                .RootElement.EnumerateArray()
                .Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble()),
            found.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble())
        );
    }

    [Fact]
    public async Task Statistics_count_results()
    {
        JsonElement statistics = await functions.GetJsonAsync("/cog/statistics?expression=b2*2;b2>99", FunctionsFixture.Rgb);

        Assert.Equal(["b1", "b2"], statistics.EnumerateObject().Select(band => band.Name));
        JsonElement twice = statistics.GetProperty("b1");
        Assert.Equal(
            (0, 398, 199),
            (twice.GetProperty("min").GetDouble(), twice.GetProperty("max").GetDouble(), twice.GetProperty("mean").GetDouble())
        );
        Assert.Equal("b2*2", twice.GetProperty("description").GetString());
        Assert.Equal(0.5, statistics.GetProperty("b2").GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task Areas_are_cut_and_counted_after_their_bands_are_computed()
    {
        using HttpResponseMessage counted = await PostAsync("/cog/statistics?coord_crs=native&expression=b1*0.5");
        JsonElement statistics = JsonDocument
            .Parse(await counted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("properties")
            .GetProperty("statistics")
            .GetProperty("b1");
        Assert.Equal((5, 9.5), (statistics.GetProperty("min").GetDouble(), statistics.GetProperty("max").GetDouble()));

        using HttpResponseMessage cut = await PostAsync("/cog/feature.npy?coord_crs=native&expression=b1*0.5");
        var array = NumPyResponse.Parse(await cut.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("<f8", array.Type);
        Assert.Equal([2, 10, 10], array.Shape);
        Assert.Equal(9.5, array.As<double>()[9]);
    }

    [Theory]
    [InlineData("png", "rescale=0,255")]
    [InlineData("png", "")]
    [InlineData("webp", "")]
    [InlineData("jpg", "rescale=-1,1")]
    [InlineData("tif", "")]
    public async Task Every_format_holds_results(string format, string query) =>
        Assert.NotEmpty(
            await functions.GetAsync($"{Box}.{format}?coord_crs=native&expression=(b1-b2)/(b1%2Bb2)&{query}", FunctionsFixture.Rgb)
        );

    [Theory]
    [InlineData("/cog/tiles/WebMercatorQuad/0/0/0.png?")]
    [InlineData("/cog/point/500105,3099895?coord_crs=native&")]
    [InlineData("/cog/preview.png?")]
    [InlineData(Box + ".png?coord_crs=native&")]
    [InlineData("/cog/statistics?")]
    [InlineData("/cog/map?")]
    [InlineData("/cog/tilejson.json?")]
    public async Task A_bad_expression_is_the_callers_fault_and_told_with_its_place(string path)
    {
        Assert.Equal(
            (400, "expression is 'b1+*2', at character 4: found '*', expected a band like b1, a number, a function or '('."),
            await functions.GetProblemAsync($"{path}expression=b1%2B*2", FunctionsFixture.Rgb)
        );
        Assert.Equal(
            (400, "expression is 'b9*2': there is no b9, the file has b1, b2, b3."),
            await functions.GetProblemAsync($"{path}expression=b9*2", FunctionsFixture.Rgb)
        );
    }

    [Fact]
    public async Task Links_keep_the_expression()
    {
        JsonElement tileJson = await functions.GetJsonAsync("/cog/tilejson.json?expression=b1%2Bb2;b3", FunctionsFixture.Rgb);
        Assert.Contains("expression=b1%2Bb2", tileJson.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string path)
    {
        using var body = new StringContent(Area, Encoding.UTF8, "application/json");
        HttpResponseMessage response = await functions.Client.PostAsync(
            new Uri($"{path}&url={FunctionsFixture.Rgb}", UriKind.Relative),
            body,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(200, (int)response.StatusCode);
        return response;
    }
}
