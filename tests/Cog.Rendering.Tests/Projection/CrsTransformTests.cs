using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

public class CrsTransformTests
{
    private const double Millimetre = 0.001;

    /// <summary>EPSG code, longitude, latitude, x, y by PROJ: the projection alone, without a datum shift.</summary>
    public static IEnumerable<TheoryDataRow<int, double, double, double, double>> Rows()
    {
        using JsonDocument rows = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("warp/crs.json")));
        foreach (JsonElement row in rows.RootElement.EnumerateArray())
        {
            yield return new(
                row.GetProperty("epsg").GetInt32(),
                row.GetProperty("lon").GetDouble(),
                row.GetProperty("lat").GetDouble(),
                row.GetProperty("x0").GetDouble(),
                row.GetProperty("y0").GetDouble()
            );
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees_with_PROJ_to_a_millimetre_both_ways(int epsg, double longitude, double latitude, double x, double y)
    {
        Crs crs = Crs.FromEpsg(epsg);
        double tolerance = crs.IsGeographic ? 1e-9 : Millimetre;
        CrsTransform forward = CrsTransform.Create(Crs.Wgs84, crs);

        (double projectedX, double projectedY) = forward.Transform(longitude, latitude);
        (double backLongitude, double backLatitude) = forward.Inverse().Transform(x, y);

        Assert.Equal(x, projectedX, tolerance);
        Assert.Equal(y, projectedY, tolerance);

        // A millimetre in degrees, along the meridian and along the parallel.
        Assert.Equal(latitude, backLatitude, Millimetre / 111_319);
        Assert.Equal(longitude, backLongitude, Millimetre / 111_319 / Math.Cos(latitude * Math.PI / 180));
    }

    [Fact]
    public void Composes_two_projections_by_way_of_longitude_and_latitude()
    {
        // rasterio.warp.transform('EPSG:32633', 'EPSG:3857', [500000, 501200], [5300000, 5299000])
        double[] x = [500_000, 501_200],
            y = [5_300_000, 5_299_000];

        CrsTransform.Create(Crs.FromEpsg(32633), Crs.WebMercator).Transform(x, y);

        Assert.Equal([1669792.3618991016, 1671577.7677782474], x, (a, b) => Math.Abs(a - b) < Millimetre);
        Assert.Equal([6082490.74838087, 6080998.079359927], y, (a, b) => Math.Abs(a - b) < Millimetre);
    }

    [Theory]
    [InlineData(32631, 93.5, 1)] // 90.5 degrees from the central meridian on the equator: beyond the series
    [InlineData(32631, 3, 91)] // no such latitude
    [InlineData(3857, 0, -90.001)]
    [InlineData(3857, double.NaN, 0)]
    public void Gives_NaN_outside_the_domain(int epsg, double longitude, double latitude)
    {
        (double x, double y) = CrsTransform.Create(Crs.Wgs84, Crs.FromEpsg(epsg)).Transform(longitude, latitude);

        Assert.True(double.IsNaN(x) && double.IsNaN(y), $"{x}, {y}");
    }

    [Fact]
    public void Gives_NaN_for_an_easting_outside_the_domain()
    {
        (double longitude, double latitude) = CrsTransform.Create(Crs.FromEpsg(32631), Crs.Wgs84).Transform(2e7, 0);

        Assert.True(double.IsNaN(longitude) && double.IsNaN(latitude));
    }

    [Theory]
    [InlineData(4326, 4326, true)]
    [InlineData(3857, 900913, true)]
    [InlineData(4326, 3857, false)]
    [InlineData(32632, 25832, false)]
    public void Knows_when_nothing_changes(int from, int to, bool isIdentity) =>
        Assert.Equal(isIdentity, CrsTransform.Create(Crs.FromEpsg(from), Crs.FromEpsg(to)).IsIdentity);

    /// <summary>rasterio.warp.transform_bounds(…, densify_pts=21) of rasterio 1.3.5, GDAL 3.6.2.</summary>
    [Theory]
    [InlineData(
        32633,
        4326,
        500000,
        5299000,
        501200,
        5300000,
        14.999999999999982,
        47.844343400038554,
        15.016041348121686,
        47.85334194560885
    )]
    [InlineData(32633, 3857, 300000, 5000000, 700000, 5600000, 1355725.4525958144, 5641245.964152568, 1983859.271202389, 6542415.210108505)]
    [InlineData(
        3857,
        4326,
        -20037508.342789244,
        -20037508.342789244,
        20037508.342789244,
        20037508.342789244,
        -180,
        -85.0511287798066,
        180,
        85.0511287798066
    )]
    [InlineData(4326, 32633, 12, -5, 18, 60, 166063.27782142133, -553423.9868833314, 833936.7221785826, 6655205.483634564)]
    [InlineData(32633, 4326, 400000, 9900000, 600000, 10100000, -180, 88.72043958052691, 180, 90)] // the pole inside
    public void Transforms_boxes_as_rasterio_does(
        int from,
        int to,
        double minX,
        double minY,
        double maxX,
        double maxY,
        double left,
        double bottom,
        double right,
        double top
    )
    {
        BoundingBox box = CrsTransform.Create(Crs.FromEpsg(from), Crs.FromEpsg(to)).TransformBounds(new(minX, minY, maxX, maxY));

        double tolerance = to == 4326 ? 1e-9 : Millimetre;
        Assert.Equal(left, box.MinX, tolerance);
        Assert.Equal(bottom, box.MinY, tolerance);
        Assert.Equal(right, box.MaxX, tolerance);
        Assert.Equal(top, box.MaxY, tolerance);
    }

    [Fact]
    public void A_box_across_the_antimeridian_has_its_left_edge_east_of_its_right_edge()
    {
        BoundingBox box = CrsTransform.Create(Crs.FromEpsg(32660), Crs.Wgs84).TransformBounds(new(600_000, 6_000_000, 800_000, 6_100_000));

        // rasterio: (178.53070, 54.06068, -178.31349, 55.03675)
        Assert.Equal(178.53070125635512, box.MinX, 1e-9);
        Assert.Equal(-178.31348511086657, box.MaxX, 1e-9);
        Assert.True(box.MinX > box.MaxX);
    }
}
