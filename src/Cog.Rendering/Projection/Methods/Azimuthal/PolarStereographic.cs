namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// EPSG methods 9810, 9829 and 9830, Polar Stereographic variants A, B and C: scale given at the pole, on a parallel, and with the false
/// origin on that parallel (IOGP Guidance Note 7-2, "Polar Stereographic").
/// </summary>
internal sealed class PolarStereographic : CentredProjection
{
    private readonly ConformalLatitude _conformal;
    private readonly int _pole;
    private readonly double _factor,
        _northing0;

    public PolarStereographic(CrsDefinition crs)
        : base(crs)
    {
        double e = crs.Ellipsoid.Eccentricity;
        double latitude = crs.MethodCode == ProjectionMethod.PolarStereographicVariantA ? crs.OriginLatitude : crs.FirstParallel;
        _conformal = new(e);
        _pole = latitude < 0 ? -1 : 1;
        if (crs.MethodCode == ProjectionMethod.PolarStereographicVariantA || Math.Abs(latitude) > HalfPi - 1e-10)
        {
            _factor = 2 * Radius * crs.Scale / Math.Sqrt(Math.Pow(1 + e, 1 + e) * Math.Pow(1 - e, 1 - e));
        }
        else
        {
            // GN 7-2's kO written out: a mF / tF.
            _factor = Radius * crs.Scale * crs.Ellipsoid.ParallelRadius(latitude) * Math.Exp(_pole * _conformal.Isometric(latitude));
            _northing0 = crs.MethodCode == ProjectionMethod.PolarStereographicVariantC ? _pole * RadiusAt(latitude) : 0;
        }
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double radius = RadiusAt(latitude);
        (double sin, double cos) = Math.SinCos(longitude);
        return (radius * sin, _northing0 - (_pole * radius * cos));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        y = _northing0 - y;
        double isometric = -Math.Log(Math.Sqrt((x * x) + (y * y)) / _factor);
        return (Math.Atan2(x, _pole * y), _pole * _conformal.FromIsometric(isometric));
    }

    private double RadiusAt(double latitude) => _factor * Math.Exp(-_pole * _conformal.Isometric(latitude));
}
