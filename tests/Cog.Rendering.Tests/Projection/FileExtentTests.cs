using System.Globalization;
using Cog.Header;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>
/// Hemispheres, worlds and full disks: the middles of pixels that GDAL 3.6.2 gives coordinates (tests/data/crs/make_files.py) are within a
/// file's extent.
/// </summary>
public class FileExtentTests
{
    public static TheoryData<string> Rows => [.. File.ReadLines(TestData.PathOf("crs/extents.csv"))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Holds_every_pixel_that_has_a_place_and_not_much_more(string row)
    {
        string[] words = row.Split(';');
        BoundingBox? extent = FileExtent.Of(
            FileOf(words[0], Number(words[1]), Number(words[2]), Number(words[3]), int.Parse(words[4], CultureInfo.InvariantCulture)),
            Crs.Wgs84
        );

        Assert.NotNull(extent);
        BoundingBox box = extent.Value;
        (double low, double high) = (Number(words[5]), Number(words[6]));
        Assert.InRange(box.MinY, Math.Max(-90, low - 8), low + 1e-6);
        Assert.InRange(box.MaxY, high - 1e-6, Math.Min(90, high + 8));
        Assert.InRange(box.MinX, -180, 180);
        Assert.InRange(box.MaxX, -180, 180);
        foreach (string place in words.Skip(7))
        {
            double longitude = Number(place.Split(',')[0]);
            bool isInside =
                box.MinX <= box.MaxX
                    ? longitude >= box.MinX - 1e-5 && longitude <= box.MaxX + 1e-5
                    : longitude >= box.MinX - 1e-5 || longitude <= box.MaxX + 1e-5;
            Assert.True(isInside, $"{place} is not within {box}");
        }
    }

    /// <summary>Away from poles and ends, it is what rasterio's <c>transform_bounds</c> says.</summary>
    [Fact]
    public void Of_a_plain_file_is_that_of_its_edges()
    {
        CogHeader header = FileOf("EPSG:3035", 250000, 4250000, 3200000, 100);
        BoundingBox? extent = FileExtent.Of(header, Crs.Wgs84);

        Assert.Equal(CrsTransform.Create(Crs.Of(header), Crs.Wgs84).TransformBounds(new(4000000, 2950000, 4500000, 3450000)), extent);
    }

    [Fact]
    public void Is_none_where_no_pixel_is_on_the_earth() =>
        Assert.Null(FileExtent.Of(FileOf("+proj=geos +h=35785831 +lon_0=0 +ellps=WGS84", 100000, 9000000, 9000000, 50), Crs.Wgs84));

    /// <summary>
    /// Every place of the hemisphere is in a tile that the limits name, and so is the pole, which Web Mercator has infinitely far.
    /// </summary>
    [Theory]
    [InlineData("EPSG:6931", 9000000)]
    [InlineData("EPSG:6932", 9000000)]
    [InlineData("EPSG:3413", 2000000)]
    [InlineData("+proj=geos +h=35786023 +lon_0=-75 +sweep=x +ellps=GRS80", 5434895)]
    public void Tile_limits_hold_every_pixel(string crs, double half)
    {
        CogHeader header = FileOf(crs, half, 0, 0, 64);
        foreach (string id in new[] { "WebMercatorQuad", "WGS1984Quad" })
        {
            TileMatrixSet set = WellKnownTileMatrixSets.All.Single(each => each.Id == id);
            TileMatrixLimits limits = Assert.Single(TileMatrixLimits.Of(header, set, new(4, 4)));
            TileMatrix matrix = set.MatrixAt(4)!;
            CrsTransform toSet = CrsTransform.Create(Crs.Of(header), set.Crs);
            for (int i = 0; i < 64 * 64; i++)
            {
                (double x, double y) = header.GeoTransform.Apply((i % 64) + 0.5, (i / 64) + 0.5);
                (x, y) = toSet.Transform(x, y);
                double column = (x - matrix.OriginX) / matrix.Resolution / matrix.TileWidth,
                    line = (matrix.OriginY - y) / matrix.Resolution / matrix.TileHeight;
                Assert.True(
                    double.IsNaN(x)
                        || line < 0
                        || line > matrix.MatrixHeight
                        || (
                            column >= limits.MinTileCol
                            && column <= limits.MaxTileCol + 1
                            && line >= limits.MinTileRow
                            && line <= limits.MaxTileRow + 1
                        ),
                    $"{column}, {line} is not within {limits}"
                );
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // A CRS that has no code as text, as GDAL writes it.
    private static CogHeader FileOf(string crs, double half, double middleX, double middleY, int columns)
    {
        bool isCode = crs.StartsWith("EPSG:", StringComparison.Ordinal);
        string text = isCode ? "|" : $"ESRI PE String = {Crs.Parse(crs).Wkt}|";
        double[] keys = isCode
            ? [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, int.Parse(crs[5..], CultureInfo.InvariantCulture)]
            : [1, 1, 0, 4, 1024, 0, 1, 32767, 1025, 0, 1, 1, 3072, 0, 1, 32767, 3073, 34737, text.Length, 0];
        double pixel = 2 * half / columns;
        IfdBuilder image = new IfdBuilder(columns, columns)
            .WithBlocks(new byte[columns * columns])
            .Striped(columns)
            .With(TagId.ModelPixelScale, FieldType.Double, pixel, pixel, 0)
            .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, middleX - half, middleY + half, 0)
            .With(TagId.GeoKeyDirectory, FieldType.Short, keys)
            .With(TagId.GeoAsciiParams, text);
        return CogHeaderReader
            .ReadAsync(
                new MemoryRangeSource(new TiffBuilder().Add(image).Build()),
                CogReaderOptions.Default,
                TestContext.Current.CancellationToken
            )
            .GetAwaiter()
            .GetResult();
    }
}
