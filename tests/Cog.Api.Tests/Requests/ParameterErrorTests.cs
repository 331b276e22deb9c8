using System.Net;
using System.Text.Json;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Requests;

/// <summary>
/// Parameters that make no sense: FastAPI's shape, all of them at once, and the same for a tile and for what links to it.
/// </summary>
public class ParameterErrorTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        JsonElement[] errors = await ErrorsOfAsync(
            "/cog/preview.png?max_size=x&return_mask=perhaps&resampling=foo&dst_crs=Mars&nodata=none"
        );

        Assert.Equal(
            ["query.dst_crs", "query.max_size", "query.nodata", "query.resampling", "query.return_mask"],
            errors.Select(Place).Order(StringComparer.Ordinal)
        );
        Assert.All(errors, error => Assert.Equal("value_error", error.GetProperty("type").GetString()));
        Assert.Contains(
            "max_size is 'x': expected a whole number from 1 to 65536.",
            errors.Select(error => error.GetProperty("msg").GetString())
        );
    }

    [Fact]
    public async Task A_missing_address_is_told_with_the_rest()
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(
            "/cog/statistics?p=200&c=x",
            TestContext.Current.CancellationToken
        );
        JsonElement[] errors = await ErrorsOfAsync(response);

        Assert.Equal(
            [("query.url", "missing"), ("query.c", "value_error"), ("query.p", "value_error")],
            errors.Select(error => (Place(error), error.GetProperty("type").GetString()!))
        );
    }

    [Theory]
    [InlineData("rescale=0", "query.rescale")]
    [InlineData("nodata=none", "query.nodata")]
    [InlineData("resampling=foo", "query.resampling")]
    [InlineData("reproject=gauss", "query.reproject")]
    [InlineData("tilesize=0", "query.tilesize")]
    [InlineData("tilesize=100000", "query.tilesize")]
    [InlineData("buffer=0.3", "query.buffer")]
    [InlineData("padding=-1", "query.padding")]
    [InlineData("return_mask=x", "query.return_mask")]
    [InlineData("colormap_name=nope", "query.colormap_name")]
    [InlineData("color_formula=nope", "query.color_formula")]
    [InlineData("bidx=zero", "query.bidx")]
    public async Task What_a_tile_refuses_its_documents_refuse(string query, string place)
    {
        foreach (
            string path in new[]
            {
                "/cog/tiles/WebMercatorQuad/10/511/340.png",
                "/cog/WebMercatorQuad/tilejson.json",
                "/cog/tiles/WebMercatorQuad",
                "/cog/tiles",
            }
        )
        {
            Assert.Equal([place], (await ErrorsOfAsync($"{path}?{query}")).Select(Place));
        }
    }

    [Theory]
    [InlineData("/cog/tiles/WebMercatorQuad/a/0/0.png", "path.z")]
    [InlineData("/cog/tiles/WebMercatorQuad/0/0/0.bmp", "path.format")]
    [InlineData("/cog/tiles/Nope/0/0/0.png", "path.tileMatrixSetId")]
    [InlineData("/cog/preview/5x.png", "query.height")]
    [InlineData("/cog/point/a,1", "path.lon")]
    [InlineData("/cog/point/a,b", "path.lon", "path.lat")]
    [InlineData("/cog/bbox/1,2,3,d.png", "path.maxy")]
    [InlineData("/cog/bbox/a,b,c,d.png", "path.minx", "path.miny", "path.maxx", "path.maxy")]
    [InlineData("/cog/bbox/3,2,1,4.png?coord_crs=EPSG:3857", "path.bounds")]
    [InlineData("/cog/map?f=bmp", "query.f")]
    [InlineData("/cog/map?f=jp2", "query.f")]
    [InlineData("/cog/preview.jp2", "path.format")]
    public async Task What_is_wrong_is_named(string path, params string[] places) =>
        Assert.Equal(places, (await ErrorsOfAsync(path)).Select(Place));

    private async Task<JsonElement[]> ErrorsOfAsync(string path)
    {
        using HttpResponseMessage response = await functions.SendAsync(path, FunctionsFixture.Ramp);
        return await ErrorsOfAsync(response);
    }

    private static async Task<JsonElement[]> ErrorsOfAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. JsonDocument.Parse(body).RootElement.GetProperty("detail").EnumerateArray()];
    }

    private static string Place(JsonElement error) =>
        string.Join('.', error.GetProperty("loc").EnumerateArray().Select(l => l.GetString()));
}
