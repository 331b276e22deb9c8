using System.Globalization;
using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

/// <summary>A tile or more of every registered set beside gdalwarp's: see tests/data/tiling/README.md.</summary>
public class WorldTilesTests
{
    /// <summary>
    /// How many pixels must be GDAL's. It transforms each of them here, we interpolate within an eighth of a source pixel: near a pole that
    /// is visible at borders of source pixels.
    /// </summary>
    private const double Same = 0.97;

    private static readonly string[] Lines = [.. File.ReadLines(TestData.PathOf("tiling/tiles.txt")).Skip(1)];

    public static IEnumerable<TheoryDataRow<string, int, long, long>> Tiles() =>
        Lines
            .Select(line => line.Split(' '))
            .Where(words => words.Length == 6)
            .Select(words => new TheoryDataRow<string, int, long, long>(
                words[0],
                int.Parse(words[1], CultureInfo.InvariantCulture),
                long.Parse(words[2], CultureInfo.InvariantCulture),
                long.Parse(words[3], CultureInfo.InvariantCulture)
            ));

    [Fact]
    public void Every_set_has_a_tile_here() =>
        Assert.Equal(WellKnownTileMatrixSets.Ids.Order(), Tiles().Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [MemberData(nameof(Tiles))]
    public async Task Shows_what_gdalwarp_shows(string id, int zoom, long column, long row)
    {
        TileMatrixSet set = WellKnownTileMatrixSets.Find(id)!;
        TileMatrix matrix = set.MatrixAt(zoom)!;
        BoundingBox bounds = Assert.NotNull(set.BoundsOf(new(zoom, column, row)));
        string[] expected =
        [
            .. Lines
                .SkipWhile(line => !line.StartsWith($"{id} {zoom} {column} {row} ", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => !line.Contains(' ', StringComparison.Ordinal)),
        ];
        double[] box =
        [
            .. Lines
                .Single(line => line.StartsWith($"{id} {zoom} {column} {row} ", StringComparison.Ordinal))
                .Split(' ')[4]
                .Split(',')
                .Select(n => double.Parse(n, CultureInfo.InvariantCulture)),
        ];
        double pixel = matrix.Resolution;
        Assert.All(box.Zip([bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY]), pair =>
            Assert.Equal(pair.First, pair.Second, pixel / 1000)
        );

        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf("tiling/world.tif")),
            CogReaderOptions.Default,
            cancellationToken
        );
        RenderPlan plan = Assert.IsType<RenderPlan>(
            RenderPlan.Create(
                reader.Header,
                new(bounds, set.Crs, new(matrix.TileWidth, matrix.TileHeight), Resampling.Nearest),
                TestContext.Current.CancellationToken
            )
        );
        using Raster tile = await TileRenderer.ReadAsync(reader, plan, null, null, cancellationToken);

        int step = Math.Max(1, tile.Width / 32),
            count = 0,
            same = 0;
        byte[] samples = tile.BandBytes(0).ToArray(),
            mask = tile.Mask.ToArray();
        for (int y = 0; y < tile.Height; y += step)
        {
            for (int x = 0; x < tile.Width; x += step)
            {
                int i = (y * tile.Width) + x;
                string found = mask[i] == 0 ? "--" : samples[i].ToString("x2", CultureInfo.InvariantCulture);
                count++;
                same += found == expected[y / step].Substring(x / step * 2, 2) ? 1 : 0;
            }
        }

        Assert.Equal((tile.Height + step - 1) / step, expected.Length);
        Assert.True(same >= Same * count, $"{same} of {count} pixels are the same.");
    }
}
