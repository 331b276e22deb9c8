using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Items;

/// <summary>
/// An item's renders: names, links and what is turned into what are TiTiler's (titiler.extensions 2.2, render.py and its test).
/// </summary>
public sealed class ItemRendersTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>, IDisposable
{
    private readonly string _item = WriteItem();

    public void Dispose() => File.Delete(_item);

    [Fact]
    public async Task Each_render_is_listed_with_links_to_its_maps()
    {
        JsonElement list = await functions.GetJsonAsync("/stac/renders", _item);

        Assert.Equal("self", list.GetProperty("links")[0].GetProperty("rel").GetString());
        JsonElement renders = list.GetProperty("renders");
        Assert.Equal(["color", "old", "computed", "nothing"], renders.EnumerateObject().Select(render => render.Name));
        JsonElement color = renders.GetProperty("color");
        Assert.True(color.GetProperty("valid").GetBoolean());
        Assert.Equal(
            """{"title":"Red in colours","assets":["red"],"rescale":[[0,1500]],"colormap_name":"viridis","unknown":"x"}""",
            color.GetProperty("params").GetRawText()
        );
        Assert.Equal(
            ["/stac/renders/color", "/stac/{tileMatrixSetId}/tilejson.json", "/stac/WMTSCapabilities.xml"],
            color.GetProperty("links").EnumerateArray().Select(PathOf)
        );
    }

    [Fact]
    public async Task Options_of_TiTiler_before_2_are_put_behind_their_assets()
    {
        JsonElement old = await functions.GetJsonAsync("/stac/renders/old", _item);
        JsonElement computed = await functions.GetJsonAsync("/stac/renders/computed", _item);

        Assert.Equal("""{"assets":["red|bidx=1","nir|bidx=1"]}""", old.GetProperty("params").GetRawText());
        Assert.Equal("""{"assets":["red|expression=b1*2"]}""", computed.GetProperty("params").GetRawText());
    }

    [Fact]
    public async Task A_render_without_assets_is_not_valid_and_one_that_is_not_there_is_404()
    {
        JsonElement nothing = await functions.GetJsonAsync("/stac/renders/nothing", _item);

        Assert.False(nothing.GetProperty("valid").GetBoolean());
        Assert.Single(nothing.GetProperty("links").EnumerateArray());
        Assert.Equal((404, "Render not found"), await functions.GetProblemAsync("/stac/renders/gone", _item));
    }

    [Fact]
    public async Task A_link_of_a_render_leads_to_tiles_in_its_colours()
    {
        JsonElement render = await functions.GetJsonAsync("/stac/renders/color", _item);
        string address = render
            .GetProperty("links")[1]
            .GetProperty("href")
            .GetString()!
            .Replace("{tileMatrixSetId}", "WebMercatorQuad", StringComparison.Ordinal);

        using HttpResponseMessage answer = await functions.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement tileJson = JsonDocument
            .Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement;
        Assert.Contains("colormap_name=viridis", tileJson.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(["color", "old", "computed"], tileJson.GetProperty("raster_layers").EnumerateObject().Select(layer => layer.Name));
    }

    [Fact]
    public async Task Each_valid_render_is_a_layer_of_the_WMTS()
    {
        XDocument capabilities = XDocument.Parse(
            System.Text.Encoding.UTF8.GetString(await functions.GetAsync("/stac/WebMercatorQuad/WMTSCapabilities.xml?assets=nir", _item))
        );

        XNamespace wmts = "http://www.opengis.net/wmts/1.0",
            ows = "http://www.opengis.net/ows/1.1";
        XElement[] layers = [.. capabilities.Descendants(wmts + "Layer")];
        Assert.Equal(
            ["color", "old", "computed", "default"],
            layers.Select(layer => layer.Element(ows + "Identifier")!.Value.Split("_WebMercatorQuad_")[1])
        );
        string[] templates = [.. layers.Select(layer => layer.Element(wmts + "ResourceURL")!.Attribute("template")!.Value)];
        Assert.Contains("colormap_name=viridis", templates[0], StringComparison.Ordinal);
        Assert.DoesNotContain("assets=nir", templates[0], StringComparison.Ordinal);
        Assert.Contains("assets=nir", templates[^1], StringComparison.Ordinal);
        Assert.Single(capabilities.Descendants(wmts + "TileMatrixSet"), set => set.Element(ows + "Identifier") is not null);
        string tile = templates[0]
            .Replace("{TileMatrix}", "14", StringComparison.Ordinal)
            .Replace("{TileCol}", "8601", StringComparison.Ordinal)
            .Replace("{TileRow}", "5556", StringComparison.Ordinal);
        using HttpResponseMessage picture = await functions.Client.GetAsync(tile, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.UnprocessableEntity, picture.StatusCode);
        Assert.NotEqual(HttpStatusCode.BadRequest, picture.StatusCode);
    }

    [Fact]
    public async Task An_item_without_renders_has_none()
    {
        JsonElement list = await functions.GetJsonAsync("/stac/renders", TestData.PathOf("items/sentinel.json"));

        Assert.Equal("{}", list.GetProperty("renders").GetRawText());
    }

    private static string PathOf(JsonElement link) => Uri.UnescapeDataString(new Uri(link.GetProperty("href").GetString()!).AbsolutePath);

    // The item of tests/data/items with renders, beside its files.
    private static string WriteItem()
    {
        string path = TestData.PathOf("items/sentinel.json");
        string text = File.ReadAllText(path);
        const string Properties = "\"properties\": {";
        string renders = """
             "renders": {
              "color": {
               "title": "Red in colours", "assets": ["red"], "rescale": [[0, 1500]], "colormap_name": "viridis", "nodata": null,
               "unknown": "x"
              },
              "old": { "assets": ["red", "nir"], "asset_bidx": ["red|1", "nir|1"] },
              "computed": { "assets": ["red"], "asset_expression": ["red|b1*2"] },
              "nothing": { "expression": "b1*2" },
              "no object": 1
             },
            """;
        string changed = text.Replace(Properties, Properties + renders, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        string copy = Path.Combine(Path.GetDirectoryName(path)!, $"renders-{Guid.NewGuid():N}.json");
        File.WriteAllText(copy, changed);
        return copy;
    }
}
