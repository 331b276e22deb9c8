namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG methods 9812 and 9815, Hotine Oblique Mercator variants A and B: coordinates from the natural origin and from the projection centre
/// (IOGP Guidance Note 7-2, "Oblique Mercator").
/// </summary>
internal sealed class HotineObliqueMercator : CentredProjection
{
    private readonly ConformalLatitude _conformal;
    private readonly double _a,
        _b,
        _h,
        _longitude0,
        _centreDistance;
    private readonly (double Sin, double Cos) _initial;
    private readonly (double Sin, double Cos) _grid;

    public HotineObliqueMercator(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude;
        var sphere = new ConformalSphere(crs.Ellipsoid, latitude);
        double azimuth = crs.Value(ParameterCode.AzimuthAtProjectionCentre),
            sign = latitude < 0 ? -1 : 1;
        _conformal = new(crs.Ellipsoid.Eccentricity);
        _b = sphere.Exponent;
        _a = sphere.Radius * _b * crs.Scale;
        double d = Math.Max(1, _b * Math.Sqrt(1 - crs.Ellipsoid.EccentricitySquared) / (Math.Cos(latitude) * crs.Ellipsoid.Root(latitude)));
        double f = d + (sign * Math.Sqrt((d * d) - 1));
        _h = f * Math.Exp(-_b * _conformal.Isometric(latitude));
        _initial = Math.SinCos(Asin(Math.Sin(azimuth) / d));

        // λO, from the central meridian λc.
        _longitude0 = -Asin((f - (1 / f)) / 2 * _initial.Sin / _initial.Cos) / _b;
        _grid = Math.SinCos(crs.Value(ParameterCode.AngleFromRectifiedToSkewGrid, absent: azimuth));

        // |uc| with the latitude's sign, whatever the azimuth.
        _centreDistance =
            crs.MethodCode == ProjectionMethod.HotineObliqueMercatorVariantB
                ? sign * _a / _b * Math.Abs(Math.Atan(Math.Sqrt((d * d) - 1) / Math.Cos(azimuth)))
                : 0;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double q = _h * Math.Exp(_b * _conformal.Isometric(latitude)),
            s = (q - (1 / q)) / 2,
            t = (q + (1 / q)) / 2;
        (double sinTurn, double cosTurn) = Math.SinCos(_b * Wrap(longitude - _longitude0));
        double v = -_a / _b * Math.Atanh(((s * _initial.Sin) - (sinTurn * _initial.Cos)) / t);
        double u = (_a / _b * Math.Atan2((s * _initial.Cos) + (sinTurn * _initial.Sin), cosTurn)) - _centreDistance;
        return ((v * _grid.Cos) + (u * _grid.Sin), (u * _grid.Cos) - (v * _grid.Sin));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double v = ((x * _grid.Cos) - (y * _grid.Sin)) * _b / _a;
        double u = ((y * _grid.Cos) + (x * _grid.Sin) + _centreDistance) * _b / _a;
        double q = Math.Exp(-v),
            s = (q - (1 / q)) / 2,
            t = (q + (1 / q)) / 2;
        (double sin, double cos) = Math.SinCos(u);
        double isometric = (Math.Atanh(((sin * _initial.Cos) + (s * _initial.Sin)) / t) - Math.Log(_h)) / _b;
        return (_longitude0 - (Math.Atan2((s * _initial.Cos) - (sin * _initial.Sin), cos) / _b), _conformal.FromIsometric(isometric));
    }
}
