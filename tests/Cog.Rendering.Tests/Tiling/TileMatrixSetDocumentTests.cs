using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;

namespace Cog.Rendering.Tests.Tiling;

public class TileMatrixSetDocumentTests
{
    private const string Matrix =
        """{"id":"0","scaleDenominator":1000,"cellSize":0.28,"pointOfOrigin":[0,10],"tileWidth":64,"tileHeight":32,"matrixWidth":3,"matrixHeight":2}""";

    private const string Set = """{"id":"a","crs":"EPSG:3857","tileMatrices":[M]}""";

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
            Assert.Equal(
                pair.First with
                {
                    VariableWidths = NoWidths,
                    Resolution = 1,
                },
                pair.Second with
                {
                    VariableWidths = NoWidths,
                    Resolution = 1,
                }
            );
            Assert.Equal(1, pair.First.Resolution / pair.Second.Resolution, 1e-15);
            Assert.Equal(pair.First.VariableWidths, pair.Second.VariableWidths);
        });
    }

    /// <summary>The registered document of the set, as far as it is normative.</summary>
    [Fact]
    public void Is_written_as_registered()
    {
        using JsonDocument json = JsonDocument.Parse(TileMatrixSetDocument.Of(WellKnownTileMatrixSets.Find("WGS1984Quad")!).ToJson());
        JsonElement root = json.RootElement,
            level = root.GetProperty("tileMatrices")[1];

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
    [InlineData("WorldCRS84Quad", "http://www.opengis.net/def/crs/OGC/1.3/CRS84")] // morecantile's data, and the register's.
    [InlineData("WebMercatorQuad", "http://www.opengis.net/def/crs/EPSG/0/3857")]
    public void The_CRS_is_named_as_it_is_registered_with_the_set(string id, string crs) =>
        Assert.Equal(crs, TileMatrixSetDocument.Of(WellKnownTileMatrixSets.Find(id)!).Crs);

    [Theory]
    [InlineData("WorldCRS84Quad", "Lon", "Lat")]
    [InlineData("NZTM2000Quad", "Y", "X")] // LINZ's own names for them.
    [InlineData("UTM31WGS84Quad", "E", "N")]
    [InlineData("EuropeanETRS89_LAEAQuad", "Y", "X")]
    public void Axes_are_in_the_authoritys_order(string id, string first, string second) =>
        Assert.Equal([first, second], TileMatrixSetDocument.Of(WellKnownTileMatrixSets.Find(id)!).OrderedAxes);

    [Fact]
    public void Reads_a_set_of_ones_own()
    {
        // Levels in any order, a CRS as an object, no cellSize, the origin's order from the CRS: northing first in New Zealand.
        TileMatrixSet set = Read(
            """
            {"id":"Own","crs":{"uri":"http://www.opengis.net/def/crs/EPSG/0/2193"},"tileMatrices":[
              {"id":"7","scaleDenominator":1000,"pointOfOrigin":[6000000,1500000],"tileWidth":512,"tileHeight":512,"matrixWidth":4,"matrixHeight":6},
              {"id":"6","scaleDenominator":2000,"pointOfOrigin":[6000000,1500000],"tileWidth":512,"tileHeight":512,"matrixWidth":2,"matrixHeight":3}]}
            """
        );

        Assert.Equal((6, 7), (set.MinZoom, set.MaxZoom));
        Assert.Equal((1500000, 6000000), (set.Matrices[0].OriginX, set.Matrices[0].OriginY));
        Assert.Equal(0.56, set.Matrices[0].Resolution, 1e-12);
        Assert.Equal(1500000 + (512 * 0.28), set.BoundsOf(new(7, 0, 0))!.Value.MaxX, 1e-6);
    }

    [Fact]
    public void Levels_without_numbers_are_counted_from_0()
    {
        TileMatrixSet set = Read(
            $$"""{"id":"Own","crs":"EPSG:3857","tileMatrices":[{{Matrix.Replace("\"0\"", "\"fine\"", StringComparison.Ordinal)}}]}"""
        );

        Assert.Equal((0, 0), (set.MinZoom, set.MaxZoom));
    }

    [Fact]
    public void A_CRS_without_a_code_has_the_east_first()
    {
        TileMatrixSet own = WellKnownTileMatrixSets.Find("NZTM2000Quad")! with
        {
            Crs = Crs.Parse("+proj=laea +lat_0=48 +lon_0=9 +datum=WGS84"),
            OrderedAxes = null,
        };

        TileMatrixSetDocument document = TileMatrixSetDocument.Of(own);
        TileMatrixSet read = TileMatrixSetDocument.Read(document.ToJson());

        Assert.Equal(["E", "N"], document.OrderedAxes);
        Assert.Equal((own.Crs.Wkt, own.Matrices[0].OriginX), (read.Crs.Wkt, read.Matrices[0].OriginX));
    }

    [Fact]
    public void Reads_version_1_of_the_standard()
    {
        // As morecantile 3 wrote it: other names, the corner in the order of the CRS.
        TileMatrixSet set = Read(
            """
            {"type":"TileMatrixSetType","title":"Old","identifier":"Old","supportedCRS":"http://www.opengis.net/def/crs/EPSG/0/2193",
             "boundingBox":{"type":"BoundingBoxType","crs":"http://www.opengis.net/def/crs/EPSG/0/2193","lowerCorner":[0,0],"upperCorner":[1,1]},
             "tileMatrix":[{"type":"TileMatrixType","identifier":"0","scaleDenominator":2000,"topLeftCorner":[6000000,1500000],"tileWidth":256,"tileHeight":256,"matrixWidth":1,"matrixHeight":3}]}
            """
        );

        Assert.Equal(("Old", 2193), (set.Id, set.Crs.EpsgCode));
        Assert.Equal(
            (1500000, 6000000, 0.56),
            (set.Matrices[0].OriginX, set.Matrices[0].OriginY, Math.Round(set.Matrices[0].Resolution, 12))
        );
    }

    [Fact]
    public void Reads_a_CRS_from_PROJJSON_that_has_an_id() =>
        Assert.Equal(
            2193,
            Read(
                $$"""{"id":"Own","crs":{"wkt":{"type":"ProjectedCRS","id":{"authority":"EPSG","code":2193} } },"tileMatrices":[{{Matrix}}]}"""
            ).Crs.EpsgCode
        );

    [Theory]
    [InlineData("not json", "", "", "It is not JSON")]
    [InlineData("null", "", "", "The document is null; an object is expected")]
    [InlineData("[]", "", "", "The document is []; an object is expected")]
    [InlineData("{\"id\":\"a\"}", "", "", "crs is missing; a URI, a code like EPSG:3857, or an object with uri or wkt is expected")]
    [InlineData("{\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "", "", "id is missing; a name of letters")]
    [InlineData("{\"id\":\"../a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[M]}", "", "", "id is \"../a\"; a name of letters")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\"}", "", "", "tileMatrices is missing; an array of 1 to 64 tile matrices is expected")]
    [InlineData("{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"tileMatrices\":[]}", "", "", "tileMatrices is []; an array")]
    [InlineData("{\"id\":\"a\",\"crs\":7,\"tileMatrices\":[]}", "", "", "crs is 7; a URI")]
    [InlineData("{\"id\":\"a\",\"crs\":\"Mars\",\"tileMatrices\":[M]}", "", "", "crs is \"Mars\"; a URI")]
    [InlineData(
        "{\"id\":\"a\",\"crs\":{\"wkt\":{}},\"tileMatrices\":[M]}",
        "",
        "",
        "crs.wkt.id is missing; the authority and code of a CRS"
    )]
    [InlineData(
        "{\"id\":\"a\",\"crs\":\"EPSG:3857\",\"orderedAxes\":[\"X\"],\"tileMatrices\":[M]}",
        "",
        "",
        "orderedAxes is [\"X\"]; the names of two axes"
    )]
    [InlineData(Set, "\"cellSize\":0.28", "\"cellSize\":0", "tileMatrices[0].cellSize is 0; a number above 0 is expected")]
    [InlineData(
        Set,
        "\"scaleDenominator\":1000,\"cellSize\":0.28,",
        "",
        "tileMatrices[0].scaleDenominator is missing; a number above 0 is expected"
    )]
    [InlineData(Set, "[0,10]", "[0]", "tileMatrices[0].pointOfOrigin is [0]; two numbers is expected")]
    [InlineData(Set, "[0,10]", "[0,\"10\"]", "tileMatrices[0].pointOfOrigin[1] is \"10\"; two numbers is expected")]
    [InlineData(Set, "\"tileWidth\":64", "\"tileWidth\":0", "tileMatrices[0].tileWidth is 0; a whole number from 1 to 16384 is expected")]
    [InlineData(
        Set,
        "\"tileWidth\":64",
        "\"tileWidth\":6.5",
        "tileMatrices[0].tileWidth is 6.5; a whole number from 1 to 16384 is expected"
    )]
    [InlineData(Set, "\"matrixWidth\":3", "\"matrixWidth\":-3", "tileMatrices[0].matrixWidth is -3; a whole number")]
    [InlineData(Set, "\"matrixWidth\":3", "\"matrixWidth\":1e300", "tileMatrices[0].matrixWidth is 1e300; a whole number")]
    [InlineData(
        Set,
        "\"id\":\"0\"",
        "\"id\":\"0\",\"cornerOfOrigin\":\"bottomLeft\"",
        "tileMatrices[0].cornerOfOrigin is \"bottomLeft\"; topLeft"
    )]
    [InlineData(
        Set,
        "\"id\":\"0\"",
        "\"id\":\"0\",\"variableMatrixWidths\":[{\"coalesce\":2,\"minTileRow\":1,\"maxTileRow\":2}]",
        "tileMatrices[0].variableMatrixWidths[0].maxTileRow is 2; a whole number from 1 to 1"
    )]
    public void Rejects_what_is_no_grid_and_says_where(string json, string replaced, string by, string message)
    {
        string matrix = replaced.Length > 0 ? Matrix.Replace(replaced, by, StringComparison.Ordinal) : Matrix;

        FormatException error = Assert.Throws<FormatException>(() => Read(json.Replace("[M]", $"[{matrix}]", StringComparison.Ordinal)));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_CRS_that_is_not_supported() =>
        Assert.Contains(
            "EPSG:4978",
            Assert
                .Throws<UnsupportedCrsException>(() =>
                    Read(
                        Set.Replace("EPSG:3857", "EPSG:4978", StringComparison.Ordinal)
                            .Replace("[M]", $"[{Matrix}]", StringComparison.Ordinal)
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static TileMatrixSet Read(string json) => TileMatrixSetDocument.Read(System.Text.Encoding.UTF8.GetBytes(json));
}
