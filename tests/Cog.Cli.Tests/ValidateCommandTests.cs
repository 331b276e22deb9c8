using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

public class ValidateCommandTests
{
    [Fact]
    public async Task A_cog_ends_with_0()
    {
        CogResult result = await CogProcess.RunAsync("validate", Sample.PictureReader, "--strict");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("This is a Cloud Optimized GeoTIFF.", result.Output.Split('\n')[0]);
        Assert.Contains("Opening the file takes 1 read", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judges_by_gdals_rules_and_every_block_when_asked()
    {
        CogResult good = await CogProcess.RunAsync("validate", Sample.PictureReader, "--profile", "gdal", "--full");
        CogResult unknown = await CogProcess.RunAsync("validate", Sample.PictureReader, "--profile", "esri");

        Assert.Equal(0, good.ExitCode);
        Assert.Contains("Leaders and trailers: Looked at all ", good.Output, StringComparison.Ordinal);
        Assert.Contains("Pixels: Looked at all ", good.Output, StringComparison.Ordinal);
        Assert.Equal(64, unknown.ExitCode);
        Assert.Contains("expected rio-cogeo or gdal", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_damaged_block_ends_with_1_when_all_are_decoded()
    {
        byte[] file = await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken);
        int at = file.Length * 7 / 10;
        file.AsSpan(at, 2000).Fill(0xFF); // Of a JPEG block, somewhere in it.
        string path = Sample.Write("damaged.tif", file);

        CogResult full = await CogProcess.RunAsync("validate", path, "--full");
        CogResult decoded = await CogProcess.RunAsync("validate", path, "--decode", "--json");

        Assert.Equal(1, full.ExitCode);
        Assert.Contains("unreadable: Level 0", full.Output, StringComparison.Ordinal);
        Assert.Equal(1, decoded.ExitCode);
        using JsonDocument document = JsonDocument.Parse(decoded.Output);
        Assert.Equal("invalid", document.RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task What_no_codec_is_here_for_ends_with_2()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(new IfdBuilder(16, 16).Tiled(16, 16).With(Cog.TagId.Compression, Cog.FieldType.Short, 34712).WithBlocks([1, 2, 3, 4]))
            .Build();

        CogResult result = await CogProcess.RunAsync("validate", Sample.Write("jpeg2000.tif", file));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("not all of it could be judged", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_tells_the_exit_codes()
    {
        CogResult help = await CogProcess.RunAsync("validate", "--help");

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("Exit codes: 0 valid; 1 invalid; 2 ", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anything_else_ends_with_1_and_says_why()
    {
        string path = Sample.Write("with-ovr.tif", await File.ReadAllBytesAsync(Sample.Heights, TestContext.Current.CancellationToken));
        Sample.Write("with-ovr.tif.ovr", []);

        CogResult result = await CogProcess.RunAsync("validate", path, "--json");

        Assert.Equal(1, result.ExitCode);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.False(document.RootElement.GetProperty("cog").GetBoolean());
        Assert.Equal(
            "Overviews found in external .ovr file. They should be internal",
            Assert.Single(document.RootElement.GetProperty("errors").EnumerateArray()).GetString()
        );
    }

    // The corpus has rio-cogeo's verdict on each of these files.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Agrees_with_rio_cogeo(bool strict)
    {
        foreach (string name in Corpus.Names("notcog", "").Take(4))
        {
            string path = Corpus.PathOf(Path.Combine("notcog", name));
            using JsonDocument expectation = JsonDocument.Parse(
                await File.ReadAllBytesAsync($"{path}.json", TestContext.Current.CancellationToken)
            );
            bool expected = expectation
                .RootElement.GetProperty("cog")
                .GetProperty("rio_cogeo")
                .GetProperty(strict ? "valid_strict" : "valid")
                .GetBoolean();

            CogResult result = await CogProcess.RunAsync(strict ? ["validate", path, "--strict"] : ["validate", path]);

            Assert.Equal((name, expected ? 0 : 1), (name, result.ExitCode));
        }
    }
}
