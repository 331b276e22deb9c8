using Cog.Header;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tests.Projection;

public class NaturalGridTests
{
    /// <summary>
    /// rasterio.warp.calculate_default_transform(from, to, width, height, *bounds): transform.a, width, height (rasterio 1.3.5, GDAL
    /// 3.6.2).
    /// </summary>
    [Theory]
    [InlineData(32633, 3857, 600, 400, 500000, 5296000, 506000, 5300000, 14.889741755690599, 600, 401)]
    [InlineData(4326, 3857, 120, 90, -180, -90, 180, 90, 3244733.5195057676, 12, 149)]
    [InlineData(4326, 3857, 120, 90, 179.9, -15.09, 180.02, -15, 267077.7312663723, 150, 0)] // across the antimeridian: as wrong as GDAL's
    [InlineData(4326, 3857, 1000, 500, -20, 30, 10, 60, 5300.979797154053, 630, 924)]
    [InlineData(32733, 4326, 2000, 1000, 100000, 5000000, 900000, 6000000, 0.005851782903462672, 1736, 1554)]
    public void Agrees_with_GDAL(
        int from,
        int to,
        int width,
        int height,
        double minX,
        double minY,
        double maxX,
        double maxY,
        double resolution,
        int columns,
        int rows
    )
    {
        SuggestedWarpOutput grid = SuggestedWarpOutput.Of(
            new BoundingBox(minX, minY, maxX, maxY),
            width,
            height,
            CrsTransform.Create(Crs.FromEpsg(from), Crs.FromEpsg(to))
        );

        Assert.Equal(1, grid.Resolution / resolution, 1e-9);
        Assert.Equal((columns, rows), (grid.Width, grid.Height));
    }

    /// <summary>
    /// The same of whole worlds, wherever their ends are: they go from one end of the axis to the other. GDAL samples them and falls short
    /// by up to a pixel of its grid.
    /// </summary>
    /// <remarks>
    /// The resolution is rasterio's, within what the samples fall short by. It is of no use where both corners come out at one end of the
    /// axis but for rounding (4432 for the 3600 columns),
    /// and of a pole at the end of Mercator: there it is the diagonal of the box, whose latitudes reach to the outermost of GDAL's 21 rows
    /// of points within.
    /// </remarks>
    [Theory]
    [InlineData(4326, 3857, 720, 360, 0, -90, 360, 90, 604620.3900798811)]
    [InlineData(4326, 3395, 720, 360, 0, -90, 360, 90, 63974.35571462534)]
    [InlineData(4326, 4087, 720, 360, 0, -90, 360, 90, 55659.63411947205)]
    [InlineData(4326, 6933, 720, 360, 0, -90, 360, 90, 46847.467017744195)]
    [InlineData(4326, 3832, 720, 360, -180, -90, 180, 90, 63974.35571462534)]
    [InlineData(4326, 6933, 720, 360, -180, -90, 180, 90, 46847.49734022827)]
    [InlineData(4326, 3857, 720, 361, -0.25, -90.25, 359.75, 90.25, 64155.75531257068)]
    [InlineData(4326, 3395, 720, 361, -180.25, -90.25, 179.75, 90.25, 64192.33234598568)]
    [InlineData(4326, 4087, 720, 361, -0.25, -90.25, 359.75, 90.25, 54587.13988580352)]
    [InlineData(4326, 6933, 720, 361, -180.25, -90.25, 179.75, 90.25, 46738.01607355447)]
    [InlineData(4326, 3857, 3600, 1201, -0.05, -60.05, 359.95, 60.05, 11452.387992344347)]
    [InlineData(3832, 3857, 2000, 1000, -20037508.342789244, -10018754.342789244, 20037508.342789244, 10018754, 20037.508342789242)]
    [InlineData(3857, 3832, 700, 600, -20037508.342789244, -17175007.15, 20037508.342789244, 17175007.15, 57190.20592420571)]
    public void Of_a_whole_world_is_the_whole_axis(
        int from,
        int to,
        int width,
        int height,
        double minX,
        double minY,
        double maxX,
        double maxY,
        double resolution
    )
    {
        Crs crs = Crs.FromEpsg(to);
        SuggestedWarpOutput grid = SuggestedWarpOutput.OfArea(
            new BoundingBox(minX, minY, maxX, maxY),
            width,
            height,
            CrsTransform.Create(Crs.FromEpsg(from), crs)
        );

        Assert.Equal((crs.WorldAxis!.Value.First, crs.WorldAxis.Value.Last), (grid.Bounds.MinX, grid.Bounds.MaxX));
        Assert.Equal(1, grid.Resolution / resolution, 0.03);
    }

    /// <summary>A degree less than the world, across the end of the axis.</summary>
    [Theory]
    [InlineData(0.5, 359.5)]
    [InlineData(-179, 180)]
    [InlineData(10, 369)]
    public void Of_almost_a_world_is_all_that_there_is(double west, double east)
    {
        BoundingBox box = SuggestedWarpOutput
            .OfArea(new BoundingBox(west, -60, east, 60), 359, 120, CrsTransform.Create(Crs.Wgs84, Crs.WebMercator))
            .Bounds;

        const double Degree = 20037508.342789244 / 180;
        Assert.Equal(359 * Degree, box.Width, 1e-3);
        Assert.Equal(west * Degree, box.MinX, 1e-3);
    }

    /// <summary>
    /// gdal.AutoCreateWarpedVRT of an image with this geotransform, 110 × 130 pixels in EPSG:32712, to EPSG:4326 (GDAL 3.6.2): the edges of
    /// a turned image lie inside of the box around it.
    /// </summary>
    [Fact]
    public void Of_a_turned_image_is_the_box_of_its_own_edges()
    {
        CogHeader header = DescribedGrid.Of(new(18, 6, 399960.5, 6, -18, 7300000.25), new(110, 130), 32712, isGeographic: false);

        SuggestedWarpOutput grid = SuggestedWarpOutput.Of(header, Crs.Wgs84);

        Assert.Equal((148, 148), (grid.Width, grid.Height));
        Assert.Equal(-111.98668602838752, grid.Extent.MinX, 1e-9);
        Assert.Equal(-24.431445554663807, grid.Extent.MinY, 1e-9);
        Assert.Equal(-111.95961661564299, grid.Extent.MaxX, 1e-9);
        Assert.Equal(-24.404376141919276, grid.Extent.MaxY, 1e-9);
    }
}
