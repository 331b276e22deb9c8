namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60153, Two-Point Equidistant, on the sphere: distances from two points are true, which lie level and as far from the middle (J.
/// P. Snyder, P. M. Voxland, "An Album of Map Projections", USGS 1453, p. 231).
/// </summary>
internal sealed class TwoPointEquidistant : MapProjection
{
    private readonly double _radius,
        _falseEasting,
        _falseNorthing,
        _half;
    private readonly (double X, double Y, double Z) _first;
    private readonly (double X, double Y, double Z) _second;
    private readonly (double X, double Y, double Z) _left;

    public TwoPointEquidistant(CrsDefinition crs)
    {
        (_radius, _falseEasting, _falseNorthing) = (crs.Ellipsoid.SemiMajorAxis, crs.FalseEasting, crs.FalseNorthing);
        _first = PointOf(crs.Value(ParameterCode.LongitudeOfFirstPoint), crs.Value(ParameterCode.LatitudeOfFirstPoint));
        _second = PointOf(crs.Value(ParameterCode.LongitudeOfSecondPoint), crs.Value(ParameterCode.LatitudeOfSecondPoint));
        _left = Cross(_first, _second);
        _half = AngleBetween(_first, _second) / 2;
        if (!(Length(_left) > 1e-10))
        {
            throw new UnsupportedCrsException(
                "The CRS measures from two points that are one, or opposite to each other: expected two that lie on one great circle only."
            );
        }
    }

    /// <inheritdoc/>
    public override (double X, double Y) Project(double longitude, double latitude)
    {
        (double X, double Y, double Z) point = PointOf(longitude, latitude);
        double fromFirst = AngleBetween(_first, point),
            fromSecond = AngleBetween(_second, point),
            apart = 2 * _half;
        double x = ((fromFirst * fromFirst) - (fromSecond * fromSecond)) / (2 * apart),
            along = x + _half;
        double y = Math.Sqrt(Math.Max(0, (fromFirst * fromFirst) - (along * along)));
        return ((_radius * x) + _falseEasting, (_radius * (Dot(point, _left) < 0 ? -y : y)) + _falseNorthing);
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) Unproject(double x, double y)
    {
        (x, y) = ((x - _falseEasting) / _radius, (y - _falseNorthing) / _radius);
        double fromFirst = Math.Sqrt((y * y) + ((x + _half) * (x + _half))),
            fromSecond = Math.Sqrt((y * y) + ((x - _half) * (x - _half)));
        if (!(fromFirst <= Math.PI && fromSecond <= Math.PI))
        {
            return (double.NaN, double.NaN);
        }

        // The point whose products with the two are those cosines: a part in their plane, and the rest of its length across it.
        double between = Dot(_first, _second),
            across = Length(_left),
            c1 = Math.Cos(fromFirst),
            c2 = Math.Cos(fromSecond);
        double a = (c1 - (c2 * between)) / (across * across),
            b = (c2 - (c1 * between)) / (across * across);
        double rest = 1 - ((a * c1) + (b * c2));
        if (rest < -1e-12)
        {
            return (double.NaN, double.NaN);
        }

        double c = Math.Sqrt(Math.Max(0, rest)) / across * (y < 0 ? -1 : 1);
        (double px, double py, double pz) = (
            (a * _first.X) + (b * _second.X) + (c * _left.X),
            (a * _first.Y) + (b * _second.Y) + (c * _left.Y),
            (a * _first.Z) + (b * _second.Z) + (c * _left.Z)
        );
        return (Math.Atan2(py, px), Math.Atan2(pz, Math.Sqrt((px * px) + (py * py))));
    }

    private static (double X, double Y, double Z) PointOf(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        return (cos * cosLongitude, cos * sinLongitude, sin);
    }

    private static double AngleBetween((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        Math.Atan2(Length(Cross(a, b)), Dot(a, b));

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static (double X, double Y, double Z) Cross((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        ((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    private static double Length((double X, double Y, double Z) a) => Math.Sqrt(Dot(a, a));
}
