using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary><c>cog stac create</c>, beside rio-stac's fields of the same file: tests/data/stac/expected.json.</summary>
public class StacCommandTests
{
    private static readonly string s_file = TestData.PathOf("items/red.tif");

    [Fact]
    public async Task Prints_an_item_with_rio_stacs_fields_and_the_files_sizes()
    {
        CogResult result = await CogProcess.RunAsync("stac", "create", s_file, "--datetime", "2026-01-01", "--collection", "scenes");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement item = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(("Feature", "1.0.0", "red.tif", "scenes"), (Text("type"), Text("stac_version"), Text("id"), Text("collection")));
        JsonElement properties = item.GetProperty("properties"),
            asset = item.GetProperty("assets").GetProperty("data");
        Assert.Equal(
            ["proj:epsg", "proj:geometry", "proj:bbox", "proj:shape", "proj:transform", "datetime"],
            properties.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(32632, properties.GetProperty("proj:epsg").GetInt32());
        JsonElement band = asset.GetProperty("raster:bands")[0];
        Assert.Equal(("uint16", 0), (band.GetProperty("data_type").GetString(), band.GetProperty("nodata").GetInt32()));
        Assert.Equal(
            (1024, 1630),
            (
                band.GetProperty("statistics").GetProperty("minimum").GetInt32(),
                band.GetProperty("statistics").GetProperty("maximum").GetInt32()
            )
        );
        Assert.Equal(new FileInfo(s_file).Length, asset.GetProperty("file:size").GetInt64());
        Assert.InRange(asset.GetProperty("file:header_size").GetInt64(), 1, new FileInfo(s_file).Length);
        Assert.Equal("little-endian", asset.GetProperty("file:byte_order").GetString());
        Assert.Contains(
            "https://stac-extensions.github.io/file/v2.1.0/schema.json",
            item.GetProperty("stac_extensions").GetRawText(),
            StringComparison.Ordinal
        );
        Assert.StartsWith("file:///", asset.GetProperty("href").GetString(), StringComparison.Ordinal);

        string? Text(string name) => item.GetProperty(name).GetString();
    }

    [Fact]
    public async Task An_item_in_a_file_names_its_file_relative_to_it()
    {
        string folder = Directory.CreateTempSubdirectory("cog-stac-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            string file = Path.Combine(folder, "data", "red.tif"),
                item = Path.Combine(folder, "red.json");
            File.Copy(s_file, file);

            CogResult result = await CogProcess.RunAsync("stac", "create", file, "--output", item, "--with_raster", "false");

            Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
            JsonElement asset = JsonDocument
                .Parse(await File.ReadAllBytesAsync(item, TestContext.Current.CancellationToken))
                .RootElement.GetProperty("assets")
                .GetProperty("data");
            Assert.Equal("./data/red.tif", asset.GetProperty("href").GetString());
            Assert.False(asset.TryGetProperty("raster:bands", out _));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Says_why_there_is_none()
    {
        CogResult result = await CogProcess.RunAsync("stac", "create", TestData.PathOf("items/make.py"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith($"error: {TestData.PathOf("items/make.py")} cannot be read", result.Error, StringComparison.Ordinal);
    }
}
