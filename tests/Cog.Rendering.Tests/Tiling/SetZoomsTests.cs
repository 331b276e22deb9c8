using System.Globalization;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

/// <summary>minzoom and maxzoom of files in every registered set by rio-tiler's rule: see tests/data/tiling/README.md.</summary>
public class SetZoomsTests
{
    public static IEnumerable<TheoryDataRow<string>> Cases() =>
        File.ReadLines(TestData.PathOf("tiling/zooms.txt")).Skip(1).Select(line => new TheoryDataRow<string>(line));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Are_those_of_rio_tiler(string line)
    {
        string[] words = line.Split(' ');
        double Number(int i) => double.Parse(words[i], CultureInfo.InvariantCulture);
        CogHeader header = await ReadAsync((int)Number(0), Number(1), Number(2), Number(3), (int)Number(4), (int)Number(5));

        Assert.Equal(new ZoomRange((int)Number(7), (int)Number(8)), ZoomRange.Of(header, WellKnownTileMatrixSets.Find(words[6])!));
    }

    /// <summary>A file without pixels.</summary>
    internal static async Task<CogHeader> ReadAsync(int epsg, double west, double north, double pixel, int columns, int rows)
    {
        bool isGeographic = Crs.FromEpsg(epsg).IsGeographic;
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(columns, rows)
                    .Tiled(16384, 16384)
                    .With(TagId.ModelPixelScale, FieldType.Double, pixel, pixel, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, west, north, 0)
                    .With(
                        TagId.GeoKeyDirectory,
                        FieldType.Short,
                        1,
                        1,
                        0,
                        2,
                        1024,
                        0,
                        1,
                        isGeographic ? 2 : 1,
                        isGeographic ? 2048 : 3072,
                        0,
                        1,
                        epsg
                    )
                    .WithBlocks([null])
            )
            .Build();
        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(file),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        return reader.Header;
    }
}
