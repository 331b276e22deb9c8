using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

public class InfoCommandTests
{
    // gdalinfo island-rgb.tif; how block sizes were found: tests/data/cli/README.md.
    [Fact]
    public async Task Tells_what_gdal_tells()
    {
        CogResult result = await CogProcess.RunAsync("info", Sample.PictureReader, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement root = document.RootElement,
            profile = root.GetProperty("profile");
        Assert.Equal(
            """{"width":3072,"height":3072,"bands":3,"dtype":"uint8","crs":"EPSG:32628","origin":[300000,3720000],"resolution":[6,-6],"bbox":[300000,3701568,318432,3720000],"compression":"Jpeg","nodata":null,"internal_mask":true,"interleave":"pixel","transform":[6,0,300000,0,-6,3720000],"colorinterp":["red","green","blue"],"scales":[1,1,1],"offsets":[0,0,0],"descriptions":[null,null,null]}""",
            JsonSerializer.Serialize(profile)
        );
        Assert.Equal([0, 2, 3, 4], Ids(root, "ifd"));
        Assert.Equal([1, 5, 6, 7], Ids(root, "mask_ifd"));
        Assert.Equal(
            """{"id":2,"size":[1536,1536],"block_size":[512,512],"tile_sizes":{"min":1.625,"mean":18.994032118055557,"max":49.2705078125}}""",
            JsonSerializer.Serialize(root.GetProperty("ifd")[1])
        );
        Assert.Equal("""{"count":1,"bytes":16384}""", JsonSerializer.Serialize(root.GetProperty("reads")));
        Assert.Equal(16_384, root.GetProperty("header_size").GetInt64());
    }

    [Fact]
    public async Task Prints_the_same_for_a_person()
    {
        CogResult result = await CogProcess.RunAsync("info", Sample.Heights);

        Assert.Equal(0, result.ExitCode);
        foreach (string part in (string[])["768 × 768", "1 × float32", "EPSG:32628", "AdobeDeflate", "-9999", "256 × 256", "Header size"])
        {
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
        }
    }

    // rasterio's transform, scales, offsets and descriptions of the same.
    [Fact]
    public async Task Tells_of_turned_images_and_of_what_bands_mean()
    {
        CogResult turned = await CogProcess.RunAsync("info", TestData.PathOf("corpus/tif/geo-utm33-rot.tif"));
        CogResult described = await CogProcess.RunAsync("info", TestData.PathOf("functions/ramp-3857.tif"));
        CogResult scaled = await CogProcess.RunAsync("info", TestData.PathOf("cli/scaled.tif"));

        Assert.Contains("x by 3 a row, y by 3 a column", turned.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Rotation", described.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Scale", described.Output, StringComparison.Ordinal);
        Assert.Matches("Descriptions +height", described.Output);
        Assert.Matches("Interleave +band", scaled.Output);
        Assert.Matches("Colours +gray, undefined", scaled.Output);
        Assert.Matches("Descriptions +red, –", scaled.Output);
        Assert.Matches("Scale, offset +0.0001, -0.1; 1, 0", scaled.Output);
    }

    [Fact]
    public async Task Tags_are_those_of_the_endpoint()
    {
        CogResult without = await CogProcess.RunAsync("info", Sample.Heights, "--json");
        CogResult result = await CogProcess.RunAsync("info", Sample.PictureReader, "--tags", "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("\"ifds\"", without.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement ifds = document.RootElement.GetProperty("ifds");
        Assert.Equal(
            ["image", "mask", "overview", "overview", "overview", "mask", "mask", "mask"],
            ifds.EnumerateArray().Select(i => i.GetProperty("kind").GetString())
        );
        Assert.Equal(
            """{"id":256,"name":"ImageWidth","type":"SHORT","count":1,"value":[3072]}""",
            JsonSerializer.Serialize(ifds[0].GetProperty("tags").EnumerateArray().Single(t => t.GetProperty("id").GetInt32() == 256))
        );
    }

    [Fact]
    public async Task Prints_tags_and_the_number_of_ground_control_points()
    {
        CogResult result = await CogProcess.RunAsync("info", TestData.PathOf("functions/ground-points.tif"), "--tags");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"Ground control points\s+4\s", result.Output);
        Assert.Contains("IFD 0, image, at 8", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"33922\W+ModelTiepointTag\W+DOUBLE\W+24\W+0 0 0 -15 28.5 0 16 0 0 -14 28.25 10 ", result.Output);
    }

    private static IEnumerable<int> Ids(JsonElement root, string name) =>
        root.GetProperty(name).EnumerateArray().Select(i => i.GetProperty("id").GetInt32());
}
