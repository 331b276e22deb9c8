using System.Text.Json;
using Cog.Testing;

namespace Functions.Tests.Cli;

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
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("expected rio-cogeo or gdal", unknown.Error, StringComparison.Ordinal);
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
            Assert.Single(document.RootElement.GetProperty("errors").EnumerateArray()).GetString());
    }

    // The corpus has rio-cogeo's verdict on each of these files.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Agrees_with_rio_cogeo(bool strict)
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Missing);
        foreach (string name in Corpus.Names("notcog", "").Take(4))
        {
            string path = Corpus.PathOf(Path.Combine("notcog", name));
            using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync($"{path}.json", TestContext.Current.CancellationToken));
            bool expected = expectation.RootElement.GetProperty("cog").GetProperty("rio_cogeo").GetProperty(strict ? "valid_strict" : "valid").GetBoolean();

            CogResult result = await CogProcess.RunAsync(strict ? ["validate", path, "--strict"] : ["validate", path]);

            Assert.Equal((name, expected ? 0 : 1), (name, result.ExitCode));
        }
    }
}
