using System.Text.Json;
using Cog.Rendering.Tiling;

namespace Cog.Rendering.Tests.Tiling;

public class TileMatrixSetDocumentTests
{
    private const string Matrix = """{"id":"0","scaleDenominator":1000,"cellSize":0.28,"pointOfOrigin":[0,10],"tileWidth":64,"tileHeight":32,"matrixWidth":3,"matrixHeight":2}""";

    private static readonly IReadOnlyList<VariableMatrixWidth> NoWidths = [];

    public static TheoryData<string> Ids => [.. WellKnownTileMatrixSets.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Comes_back_from_JSON(string id)
    {
        TileMatrixSet set = WellKnownTileMatrixSets.Find(id)!;

        TileMatrixSet read = TileMatrixSetDocument.Read(TileMatrixSetDocument.Of(set).ToJson());

        Assert.Equal((set.Id, set.Title, set.Uri, set.Crs.Uri), (read.Id, read.Title, read.Uri, read.Crs.Uri));
        Assert.Equal(set.Matrices.Count, read.Matrices.Count);
        Assert.All(set.Matrices.Zip(read.Matrices), pair =>
        {
            // Records compare their lists by reference; the last digit of 2 to the power of -25 is lost in text.
            Assert.Equal(pair.First with { VariableWidths = NoWidths, Resolution = 1 }, pair.Second with { VariableWidths = NoWidths, Resolution = 1 });
            Assert.Equal(1, pair.First.Resolution / pair.Second.Resolution, 1e-15);
            Assert.Equal(pair.First.VariableWidths, pair.Second.VariableWidths);
        });
    }

    /// <summary>The registered document of the set, as far as it is normative.</summary>
    [Fact]
    public void Is_written_as_registered()
    {
        using JsonDocument json = JsonDocument.Parse(TileMatrixSetDocument.Of(WellKnownTileMatrixSets.Find("WGS1984Quad")!).ToJson());
        JsonElement root = json.RootElement, level = root.GetProperty("tileMatrices")[1];

        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/4326", root.GetProperty("crs").GetString());
        Assert.Equal(["Lat", "Lon"], root.GetProperty("orderedAxes").EnumerateArray().Select(axis => axis.GetString()!));
        Assert.Equal("http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad", root.GetProperty("wellKnownScaleSet").GetString());
        Assert.Equal("1", level.GetProperty("id").GetString());
        Assert.Equal(139770566.007179, level.GetProperty("scaleDenominator").GetDouble(), 1e-6);
        Assert.Equal(0.3515625, level.GetProperty("cellSize").GetDouble());
        Assert.Equal([90, -180], level.GetProperty("pointOfOrigin").EnumerateArray().Select(n => n.GetDouble()));
        Assert.False(level.TryGetProperty("variableMatrixWidths", out _));
    }

    [Theory]
    [InlineData("WorldCRS84Quad", "Lon", "Lat")]
    [InlineData("NZTM2000Quad", "N", "E")]
    [InlineData("UTM31WGS84Quad", "E", "N")]
    [InlineData("EuropeanETRS89_LAEAQuad", "Y", "X")]
    public void Axes_are_in_the_authoritys_order(string id, string first, string second) =>
        Assert.Equal([first, second], TileMatrixSetDocument.Of(WellKnownTileMatrixSets.Find(id)!).OrderedAxes);

    [Fact]
    public void Reads_a_set_of_ones_own()
    {
        // Levels in any order, a CRS as an object, no cellSize, the origin's order from the CRS: northing first in New Zealand.
        TileMatrixSet set = Read("""
            {"id":"Own","crs":{"uri":"http://www.opengis.net/def/crs/EPSG/0/2193"},"tileMatrices":[
              {"id":"7","scaleDenominator":1000,"pointOfOrigin":[6000000,1500000],"tileWidth":512,"tileHeight":512,"matrixWidth":4,"matrixHeight":6},
              {"id":"6","scaleDenominator":2000,"pointOfOrigin":[6000000,1500000],"tileWidth":512,"tileHeight":512,"matrixWidth":2,"matrixHeight":3}]}
            """);

        Assert.Equal((6, 7), (set.MinZoom, set.MaxZoom));
        Assert.Equal((1500000, 6000000), (set.Matrices[0].OriginX, set.Matrices[0].OriginY));
        Assert.Equal(0.56, set.Matrices[0].Resolution, 1e-12);
        Assert.Equal(1500000 + (512 * 0.28), set.BoundsOf(new(7, 0, 0))!.Value.MaxX, 1e-6);
    }

    [Fact]
    public void Levels_without_numbers_are_counted_from_0()
    {
        TileMatrixSet set = Read($$"""{"id":"Own","crs":"EPSG:3857","tileMatrices":[{{Matrix.Replace("\"0\"", "\"fine\"", StringComparison.Ordinal)}}]}""");

        Assert.Equal((0, 0), (set.MinZoom, set.MaxZoom));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[]}")]
    [InlineData("{\"id\":\"a\",\"crs\":7,\"tileMatrices\":[]}")]
    [InlineData("{\"id\":\"a\",\"crs\":\"Mars\",\"tileMatrices\":[M]}")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "\"cellSize\":0.28", "\"cellSize\":0")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "[0,10]", "[0]")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "\"tileWidth\":64", "\"tileWidth\":0")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "\"matrixWidth\":3", "\"matrixWidth\":-3")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "\"id\":\"0\"", "\"id\":\"0\",\"cornerOfOrigin\":\"bottomLeft\"")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "\"id\":\"0\"", "\"id\":\"0\",\"variableMatrixWidths\":[{\"coalesce\":2,\"minTileRow\":1,\"maxTileRow\":2}]")]
    public void Rejects_what_is_no_grid(string json, string replaced = "", string by = "")
    {
        string matrix = replaced.Length > 0 ? Matrix.Replace(replaced, by, StringComparison.Ordinal) : Matrix;

        Assert.Throws<FormatException>(() => Read(json.Replace("M", matrix, StringComparison.Ordinal).Replace(matrix + "ars", "Mars", StringComparison.Ordinal)));
    }

    private static TileMatrixSet Read(string json) => TileMatrixSetDocument.Read(System.Text.Encoding.UTF8.GetBytes(json));
}
