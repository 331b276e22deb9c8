using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Hosting;

namespace Cog.Api.Tests.Validation;

public class ValidateEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task The_report_has_rio_cogeos_fields_in_rio_cogeos_order()
    {
        JsonElement report = await functions.GetJsonAsync("/cog/validate", FunctionsFixture.Rgb);

        Assert.Equal(
            [
                "Path",
                "Driver",
                "COG",
                "Compression",
                "ColorSpace",
                "COG_errors",
                "COG_warnings",
                "Profile",
                "GEO",
                "Tags",
                "Band Metadata",
                "IFD",
                "readable",
                "readable_errors",
                "advice",
                "verdict",
                "looked_at",
            ],
            report.EnumerateObject().Select(p => p.Name)
        );
        Assert.True(report.GetProperty("COG").GetBoolean());
        Assert.True(report.GetProperty("readable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("COG_errors").ValueKind);
        Assert.Equal(
            """{"Bands":3,"Width":300,"Height":200,"Tiled":true,"Dtype":"uint8","Interleave":"PIXEL","AlphaBand":false,"InternalMask":false,"Nodata":null,"ColorInterp":["undefined","undefined","undefined"],"ColorMap":false,"Scales":[1.0,1.0,1.0],"Offsets":[0.0,0.0,0.0]}""",
            report.GetProperty("Profile").GetRawText()
        );
        Assert.Equal(
            """{"CRS":"EPSG:32628","BoundingBox":[500000.0,3098000.0,503000.0,3100000.0],"Origin":[500000.0,3100000.0],"Resolution":[10.0,-10.0],"MinZoom":14,"MaxZoom":14}""",
            report.GetProperty("GEO").GetRawText()
        );
        Assert.Equal(
            """{"Image Metadata":{"AREA_OR_POINT":"Area"},"Image Structure":{"COMPRESSION":"DEFLATE","INTERLEAVE":"PIXEL","LAYOUT":"COG"}}""",
            report.GetProperty("Tags").GetRawText()
        );
        Assert.Equal(
            """{"Level":1,"Width":150,"Height":100,"Blocksize":[128,128],"Decimation":2}""",
            report.GetProperty("IFD")[1].GetRawText()
        );
    }

    [Fact]
    public async Task A_check_of_everything_says_that_it_was_everything()
    {
        JsonElement report = await functions.GetJsonAsync("/cog/validate?full=true&decode=true", FunctionsFixture.Rgb);

        Assert.Equal("valid", report.GetProperty("verdict").GetString());
        Assert.Equal(
            """{"frames":{"blocks":9,"of":9,"complete":true,"text":"Looked at all 9 blocks."},"decoded":{"blocks":9,"of":9,"complete":true,"text":"Looked at all 9 blocks."}}""",
            report.GetProperty("looked_at").GetRawText()
        );
    }

    [Theory]
    [InlineData("decode=true", "decoded")]
    [InlineData("full=true&decode=true", "frames")]
    [InlineData("full=true&decode=true", "decoded")]
    public async Task A_check_that_a_limit_ends_is_partial_and_says_how_far_it_came(string parameters, string share)
    {
        CogOptions options = CogOptions.LocalMachine with
        {
            Reader = CogOptions.LocalMachine.Reader with
            {
                Limits = CogOptions.LocalMachine.Reader.Limits with { MaxBlocksPerRequest = 5 },
            },
        };
        await using TestServer server = await TestServer.StartAsync(options);

        using HttpResponseMessage response = await server.Client.GetAsync(
            new Uri($"/cog/validate?url={Uri.EscapeDataString(FunctionsFixture.Rgb)}&{parameters}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        JsonElement report = JsonDocument
            .Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement;

        Assert.Equal("partial", report.GetProperty("verdict").GetString());
        JsonElement looked = report.GetProperty("looked_at").GetProperty(share);
        Assert.False(looked.GetProperty("complete").GetBoolean());
        Assert.Equal("Looked at 5 of 9 blocks: MaxBlocksPerRequest is 5.", looked.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Bytes_that_a_request_may_read_end_a_check_not_the_answer()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        try
        {
            // 128 blocks of 16384 bytes: 2 MB, of which 1 MB may be read.
            IfdBuilder image = new IfdBuilder(128 * 128, 128).Tiled(128, 128).WithBlocks(Enumerable.Repeat<byte[]?>(new byte[16384], 128));
            await File.WriteAllBytesAsync(
                path,
                new TiffBuilder { Ghost = TiffBuilder.GhostText }
                    .Add(image)
                    .Build(),
                TestContext.Current.CancellationToken
            );
            CogOptions options = CogOptions.LocalMachine with
            {
                Reader = CogOptions.LocalMachine.Reader with
                {
                    Limits = CogOptions.LocalMachine.Reader.Limits with { MaxBytesPerRequest = 1 << 20 },
                },
            };
            await using TestServer server = await TestServer.StartAsync(options);

            using HttpResponseMessage response = await server.Client.GetAsync(
                new Uri($"/cog/validate?url={Uri.EscapeDataString(path)}&full=true&decode=true", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            JsonElement report = JsonDocument
                .Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .RootElement;

            Assert.Equal("partial", report.GetProperty("verdict").GetString());
            JsonElement looked = report.GetProperty("looked_at").GetProperty("decoded");
            Assert.InRange(looked.GetProperty("blocks").GetInt64(), 0, 64);
            Assert.Equal(128, looked.GetProperty("of").GetInt64());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Facts_are_as_rio_cogeo_gives_them()
    {
        JsonElement colors = await functions.GetJsonAsync("/cog/validate", TestData.PathOf("validation/ycbcr.tif"));
        JsonElement tiling = await functions.GetJsonAsync("/cog/validate", TestData.PathOf("validation/tiling.tif"));
        JsonElement laea = await functions.GetJsonAsync("/cog/validate", TestData.PathOf("validation/laea.tif"));

        Assert.Equal(("JPEG", "YCbCr"), (colors.GetProperty("Compression").GetString(), colors.GetProperty("ColorSpace").GetString()));
        Assert.False(colors.GetProperty("Tags").TryGetProperty("Tiling Scheme", out _));
        Assert.Equal(
            """{"NAME":"GoogleMapsCompatible","ZOOM_LEVEL":"11"}""",
            tiling.GetProperty("Tags").GetProperty("Tiling Scheme").GetRawText()
        );
        Assert.Equal("EPSG:3857", tiling.GetProperty("GEO").GetProperty("CRS").GetString());
        string wkt = laea.GetProperty("GEO").GetProperty("CRS").GetString()!;
        Assert.StartsWith("PROJCS[\"", wkt, StringComparison.Ordinal);
        Assert.Contains(
            "PROJECTION[\"Lambert_Azimuthal_Equal_Area\"],PARAMETER[\"latitude_of_center\",10],PARAMETER[\"longitude_of_center\",20]",
            wkt,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_that_is_no_cog_is_told_why()
    {
        foreach (string name in Corpus.Names("notcog", ""))
        {
            string path = Corpus.PathOf($"notcog/{name}");
            JsonElement verdict = JsonDocument
                .Parse(await File.ReadAllTextAsync(path + ".json", TestContext.Current.CancellationToken))
                .RootElement;
            if (
                !verdict.TryGetProperty("cog", out JsonElement cog)
                || !cog.GetProperty("rio_cogeo").TryGetProperty("valid", out JsonElement valid)
            )
            {
                continue;
            }

            JsonElement report = await functions.GetJsonAsync("/cog/validate", path);
            JsonElement strict = await functions.GetJsonAsync("/cog/validate?strict=true", path);
            Assert.True(valid.GetBoolean() == report.GetProperty("COG").GetBoolean(), name);
            Assert.True(
                cog.GetProperty("rio_cogeo").GetProperty("valid_strict").GetBoolean() == strict.GetProperty("COG").GetBoolean(),
                name
            );
        }
    }

    [Fact]
    public async Task A_cog_whose_blocks_are_rubbish_is_valid_and_not_readable()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        try
        {
            await File.WriteAllBytesAsync(
                path,
                UploadBucket.WithRubbishBlocks(await File.ReadAllBytesAsync(FunctionsFixture.Rgb, TestContext.Current.CancellationToken)),
                TestContext.Current.CancellationToken
            );

            JsonElement report = await functions.GetJsonAsync("/cog/validate", path);

            Assert.True(report.GetProperty("COG").GetBoolean());
            Assert.False(report.GetProperty("readable").GetBoolean());
            Assert.All(report.GetProperty("readable_errors").EnumerateArray(), e =>
                Assert.StartsWith("Level ", e.GetString(), StringComparison.Ordinal)
            );
            Assert.Equal(report.GetProperty("IFD").GetArrayLength(), report.GetProperty("readable_errors").GetArrayLength());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
