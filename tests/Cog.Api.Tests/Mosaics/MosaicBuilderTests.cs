using System.Text;
using System.Text.Json;
using Cog.Api.Mosaics.Documents;
using Cog.Rendering.Tiling;

namespace Cog.Api.Tests.Mosaics;

/// <summary>By the rules of cogeo-mosaic 9 (mosaic.py).</summary>
public class MosaicBuilderTests
{
    // Two tiles of level 7 side by side: west and east of 0 degrees, north of the equator (0 to 2.8 degrees).
    private static readonly MosaicFile s_west = new("a/west.tif", new(-2, 0.5, -0.5, 2), new(6, 10), SampleType.UInt8);
    private static readonly MosaicFile s_both = new("a/both.tif", new(-1, 1, 1, 1.5), new(7, 9), SampleType.UInt8);

    [Fact]
    public void Lists_files_by_quadkey_in_their_order()
    {
        JsonElement mosaic = Build([s_west, s_both], new());

        Assert.Equal("0.0.3", mosaic.GetProperty("mosaicjson").GetString());
        Assert.Equal((7, 10, 7), (Int(mosaic, "minzoom"), Int(mosaic, "maxzoom"), Int(mosaic, "quadkey_zoom"))); // the largest of each
        Assert.Equal([-2, 0.5, 1, 2], Doubles(mosaic, "bounds"));
        Assert.Equal([-0.5, 1.25, 7], Doubles(mosaic, "center"));
        string west = Quadkey.Of(new(7, 63, 63))!.Value.ToString(),
            east = Quadkey.Of(new(7, 64, 63))!.Value.ToString();
        Assert.Equal(
            [(west, "a/west.tif a/both.tif"), (east, "a/both.tif")],
            mosaic.GetProperty("tiles").EnumerateObject().Select(t => (t.Name, Joined(t.Value)))
        );
    }

    [Fact]
    public void Files_that_end_where_a_tile_begins_are_not_in_it()
    {
        double edge = 360.0 / 128; // Of a tile of level 7.
        JsonElement mosaic = Build([s_west with { Box = new(-edge, 0, 0, 2.5) }], new() { MinZoom = 7 });

        Assert.Equal(Quadkey.Of(new(7, 63, 63))!.Value.ToString(), Assert.Single(mosaic.GetProperty("tiles").EnumerateObject()).Name);
    }

    [Fact]
    public void What_covers_little_can_be_left_out_and_what_covers_most_come_first()
    {
        JsonElement sorted = Build([s_both, s_west], new() { SortsByCover = true });
        JsonElement most = Build([s_both, s_west], new() { MinTileCover = 0.1 });
        string west = Quadkey.Of(new(7, 63, 63))!.Value.ToString();

        Assert.Equal("a/west.tif a/both.tif", Joined(sorted.GetProperty("tiles").GetProperty(west)));
        Assert.Equal("a/west.tif", Joined(Assert.Single(most.GetProperty("tiles").EnumerateObject()).Value));
    }

    [Fact]
    public void A_prefix_is_said_once()
    {
        byte[] json = MosaicBuilder.Build([s_west, s_both], new() { AssetPrefix = "a/" });
        MosaicDocument document = MosaicDocumentReader.Read(json);

        Assert.Contains("\"west.tif\"", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal(["a/west.tif", "a/both.tif"], document.Tiles.Assets);
        Assert.Contains(
            "does not begin with b/",
            Assert.Throws<FormatException>(() => MosaicBuilder.Build([s_west], new() { AssetPrefix = "b/" })).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Files_are_added_behind_those_that_are_there()
    {
        MosaicDocument before = MosaicDocumentReader.Read(MosaicBuilder.Build([s_west], new() { Words = ("n", null, null), MinZoom = 8 }));

        MosaicDocument after = MosaicDocumentReader.Read(MosaicBuilder.Build([s_both, s_west], new() { Before = before }));

        Assert.Equal(("n", 8, new ZoomRange(8, 10)), (after.Name, after.QuadkeyZoom, after.Zooms));
        Assert.Equal(["a/west.tif", "a/both.tif"], after.Tiles.In(Quadkey.Parse("")!.Value).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(-2, after.Bounds.MinX);
        Assert.Equal(1, after.Bounds.MaxX);
    }

    [Fact]
    public void A_file_across_the_antimeridian_is_on_both_sides()
    {
        JsonElement mosaic = Build([s_west with { Box = new(179, 0.5, -179, 1) }], new() { MinZoom = 7 });

        Assert.Equal(2, mosaic.GetProperty("tiles").EnumerateObject().Count());
        Assert.Equal([-180, 0.5, 180, 1], Doubles(mosaic, "bounds"));
    }

    [Fact]
    public void Samples_of_two_types_are_no_mosaic() =>
        Assert.Contains(
            "uint8",
            Assert.Throws<FormatException>(() => MosaicBuilder.Build([s_west, s_both with { Type = SampleType.Float32 }], new())).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Nothing_is_no_mosaic() => Assert.Throws<FormatException>(() => MosaicBuilder.Build([], new()));

    private static JsonElement Build(IReadOnlyList<MosaicFile> files, MosaicBuilding building) =>
        JsonDocument.Parse(MosaicBuilder.Build(files, building)).RootElement;

    private static int Int(JsonElement mosaic, string name) => mosaic.GetProperty(name).GetInt32();

    private static double[] Doubles(JsonElement mosaic, string name) =>
        [.. mosaic.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    private static string Joined(JsonElement list) => string.Join(' ', list.EnumerateArray().Select(a => a.GetString()));
}
