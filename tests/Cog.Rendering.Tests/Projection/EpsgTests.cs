using Cog.Rendering.Projection;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Rendering.Tests.Projection;

/// <summary>
/// All that PROJ 9.9 was asked, code by code: the projections alone to a millimetre, with the shift of datums to a metre.
/// </summary>
public class EpsgTests
{
    private const double Millimetre = 0.001;
    private const double MetresInDegree = 111_319;

    public static TheoryData<string> Methods => [.. ReferencePoint.OfEpsg.Select(point => point.Method).Distinct()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_projection_alone_agrees_with_PROJ_to_a_millimetre_both_ways(string method)
    {
        List<string> misses = [];
        foreach (ReferencePoint point in ReferencePoint.OfEpsg.Where(point => point.Method == method))
        {
            Crs crs = Crs.FromEpsg(point.EpsgCode);
            CrsTransform transform = CrsTransform.Create(Crs.Wgs84, crs, shiftsDatum: false);
            (double x, double y) = transform.Transform(point.Longitude, point.Latitude);
            double away = Distance(x - point.X0, y - point.Y0) * crs.MetersPerUnit;

            (double longitude, double latitude) = transform.Inverse().Transform(point.X0, point.Y0);
            double back = Distance(
                (longitude - point.Longitude) * MetresInDegree * Math.Cos(point.Latitude * Math.PI / 180),
                (latitude - point.Latitude) * MetresInDegree
            );
            if (!(away < Millimetre) || !(back < Millimetre))
            {
                misses.Add($"{point}: forth {x}, {y}: {away} m; back {longitude}, {latitude}: {back} m");
            }
        }

        Assert.True(misses.Count == 0, string.Join('\n', misses));
    }

    /// <summary>PROJ chooses among shifts by names of areas too, which the table leaves out: a few points get another.</summary>
    [Fact]
    public void With_datum_shifts_points_agree_with_PROJ_to_a_metre()
    {
        List<string> misses = [];
        int count = 0;
        foreach (ReferencePoint point in ReferencePoint.OfEpsg.Where(point => point.Datum != "ballpark"))
        {
            Crs crs = Crs.FromEpsg(point.EpsgCode);
            (double x, double y) = CrsTransform.Create(Crs.Wgs84, crs).Transform(point.Longitude, point.Latitude);
            double away = Distance(x - point.X, y - point.Y) * crs.MetersPerUnit;
            count++;
            if (!(away < 1))
            {
                misses.Add($"{point}: {x}, {y}: {away} m");
            }
        }

        Assert.True(count > 1300 && misses.Count <= 0.02 * count, $"{misses.Count} of {count}:\n" + string.Join('\n', misses));
    }

    [Fact]
    public void Every_projected_code_has_a_kernel_but_those_known()
    {
        List<int> misses = [];
        for (int i = 0; i < EpsgData.CountOf(EpsgSection.Projected); i++)
        {
            int code = EpsgData.UInt16(EpsgData.Record(EpsgSection.Projected, i), 0);
            try
            {
                _ = Crs.FromEpsg(code);
            }
            catch (UnsupportedCrsException)
            {
                misses.Add(code);
            }
        }

        // 22300: Tunisia Mining Grid, which PROJ does not know either.
        Assert.Equal([22300], misses);
    }

    private static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
