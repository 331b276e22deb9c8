using Cog.Rendering.Tiling;

namespace Cog.Rendering.Tests.Tiling;

public class TileMatrixSetTests
{
    private static readonly TileMatrixSet Quad = WellKnownTileMatrixSets.WebMercatorQuad;

    /// <summary>Scale denominators and sizes as OGC 17-083r4 annex D.1 registers them.</summary>
    [Theory]
    [InlineData(0, 559082264.028717, 1)]
    [InlineData(1, 279541132.014358, 2)]
    [InlineData(12, 136494.693366386, 4096)]
    [InlineData(24, 33.3238997476529, 16777216)]
    public void WebMercatorQuad_is_the_registered_one(int zoom, double scaleDenominator, long tiles)
    {
        TileMatrix matrix = Assert.IsType<TileMatrix>(Quad.MatrixAt(zoom));

        Assert.Equal(1, matrix.Resolution / 0.28e-3 / scaleDenominator, 1e-13);
        Assert.Equal((tiles, tiles), (matrix.MatrixWidth, matrix.MatrixHeight));
        Assert.Equal((256, 256), (matrix.TileWidth, matrix.TileHeight));
        Assert.Equal(-20037508.3427892, matrix.OriginX, 1e-7);
        Assert.Equal(20037508.3427892, matrix.OriginY, 1e-7);
    }

    [Fact]
    public void Finds_the_box_of_a_tile()
    {
        // mercantile.xy_bounds(486, 332, 10)
        BoundingBox box = Assert.NotNull(Quad.BoundsOf(new(10, 486, 332)));

        Assert.Equal(-1017529.7205322646, box.MinX, 1e-6);
        Assert.Equal(7005300.768279833, box.MinY, 1e-6);
        Assert.Equal(-978393.9620502543, box.MaxX, 1e-6);
        Assert.Equal(7044436.526761846, box.MaxY, 1e-6);
    }

    [Fact]
    public void Neighbours_share_an_edge_exactly()
    {
        for (long x = 8870; x < 8880; x++)
        {
            Assert.Equal(Quad.BoundsOf(new(14, x, 5706))!.Value.MaxX, Quad.BoundsOf(new(14, x + 1, 5706))!.Value.MinX);
        }
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(25, 0, 0)]
    [InlineData(1, 2, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(3, -1, 0)]
    public void Has_no_box_for_a_tile_that_is_not(int z, long x, long y) => Assert.Null(Quad.BoundsOf(new(z, x, y)));

    /// <summary>morecantile's <c>zoom_for_res</c>, worked by hand on resolutions 156543.03 / 2^z.</summary>
    [Theory]
    [InlineData(1e9, 0)]
    [InlineData(156543.03392804097, 0)]
    [InlineData(14.889741755690599, 13)] // between 19.109 (13) and 9.555 (14), nearer to the former by ratio
    [InlineData(13.0, 14)] // 19.109 / 13 > 13 / 9.555
    [InlineData(19.109257071294063, 13)]
    [InlineData(1e-9, 24)]
    public void Finds_the_level_of_a_resolution(double resolution, int zoom) => Assert.Equal(zoom, Quad.ZoomForResolution(resolution));

    [Fact]
    public void Sets_are_found_by_name() => Assert.Same(Quad, WellKnownTileMatrixSets.Find("webmercatorquad"));

    [Fact]
    public void An_unknown_set_is_none() => Assert.Null(WellKnownTileMatrixSets.Find("WebMercator"));
}
