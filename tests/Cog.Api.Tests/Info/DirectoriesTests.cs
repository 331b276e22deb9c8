using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Info;

/// <summary>
/// Directories, tags and ground control points. Expected values are those of the files' bytes, entry by entry, and of gdalinfo.
/// </summary>
public class DirectoriesTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private static string GroundPoints { get; } = TestData.PathOf("functions/ground-points.tif");

    [Fact]
    public async Task Every_directory_is_told_tag_by_tag()
    {
        JsonElement ifds = (await functions.GetJsonAsync("/cog/info?ifd=true", FunctionsFixture.Ramp)).GetProperty("ifds");

        Assert.Equal(
            ["0 192 image", "1 700 overview"],
            ifds.EnumerateArray().Select(i => $"{i.GetProperty("index")} {i.GetProperty("offset")} {i.GetProperty("kind")}")
        );
        Assert.Equal(
            [256, 257, 258, 259, 262, 277, 284, 317, 322, 323, 324, 325, 339, 33550, 33922, 34735, 34737, 42112, 42113],
            ifds[0].GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("id").GetInt32())
        );
        Assert.Equal("""{"id":254,"name":"NewSubfileType","type":"LONG","count":1,"value":[1]}""", TagOf(ifds[1], 254));
        Assert.Equal("""{"id":322,"name":"TileWidth","type":"SHORT","count":1,"value":[128]}""", TagOf(ifds[0], 322));
        Assert.Equal("""{"id":324,"name":"TileOffsets","type":"LONG","count":1,"value":[922]}""", TagOf(ifds[1], 324));
        Assert.Equal(
            """{"id":33550,"name":"ModelPixelScaleTag","type":"DOUBLE","count":3,"value":[152.8740565703525,152.8740565703525,0.0]}""",
            TagOf(ifds[0], 33550)
        );
        Assert.Equal("""{"id":42113,"name":"GDAL_NODATA","type":"ASCII","count":2,"value":"0"}""", TagOf(ifds[0], 42113));
    }

    [Fact]
    public async Task None_is_told_unasked_and_none_of_ground_control_points_without_any()
    {
        JsonElement info = await functions.GetJsonAsync("/cog/info?ifd=false", FunctionsFixture.Ramp);

        Assert.False(info.TryGetProperty("ifds", out _));
        Assert.False(info.TryGetProperty("gcps", out _));
        Assert.Equal(422, (await functions.GetProblemAsync("/cog/info?ifd=maybe", FunctionsFixture.Ramp)).Status);
    }

    [Fact]
    public async Task Ground_control_points_are_gdals()
    {
        JsonElement info = await functions.GetJsonAsync("/cog/info", GroundPoints);

        Assert.Equal(
            """
            [{"row":0.0,"col":0.0,"x":-15.0,"y":28.5,"z":0.0},{"row":0.0,"col":16.0,"x":-14.0,"y":28.25,"z":10.0},
            {"row":8.0,"col":0.0,"x":-15.25,"y":28.0,"z":20.0},{"row":8.0,"col":16.0,"x":-14.25,"y":27.75,"z":30.5}]
            """.ReplaceLineEndings(""),
            info.GetProperty("gcps").GetRawText()
        );
    }

    private static string TagOf(JsonElement ifd, int id) =>
        ifd.GetProperty("tags").EnumerateArray().Single(t => t.GetProperty("id").GetInt32() == id).GetRawText();
}
