using System.Text;
using Cog.Api.Mosaics.Documents;
using Cog.Rendering.Tiling;

namespace Cog.Api.Tests.Mosaics;

/// <summary>Which files a document lists where: by the rules of cogeo-mosaic 9 (backends/base.py).</summary>
public class MosaicDocumentTests
{
    private const string Tiles = """
        "tiles": {"0302310": ["a.tif", "b.tif"], "0302312": ["c.tif", "a.tif"], "0302311": ["d.tif"], "03023": ["never.tif"]}
        """;

    [Fact]
    public void Reads_what_it_says()
    {
        MosaicDocument document = Read(
            $$"""
            {"mosaicjson": "0.0.3", "name": "n", "description": "d", "attribution": "©", "version": "1.0.0", "minzoom": 7, "maxzoom": 9,
            "bounds": [-76, 45, -71, 49.5], "asset_prefix": "s3://bucket/", "layers": {"true_color": {"bidx": [1]} }, {{Tiles}}}
            """
        );

        Assert.Equal(("0.0.3", "n", "d", "©"), (document.Version, document.Name, document.Description, document.Attribution));
        Assert.Equal((new ZoomRange(7, 9), 7), (document.Zooms, document.QuadkeyZoom)); // quadkey_zoom or minzoom
        Assert.Equal(new BoundingBox(-76, 45, -71, 49.5), document.Bounds);
        Assert.Equal([-73.5, 47.25, 7], document.Center);
        Assert.Equal("WebMercatorQuad", document.Set.Id);
        Assert.Equal(3, document.Tiles.Count);
        Assert.Equal(["s3://bucket/a.tif", "s3://bucket/b.tif"], document.Tiles.In(Quadkey.Parse("0302310")!.Value));
    }

    [Fact]
    public void What_it_does_not_say_is_what_cogeo_mosaic_takes()
    {
        MosaicDocument document = Read("""{"mosaicjson": "0.0.2", "minzoom": 3, "quadkey_zoom": null, "tiles": {}}""");

        Assert.Equal((new ZoomRange(3, 30), 3), (document.Zooms, document.QuadkeyZoom));
        Assert.Equal(new BoundingBox(-180, -90, 180, 90), document.Bounds);
        Assert.Equal([0, 0, 3], document.Center);
    }

    [Theory]
    [InlineData("0302310", "a.tif b.tif")]
    [InlineData("03023102", "a.tif b.tif")] // Finer than the lists: of the tile that it is in.
    [InlineData("030231", "a.tif b.tif c.tif d.tif")] // Coarser: 0, 2, 1 in the order of a walk by columns; each once.
    [InlineData("", "a.tif b.tif c.tif d.tif")]
    [InlineData("0302313", "")]
    [InlineData("1", "")]
    public void Lists_the_files_of_a_tile(string key, string expected)
    {
        MosaicDocument document = Read($$"""{"mosaicjson": "0.0.3", "minzoom": 7, {{Tiles}}}""");

        Assert.Equal(expected, string.Join(' ', document.Tiles.In(Quadkey.Parse(key)!.Value)));
    }

    [Fact]
    public void Lists_the_files_of_a_rectangle_column_by_column()
    {
        MosaicDocument document = Read($$"""{"mosaicjson": "0.0.3", "minzoom": 7, {{Tiles}}}""");
        TileIndex corner = Quadkey.Parse("0302310")!.Value.Tile;

        Assert.Equal(
            ["a.tif", "b.tif", "c.tif", "d.tif"],
            document.Tiles.In(corner, new TileIndex(7, corner.X + 1, corner.Y + 1)) // fewer lists than tiles
        );
        Assert.Equal(["a.tif", "b.tif", "d.tif"], document.Tiles.In(corner, new TileIndex(7, corner.X + 1, corner.Y)));
        Assert.Equal(["a.tif", "b.tif", "c.tif", "d.tif"], document.Tiles.In(new TileIndex(7, 0, 0), new TileIndex(7, 127, 127)));
        Assert.Equal(["a.tif", "b.tif"], document.Tiles.In(corner, new TileIndex(7, corner.X + 1, corner.Y + 1), limit: 2));
    }

    [Fact]
    public void A_set_of_its_own_names_the_quadkeys()
    {
        string set = Encoding.UTF8.GetString(TileMatrixSetDocument.Of(TileMatrixSets.Registered.Find("WorldMercatorWGS84Quad")!).ToJson());
        MosaicDocument document = Read($$"""{"mosaicjson": "0.0.3", "tilematrixset": {{set}}, "minzoom": 7, {{Tiles}}}""");

        Assert.Equal("WorldMercatorWGS84Quad", document.Set.Id);
    }

    [Theory]
    [InlineData("[]", "no object")]
    [InlineData("nonsense", "not JSON")]
    [InlineData("""{"mosaicjson": "0.0.3", "tiles": {}""", "not JSON")]
    [InlineData("""{"mosaicjson": "0.0.3", "tiles": {}} more""", "not JSON")]
    [InlineData("""{"tiles": {}}""", "mosaicjson is missing")]
    [InlineData("""{"mosaicjson": "0.0.1", "tiles": {}}""", "mosaicjson is \"0.0.1\"")]
    [InlineData("""{"mosaicjson": "0.0.3"}""", "tiles is missing")]
    [InlineData("""{"mosaicjson": "0.0.3", "tiles": []}""", "tiles is no object")]
    [InlineData("""{"mosaicjson": "0.0.3", "tiles": {"0124": []}}""", "the key \"0124\"")]
    [InlineData("""{"mosaicjson": "0.0.3", "tiles": {"01": "a.tif"}}""", "tiles.01 is no list")]
    [InlineData("""{"mosaicjson": "0.0.3", "tiles": {"01": [{}]}}""", "tiles.01 has something else")]
    [InlineData("""{"mosaicjson": "0.0.3", "minzoom": 31, "tiles": {}}""", "minzoom is no level")]
    [InlineData("""{"mosaicjson": "0.0.3", "minzoom": "7", "tiles": {}}""", "minzoom is no level")]
    [InlineData("""{"mosaicjson": "0.0.3", "minzoom": 7, "maxzoom": 6, "tiles": {}}""", "maxzoom is 6")]
    [InlineData("""{"mosaicjson": "0.0.3", "bounds": [1, 2, 3], "tiles": {}}""", "bounds is no list of 4 numbers")]
    [InlineData("""{"mosaicjson": "0.0.3", "bounds": [1, 3, 3, 2], "tiles": {}}""", "bounds has no west")]
    [InlineData("""{"mosaicjson": "0.0.3", "tilematrixset": "WebMercatorQuad", "tiles": {}}""", "tilematrixset is no object")]
    [InlineData("""{"mosaicjson": "0.0.3", "name": "\ud800", "tiles": {}}""", "no Unicode")]
    public void Says_what_is_wrong(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_document_cut_off_anywhere_is_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"mosaicjson": "0.0.3", "bounds": [-76, 45, -71, 49.5], "minzoom": 7, {{Tiles}}}""");

        for (int length = 0; length < json.Length; length++)
        {
            Assert.Throws<FormatException>(() => MosaicDocumentReader.Read(json.AsMemory(0, length)));
        }
    }

    private static MosaicDocument Read(string json) => MosaicDocumentReader.Read(Encoding.UTF8.GetBytes(json));
}
