using System.Globalization;
using Cog.Rendering.Projection;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>
/// Each method by its PROJ string, and by Esri's well-known text, all over the world: what GDAL 3.6.2 with PROJ 9.1 answers
/// (tests/data/crs/make.py).
/// </summary>
public class ProjStringTests
{
    public static TheoryData<string> Projections => [.. Rows.Select(row => row[0]).Distinct()];

    [Theory]
    [MemberData(nameof(Projections))]
    public void Agrees_with_PROJ_both_ways(string text)
    {
        Crs crs = Crs.Parse(text);
        CrsTransform transform = CrsTransform.Create(Crs.Wgs84, crs, shiftsDatum: false);
        List<string> misses = [];
        foreach (string[] row in Rows.Where(row => row[0] == text))
        {
            double longitude = Number(row[1]),
                latitude = Number(row[2]);
            (double x, double y) = transform.Transform(longitude, latitude);
            if (row[3].Length == 0)
            {
                if (double.IsFinite(x) || double.IsFinite(y))
                {
                    misses.Add($"{longitude}, {latitude} is outside, not {x}, {y}");
                }

                continue;
            }

            double away = Distance(x - Number(row[3]), y - Number(row[4])) * crs.MetersPerUnit;
            (double backLongitude, double backLatitude) = transform.Inverse().Transform(Number(row[3]), Number(row[4]));
            double turn = Math.IEEERemainder(backLongitude - longitude, 360);
            double back = Distance(turn * Math.Cos(latitude * Math.PI / 180), backLatitude - latitude) * 111_319;

            // Near a pole, some of these maps crowd metres into less than a double's last digit.
            double tolerance = Math.Abs(latitude) > 85 ? 0.5 : 0.001;
            if (!(away < 0.001) || !(back < tolerance))
            {
                misses.Add(
                    $"{longitude}, {latitude}: {x}, {y} for {row[3]}, {row[4]}: {away} m; back {backLongitude}, {backLatitude}: {back} m"
                );
            }
        }

        Assert.True(misses.Count == 0, string.Join('\n', misses));
    }

    /// <summary>PROJ 9.1 has Esri's Hammer-Aitoff by name only; its own hammer is the same map.</summary>
    [Theory]
    [InlineData("ESRI:54044", "+proj=hammer +ellps=WGS84")]
    [InlineData("ESRI:53044", "+proj=hammer +R=6371000")]
    public void Hammer_Aitoff_is_Hammer(string code, string text) =>
        Assert.Equal(
            CrsTransform.Create(Crs.Wgs84, Crs.Parse(text), shiftsDatum: false).Transform(30, 40),
            CrsTransform.Create(Crs.Wgs84, Crs.Parse(code), shiftsDatum: false).Transform(30, 40)
        );

    /// <summary>A map's text is read as the same map again.</summary>
    [Theory]
    [MemberData(nameof(Projections))]
    public void Comes_back_from_its_own_text(string text)
    {
        if (text.Contains("+guam", StringComparison.Ordinal) || text.Contains("IGAC_Plano_Cartesiano", StringComparison.Ordinal))
        {
            return; // Well-known text 1 has no words for the one, GDAL none for the other.
        }

        Crs crs = Crs.Parse(text),
            again = Crs.Parse(crs.Wkt);
        foreach (string[] row in Rows.Where(row => row[0] == text && row[3].Length > 0))
        {
            (double x, double y) = CrsTransform.Create(Crs.Wgs84, again, shiftsDatum: false).Transform(Number(row[1]), Number(row[2]));

            Assert.Equal(Number(row[3]), x, 0.002 / crs.MetersPerUnit);
            Assert.Equal(Number(row[4]), y, 0.002 / crs.MetersPerUnit);
        }
    }

    /// <summary>Between the lobes, and outside of the outlines, there is no place.</summary>
    [Theory]
    [InlineData("+proj=igh +R=1", -0.7, 1.3)]
    [InlineData("+proj=igh +R=1", -0.35, -1.2)]
    [InlineData("+proj=igh_o +R=1", -1.6, 1.3)]
    [InlineData("+proj=goode +R=1", 3, 1)]
    [InlineData("+proj=wintri +R=1", 2.5, 1.4)]
    [InlineData("+proj=aitoff +R=1", 3, 1)]
    [InlineData("+proj=hammer +R=1", 2.7, 1)]
    [InlineData("+proj=wag7 +R=1", 2.6, 1.2)]
    [InlineData("+proj=natearth2 +R=1", 2.6, 1.4)]
    [InlineData("+proj=patterson +R=1", 3.2, 1)]
    [InlineData("+proj=comill +R=1", 0, 2)]
    [InlineData("+proj=eck1 +R=1", 0, 1.5)]
    [InlineData("+proj=eck2 +R=1", 2.4, 1)]
    [InlineData("+proj=eck3 +R=1", 0, 1.4)]
    [InlineData("+proj=eck5 +R=1", 0, 1.5)]
    [InlineData("+proj=wink1 +R=1", 0, 1.6)]
    [InlineData("+proj=wink2 +R=1", 0, 1.6)]
    [InlineData("+proj=qua_aut +R=1", 0, 1.5)]
    [InlineData("+proj=loxim +lat_1=30 +R=1", 0, 1.2)]
    [InlineData("+proj=mbtfpq +R=1", 0, 1.5)]
    [InlineData("+proj=crast +R=1", 0, 1.6)]
    [InlineData("+proj=times +R=1", 0, 1.8)]
    [InlineData("+proj=wag4 +R=1", 0, 1.5)]
    [InlineData("+proj=wag5 +R=1", 0, 1.5)]
    [InlineData("+proj=tpeqd +lat_1=0 +lat_2=60 +lon_2=60 +R=1", 3, 1)]
    [InlineData("+proj=nsper +h=1 +R=1", 0.8, 0)]
    public void Has_no_place_beyond_its_outline(string text, double x, double y) =>
        Assert.Equal(
            (double.NaN, double.NaN),
            CrsTransform
                .Create(Crs.Parse(text.Replace("+R=1", "+R=1000000", StringComparison.Ordinal)), Crs.Wgs84, shiftsDatum: false)
                .Transform(x * 1e6, y * 1e6)
        );

    [Theory]
    [InlineData("+proj=utm")]
    [InlineData("+proj=laea +lat_0=north")]
    [InlineData("+proj=laea +ellps=flat")]
    [InlineData("+proj=laea +units=parsec")]
    [InlineData("+proj=laea +towgs84=1,2,x")]
    public void Rejects_what_it_cannot_read(string text) => Assert.Throws<FormatException>(() => Crs.Parse(text));

    [Fact]
    public void Names_a_projection_that_is_not_supported()
    {
        var error = Assert.Throws<UnsupportedCrsException>(() => Crs.Parse("+proj=isea"));

        Assert.Contains("isea", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string[]> Rows { get; } =
    [
        .. new[] { "projections.csv", "esri.csv", "esri-texts.csv", "gdal-texts.csv", "derived-texts.csv" }
            .SelectMany(name => File.ReadLines(TestData.PathOf("crs/" + name)))
            .Select(line => line.Split(';')),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
