using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary>The section CLI of aiocogeo's README, as commands of <c>cog</c>. What is asked in code is in Cog.Api.Tests.</summary>
public class AiocogeoReadmeTests
{
    private static readonly string s_lzw = TestData.PathOf("aiocogeo/lzw_cog.tif");

    [Fact]
    public async Task Help_lists_the_commands()
    {
        CogResult result = await CogProcess.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("create-tms", result.Output, StringComparison.Ordinal);
        Assert.Contains("info", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_reads_a_files_metadata()
    {
        CogResult result = await CogProcess.RunAsync("info", s_lzw, "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement profile = JsonDocument.Parse(result.Output).RootElement.GetProperty("profile");
        Assert.Equal(
            ["width", "height", "bands", "dtype", "crs", "origin", "resolution", "bbox", "compression", "nodata", "internal_mask"],
            profile.EnumerateObject().Select(member => member.Name).Take(11) // What is behind them is what rasterio says besides.
        );
        Assert.Equal(
            (10280, 12190, 3, "uint8", "EPSG:26911"),
            (
                profile.GetProperty("width").GetInt32(),
                profile.GetProperty("height").GetInt32(),
                profile.GetProperty("bands").GetInt32(),
                profile.GetProperty("dtype").GetString(),
                profile.GetProperty("crs").GetString()
            )
        );
    }

    [Fact]
    public async Task Create_tms_makes_a_tile_matrix_set()
    {
        CogResult result = await CogProcess.RunAsync("create-tms", s_lzw);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement matrices = JsonDocument.Parse(result.Output).RootElement.GetProperty("tileMatrices");
        Assert.Equal(6, matrices.GetArrayLength());
        Assert.Equal(512, matrices[5].GetProperty("tileWidth").GetInt32());
    }
}
