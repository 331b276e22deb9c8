using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tests.Projection;

public class NaturalGridTests
{
    /// <summary>rasterio.warp.calculate_default_transform(from, to, width, height, *bounds): transform.a, width, height (rasterio 1.3.5, GDAL 3.6.2).</summary>
    [Theory]
    [InlineData(32633, 3857, 600, 400, 500000, 5296000, 506000, 5300000, 14.889741755690599, 600, 401)]
    [InlineData(4326, 3857, 120, 90, -180, -90, 180, 90, 3244733.5195057676, 12, 149)]
    [InlineData(4326, 3857, 120, 90, 179.9, -15.09, 180.02, -15, 267077.7312663723, 150, 0)] // across the antimeridian: as wrong as GDAL's
    [InlineData(4326, 3857, 1000, 500, -20, 30, 10, 60, 5300.979797154053, 630, 924)]
    [InlineData(32733, 4326, 2000, 1000, 100000, 5000000, 900000, 6000000, 0.005851782903462672, 1736, 1554)]
    public void Agrees_with_GDAL(
        int from, int to, int width, int height, double minX, double minY, double maxX, double maxY, double resolution, int columns, int rows)
    {
        NaturalGrid grid = NaturalGrid.Of(new BoundingBox(minX, minY, maxX, maxY), width, height, CrsTransform.Create(Crs.FromEpsg(from), Crs.FromEpsg(to)));

        Assert.Equal(1, grid.Resolution / resolution, 1e-9);
        Assert.Equal((columns, rows), (grid.Width, grid.Height));
    }
}
