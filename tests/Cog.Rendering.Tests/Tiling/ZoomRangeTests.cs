using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

public class ZoomRangeTests
{
    /// <summary>Names, minzoom and maxzoom of the corpus's files whose CRS is supported.</summary>
    public static IEnumerable<TheoryDataRow<string, int, int>> Files()
    {
        if (Corpus.Folder is null)
        {
            yield return new("", 0, 0) { Skip = Corpus.Missing };
        }

        foreach (string name in Corpus.Names("tif", ""))
        {
            using JsonDocument expectation = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"tif/{name}.json")));
            if (expectation.RootElement.TryGetProperty("crs", out JsonElement crs) && crs.ValueKind == JsonValueKind.Object
                && crs.GetProperty("epsg").ValueKind == JsonValueKind.Number && IsSupported(crs.GetProperty("epsg").GetInt32()))
            {
                yield return new(name, crs.GetProperty("minzoom").GetInt32(), crs.GetProperty("maxzoom").GetInt32());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Agrees_with_rio_tiler(string name, int minZoom, int maxZoom)
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(Corpus.PathOf($"tif/{name}")), CogReaderOptions.Default, TestContext.Current.CancellationToken);

        Assert.Equal(new ZoomRange(minZoom, maxZoom), ZoomRange.Of(reader.Header, WellKnownTileMatrixSets.WebMercatorQuad));
    }

    private static bool IsSupported(int epsg)
    {
        try
        {
            _ = Crs.FromEpsg(epsg);
            return true;
        }
        catch (UnsupportedCrsException)
        {
            return false;
        }
    }
}
