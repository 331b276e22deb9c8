using System.Text;
using Cog.Rendering.Tiling;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

public class CreateTmsCommandTests
{
    [Theory]
    [InlineData("a b/ä")]
    [InlineData("")]
    [InlineData("coggrid")]
    public async Task A_name_that_a_folder_of_sets_refuses_is_refused(string id)
    {
        CogResult result = await CogProcess.RunAsync("create-tms", TestData.PathOf("tiling/world.tif"), "--id", id);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(
            $"--id is '{id}': expected a name of letters, digits, '_', '-' and '.', and any but CogGrid.",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Prints_a_set_that_can_be_read_back()
    {
        CogResult result = await CogProcess.RunAsync("create-tms", Sample.PictureReader);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        TileMatrixSet set = TileMatrixSetDocument.Read(Encoding.UTF8.GetBytes(result.Output));

        // gdalinfo: 3072 x 3072 pixels of 6 m in blocks of 512, three overviews; the coarsest comes first.
        Assert.Equal(("island-rgb", 32628, 4), (set.Id, set.Crs.EpsgCode, set.Matrices.Count));
        Assert.Equal([(48, 1), (24, 2), (12, 3), (6, 6)], set.Matrices.Select(m => (m.Resolution, m.MatrixWidth)));
        Assert.Equal(new(300000, 3716928, 303072, 3720000), set.BoundsOf(new(3, 0, 0)));
    }

    [Fact]
    public async Task In_degrees_the_scale_is_that_of_the_equator()
    {
        CogResult result = await CogProcess.RunAsync("create-tms", TestData.PathOf("tiling/world.tif"), "--id", "World");

        TileMatrixSet set = TileMatrixSetDocument.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal(("World", 0.5, 6, 3), (set.Id, set.Matrices[0].Resolution, set.Matrices[0].MatrixWidth, set.Matrices[0].MatrixHeight));
        Assert.Contains("\"scaleDenominator\": 198784804.987", result.Output, StringComparison.Ordinal); // 0.5 * 111319.49 m / 0.28 mm
    }

    [Fact]
    public async Task Says_why_there_is_none()
    {
        CogResult result = await CogProcess.RunAsync("create-tms", TestData.PathOf("tiling/tiles.txt"));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"error: {TestData.PathOf("tiling/tiles.txt")}", result.Error, StringComparison.Ordinal);
    }
}
