using Cog.Rendering.Tiling;

namespace Cog.Rendering.Tests.Tiling;

public sealed class TileMatrixSetsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cog-tms-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_folder_there_are_the_registered_ones() => Assert.Same(TileMatrixSets.Registered, TileMatrixSets.Load(null));

    [Fact]
    public void A_folder_adds_its_sets()
    {
        Write("Mine", WellKnownTileMatrixSets.Find("NZTM2000Quad")! with { Id = "Mine" });
        Write("WGS1984Quad", WellKnownTileMatrixSets.Find("WGS1984Quad")! with { Title = "My own" });
        File.WriteAllText(Path.Combine(_folder.FullName, "notes.txt"), "not a set");

        TileMatrixSets sets = TileMatrixSets.Load(_folder.FullName);

        Assert.Equal([.. WellKnownTileMatrixSets.Ids.Except(["WGS1984Quad"]), "Mine", "WGS1984Quad"], sets.Ids);
        Assert.Equal(2193, sets.Find("mine")?.Crs.EpsgCode);
        Assert.Equal("My own", sets.Find("WGS1984Quad")?.Title);
        Assert.Same(WellKnownTileMatrixSets.WebMercatorQuad, sets.Find("WebMercatorQuad"));
        Assert.Null(sets.Find("Other"));
        Assert.Null(sets.Find(TileMatrixSets.NativeGrid));
    }

    [Theory]
    [InlineData("Mine", "{}", "Mine.json: crs is missing")]
    [InlineData("Mine", "[", "Mine.json: It is not JSON")]
    [InlineData("Other", null, "Other.json: id is \"Mine\"; the name of the file without .json is expected")]
    [InlineData("mine", null, "mine.json: id is \"Mine\"")]
    public void A_bad_file_is_named(string name, string? text, string message)
    {
        Write(name, WellKnownTileMatrixSets.Find("NZTM2000Quad")! with { Id = "Mine" });
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, name + ".json"), text);
        }

        FormatException error = Assert.Throws<FormatException>(() => TileMatrixSets.Load(_folder.FullName));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"title\":\"My own\"", "\"title\":\"\\ud800\"")]
    [InlineData("\"title\":\"My own\"", "\"title\":\"ÿ\"")]
    [InlineData("\"orderedAxes\":[\"Y\"", "\"orderedAxes\":[\"\\udc00\"")]
    public void Text_that_is_no_Unicode_is_told_so(string replaced, string by)
    {
        string file = Path.Combine(_folder.FullName, "Mine.json"),
            text = System.Text.Encoding.UTF8.GetString(
                TileMatrixSetDocument.Of(WellKnownTileMatrixSets.Find("NZTM2000Quad")! with { Id = "Mine", Title = "My own" }).ToJson()
            );
        Assert.Contains(replaced, text, StringComparison.Ordinal);
        File.WriteAllBytes(file, System.Text.Encoding.Latin1.GetBytes(text.Replace(replaced, by, StringComparison.Ordinal)));

        FormatException error = Assert.Throws<FormatException>(() => TileMatrixSets.Load(_folder.FullName));

        Assert.Contains("Mine.json: It is not JSON, for a text in it is no Unicode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_the_own_grid_is_taken()
    {
        Write("CogGrid", WellKnownTileMatrixSets.Find("NZTM2000Quad")! with { Id = "CogGrid" });

        Assert.Contains(
            "any but CogGrid",
            Assert.Throws<FormatException>(() => TileMatrixSets.Load(_folder.FullName)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Contains(
            "nowhere",
            Assert.Throws<FormatException>(() => TileMatrixSets.Load(Path.Combine(_folder.FullName, "nowhere"))).Message,
            StringComparison.Ordinal
        );

    private void Write(string name, TileMatrixSet set) =>
        File.WriteAllBytes(Path.Combine(_folder.FullName, name + ".json"), TileMatrixSetDocument.Of(set).ToJson());
}
