using System.Globalization;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>One row of tests/data/crs/points.csv: a point as PROJ 9.9 transforms it, without grids.</summary>
/// <param name="Code">An EPSG code, or the name of a user-defined CRS.</param>
/// <param name="Method">EPSG's method code; <c>LL</c> for a geographic CRS.</param>
/// <param name="Longitude">On WGS 84, degrees.</param>
/// <param name="Latitude">On WGS 84, degrees.</param>
/// <param name="X">From WGS 84 with PROJ's datum shift.</param>
/// <param name="Y">With it.</param>
/// <param name="X0">By the projection alone; NaN for a user-defined CRS.</param>
/// <param name="Y0">By it.</param>
/// <param name="Datum"><c>none</c>, <c>helmert</c>, or <c>ballpark</c>: PROJ knew no shift for the place.</param>
internal sealed record ReferencePoint(
    string Code,
    string Method,
    double Longitude,
    double Latitude,
    double X,
    double Y,
    double X0,
    double Y0,
    string Datum
)
{
    public static IReadOnlyList<ReferencePoint> All { get; } =
    [
        .. File.ReadLines(TestData.PathOf("crs/points.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => new ReferencePoint(
                cells[0],
                cells[1],
                Number(cells[2]),
                Number(cells[3]),
                Number(cells[4]),
                Number(cells[5]),
                Number(cells[6]),
                Number(cells[7]),
                cells[8]
            )),
    ];

    public static IEnumerable<ReferencePoint> OfEpsg => All.Where(point => char.IsAsciiDigit(point.Code[0]));

    public int EpsgCode => int.Parse(Code, CultureInfo.InvariantCulture);

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
