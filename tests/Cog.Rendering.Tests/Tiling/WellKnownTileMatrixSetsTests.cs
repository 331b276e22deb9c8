using Cog.Rendering.Tiling;

namespace Cog.Rendering.Tests.Tiling;

/// <summary>Numbers as OGC 17-083r4 and LINZ register them: scale denominators, corners, counts of tiles.</summary>
public class WellKnownTileMatrixSetsTests
{
    [Theory]
    [InlineData("WebMercatorQuad", 24, 33.3238997476529, -20037508.3427892, 20037508.3427892, 256, 16777216, 16777216)]
    [InlineData("WorldCRS84Quad", 0, 279541132.014358, -180, 90, 256, 2, 1)]
    [InlineData("WorldCRS84Quad", 17, 2132.72958384978, -180, 90, 256, 262144, 131072)]
    [InlineData("WGS1984Quad", 23, 33.3238997476528, -180, 90, 256, 16777216, 8388608)]
    [InlineData("WorldMercatorWGS84Quad", 0, 559082264.028717, -20037508.3427892, 20037508.3427892, 256, 1, 1)]
    [InlineData("EuropeanETRS89_LAEAQuad", 0, 62779017.8571428, 2000000, 5500000, 256, 1, 1)]
    [InlineData("EuropeanETRS89_LAEAQuad", 15, 1915.86358206612, 2000000, 5500000, 256, 32768, 32768)]
    [InlineData("NZTM2000Quad", 0, 139770566.007179, -3260586.7284, 10438190.1652, 256, 1, 1)]
    [InlineData("NZTM2000Quad", 21, 66.64779949530553, -3260586.7284, 10438190.1652, 256, 2097152, 2097152)]
    [InlineData("UTM31WGS84Quad", 1, 279072704.500914, -9501965.72931276, 20003931.4586255, 256, 1, 2)]
    [InlineData("UTM31WGS84Quad", 24, 33.2680588365691, -9501965.72931276, 20003931.4586255, 256, 8388608, 16777216)]
    [InlineData("CanadianNAD83_LCC", 0, 137016643.080905, -34655800, 39310000, 256, 5, 5)]
    [InlineData("CanadianNAD83_LCC", 5, 9449423.660752, -34655800, 39310000, 256, 62, 66)]
    [InlineData("CanadianNAD83_LCC", 18, 9449.423660752, -34655800, 39310000, 256, 61720, 65646)]
    [InlineData("CanadianNAD83_LCC", 25, 236.2355915188, -34655800, 39310000, 256, 2468768, 2625811)]
    [InlineData("UPSArcticWGS84Quad", 0, 458726544.4, -14440759.350252, 18440759.350252, 256, 1, 1)]
    [InlineData("UPSAntarcticWGS84Quad", 24, 27.34223273, -14440759.350252, 18440759.350252, 256, 16777216, 16777216)]
    [InlineData("LINZAntarticaMapTilegrid", 0, 409600000, -918457.73, 6918457.73, 256, 1, 1)]
    [InlineData("LINZAntarticaMapTilegrid", 1, 204800000, -918457.73, 6918457.73, 256, 1, 1)]
    [InlineData("LINZAntarticaMapTilegrid", 4, 25600000, -918457.73, 6918457.73, 256, 7, 7)]
    [InlineData("LINZAntarticaMapTilegrid", 9, 800000, -918457.73, 6918457.73, 256, 207, 207)]
    [InlineData("LINZAntarticaMapTilegrid", 13, 50000, -918457.73, 6918457.73, 256, 3303, 3303)]
    [InlineData("CDB1GlobalGrid", -10, 397569609.9759771, -180, 90, 1, 360, 180)]
    [InlineData("CDB1GlobalGrid", 0, 388251.572242165, -180, 90, 1024, 360, 180)]
    [InlineData("CDB1GlobalGrid", 21, 0.1851327763758, -180, 90, 1024, 754974720, 377487360)]
    [InlineData("GNOSISGlobalGrid", 0, 139770566.00717944, -180, 90, 256, 4, 2)]
    [InlineData("GNOSISGlobalGrid", 28, 0.5206859335571, -180, 90, 256, 1073741824, 536870912)]
    public void Are_the_registered_ones(
        string id,
        int zoom,
        double scaleDenominator,
        double left,
        double top,
        int tile,
        long columns,
        long rows
    )
    {
        TileMatrixSet set = Assert.IsType<TileMatrixSet>(WellKnownTileMatrixSets.Find(id));
        TileMatrix matrix = Assert.IsType<TileMatrix>(set.MatrixAt(zoom));

        Assert.Equal(zoom, matrix.Zoom);
        Assert.Equal(1, matrix.Resolution * set.Crs.MetersPerUnit / 0.28e-3 / scaleDenominator, 1e-9);
        Assert.Equal((left, top), (Math.Round(matrix.OriginX, 8), Math.Round(matrix.OriginY, 8)), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6
        );
        Assert.Equal((tile, tile), (matrix.TileWidth, matrix.TileHeight));
        Assert.Equal((columns, rows), (matrix.MatrixWidth, matrix.MatrixHeight));
    }

    [Theory]
    [InlineData("WebMercatorQuad", 0, 24, 3857)]
    [InlineData("WorldCRS84Quad", 0, 23, 4326)]
    [InlineData("WGS1984Quad", 0, 23, 4326)]
    [InlineData("WorldMercatorWGS84Quad", 0, 24, 3395)]
    [InlineData("EuropeanETRS89_LAEAQuad", 0, 15, 3035)]
    [InlineData("NZTM2000Quad", 0, 21, 2193)]
    [InlineData("UTM31WGS84Quad", 1, 24, 32631)]
    [InlineData("CanadianNAD83_LCC", 0, 25, 3978)]
    [InlineData("UPSArcticWGS84Quad", 0, 24, 5041)]
    [InlineData("UPSAntarcticWGS84Quad", 0, 24, 5042)]
    [InlineData("LINZAntarticaMapTilegrid", 0, 13, 5482)]
    [InlineData("CDB1GlobalGrid", -10, 21, 4326)]
    [InlineData("GNOSISGlobalGrid", 0, 28, 4326)]
    public void Have_these_levels_and_CRSs(string id, int minZoom, int maxZoom, int epsg)
    {
        TileMatrixSet set = Assert.IsType<TileMatrixSet>(WellKnownTileMatrixSets.Find(id));

        Assert.Equal((minZoom, maxZoom, epsg), (set.MinZoom, set.MaxZoom, set.Crs.EpsgCode!.Value));
        Assert.Contains(set, WellKnownTileMatrixSets.All);
        Assert.Contains(set.Id, WellKnownTileMatrixSets.Ids);
        Assert.Equal(WellKnownTileMatrixSets.Ids.Count, WellKnownTileMatrixSets.All.Count);
    }

    /// <summary>
    /// The registered rows of CDB 1 at level 1 and of GNOSIS at levels 1, 3 and 28, from the north: coalesce, first and last row.
    /// </summary>
    [Theory]
    [InlineData("CDB1GlobalGrid", 1, "12:0-1 6:2-19 4:20-29 3:30-39 2:40-79 2:280-319 3:320-329 4:330-339 6:340-357 12:358-359")]
    [InlineData("CDB1GlobalGrid", -9, "12:0-0 6:1-9 4:10-14 3:15-19 2:20-39 2:140-159 3:160-164 4:165-169 6:170-178 12:179-179")]
    [InlineData("GNOSISGlobalGrid", 0, "")]
    [InlineData("GNOSISGlobalGrid", 1, "2:0-0 2:3-3")]
    [InlineData("GNOSISGlobalGrid", 3, "8:0-0 4:1-1 2:2-3 2:12-13 4:14-14 8:15-15")]
    public void Tiles_are_wider_near_the_poles(string id, int zoom, string rows)
    {
        TileMatrix matrix = WellKnownTileMatrixSets.Find(id)!.MatrixAt(zoom)!;

        Assert.Equal(rows, string.Join(' ', matrix.VariableWidths.Select(w => $"{w.Coalesce}:{w.MinTileRow}-{w.MaxTileRow}")));
        Assert.All(matrix.VariableWidths, rows => Assert.Equal(0, matrix.MatrixWidth % rows.Coalesce));
    }

    [Fact]
    public void Columns_of_a_wide_tile_all_name_it()
    {
        TileMatrixSet set = WellKnownTileMatrixSets.Find("GNOSISGlobalGrid")!;

        // Level 2: tiles of 22.5 degrees, in the row at the pole four of them as one.
        Assert.Equal(new BoundingBox(-90, 67.5, 0, 90), set.BoundsOf(new(2, 4, 0)));
        Assert.Equal(new BoundingBox(-90, 67.5, 0, 90), set.BoundsOf(new(2, 7, 0)));
        Assert.Equal(new BoundingBox(0, 67.5, 90, 90), set.BoundsOf(new(2, 8, 0)));
        Assert.Equal(new BoundingBox(-90, 0, -67.5, 22.5), set.BoundsOf(new(2, 4, 3)));
    }
}
