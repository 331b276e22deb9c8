using System.Text.Json;
using Cog.Testing;
using Functions.Tests.Validate;

namespace Functions.Tests.Endpoints;

public class ValidateEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task The_report_has_rio_cogeos_fields_in_rio_cogeos_order()
    {
        JsonElement report = await functions.GetJsonAsync("/cog/validate", FunctionsFixture.Rgb);

        Assert.Equal(
            ["Path", "Driver", "COG", "Compression", "ColorSpace", "COG_errors", "COG_warnings", "Profile", "GEO", "Tags", "Band Metadata", "IFD", "readable", "readable_errors", "advice"],
            report.EnumerateObject().Select(p => p.Name));
        Assert.True(report.GetProperty("COG").GetBoolean());
        Assert.True(report.GetProperty("readable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("COG_errors").ValueKind);
        Assert.Equal(
            """{"Bands":3,"Width":300,"Height":200,"Tiled":true,"Dtype":"uint8","Interleave":"PIXEL","AlphaBand":false,"InternalMask":false,"Nodata":null,"ColorInterp":["undefined","undefined","undefined"],"ColorMap":false,"Scales":[1.0,1.0,1.0],"Offsets":[0.0,0.0,0.0]}""",
            report.GetProperty("Profile").GetRawText());
        Assert.Equal(
            """{"CRS":"EPSG:32628","BoundingBox":[500000.0,3098000.0,503000.0,3100000.0],"Origin":[500000.0,3100000.0],"Resolution":[10.0,-10.0],"MinZoom":14,"MaxZoom":14}""",
            report.GetProperty("GEO").GetRawText());
        Assert.Equal(
            """{"Image Metadata":{"AREA_OR_POINT":"Area"},"Image Structure":{"COMPRESSION":"DEFLATE","INTERLEAVE":"PIXEL","LAYOUT":"COG"}}""",
            report.GetProperty("Tags").GetRawText());
        Assert.Equal(
            """{"Level":1,"Width":150,"Height":100,"Blocksize":[128,128],"Decimation":2}""",
            report.GetProperty("IFD")[1].GetRawText());
    }

    [Fact]
    public async Task A_file_that_is_no_cog_is_told_why()
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Missing);
        foreach (string name in Corpus.Names("notcog", ""))
        {
            string path = Corpus.PathOf($"notcog/{name}");
            JsonElement verdict = JsonDocument.Parse(await File.ReadAllTextAsync(path + ".json", TestContext.Current.CancellationToken)).RootElement;
            if (!verdict.TryGetProperty("cog", out JsonElement cog) || !cog.GetProperty("rio_cogeo").TryGetProperty("valid", out JsonElement valid))
            {
                continue;
            }

            JsonElement report = await functions.GetJsonAsync("/cog/validate", path);
            JsonElement strict = await functions.GetJsonAsync("/cog/validate?strict=true", path);
            Assert.True(valid.GetBoolean() == report.GetProperty("COG").GetBoolean(), name);
            Assert.True(cog.GetProperty("rio_cogeo").GetProperty("valid_strict").GetBoolean() == strict.GetProperty("COG").GetBoolean(), name);
        }
    }

    [Fact]
    public async Task A_cog_whose_blocks_are_rubbish_is_valid_and_not_readable()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        try
        {
            await File.WriteAllBytesAsync(path, Uploads.WithRubbishBlocks(await File.ReadAllBytesAsync(FunctionsFixture.Rgb, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

            JsonElement report = await functions.GetJsonAsync("/cog/validate", path);

            Assert.True(report.GetProperty("COG").GetBoolean());
            Assert.False(report.GetProperty("readable").GetBoolean());
            Assert.All(report.GetProperty("readable_errors").EnumerateArray(), e => Assert.StartsWith("Level ", e.GetString(), StringComparison.Ordinal));
            Assert.Equal(report.GetProperty("IFD").GetArrayLength(), report.GetProperty("readable_errors").GetArrayLength());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
