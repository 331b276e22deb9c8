using System.Text.Json;

namespace Functions.Tests.Cli;

public class InfoCommandTests
{
    // gdalinfo island-rgb.tif; how block sizes were found: tests/data/cli/README.md.
    [Fact]
    public async Task Tells_what_gdal_tells()
    {
        CogResult result = await CogProcess.RunAsync("info", Sample.Picture, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement root = document.RootElement, profile = root.GetProperty("profile");
        Assert.Equal(
            """{"width":3072,"height":3072,"bands":3,"dtype":"uint8","crs":"EPSG:32628","origin":[300000,3720000],"resolution":[6,-6],"bbox":[300000,3701568,318432,3720000],"compression":"Jpeg","nodata":null,"internal_mask":true}""",
            JsonSerializer.Serialize(profile));
        Assert.Equal([0, 2, 3, 4], Ids(root, "ifd"));
        Assert.Equal([1, 5, 6, 7], Ids(root, "mask_ifd"));
        Assert.Equal(
            """{"id":2,"size":[1536,1536],"block_size":[512,512],"tile_sizes":{"min":1.625,"mean":18.994032118055557,"max":49.2705078125}}""",
            JsonSerializer.Serialize(root.GetProperty("ifd")[1]));
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

    private static IEnumerable<int> Ids(JsonElement root, string name) => root.GetProperty(name).EnumerateArray().Select(i => i.GetProperty("id").GetInt32());
}
