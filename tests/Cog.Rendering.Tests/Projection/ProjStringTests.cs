using System.Globalization;
using Cog.Rendering.Projection;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>Each method by its PROJ string, and by Esri's well-known text, all over the world: what GDAL 3.6.2 with PROJ 9.1 answers (tests/data/crs/make.py).</summary>
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
            double longitude = Number(row[1]), latitude = Number(row[2]);
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
                misses.Add($"{longitude}, {latitude}: {x}, {y} for {row[3]}, {row[4]}: {away} m; back {backLongitude}, {backLatitude}: {back} m");
            }
        }

        Assert.True(misses.Count == 0, string.Join('\n', misses));
    }

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
        [.. new[] { "projections.csv", "esri.csv", "esri-texts.csv" }.SelectMany(name => File.ReadLines(TestData.PathOf("crs/" + name))).Select(line => line.Split(';'))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
