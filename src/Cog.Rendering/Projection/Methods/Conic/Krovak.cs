namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>
/// EPSG methods 1041 and 9819, Krovak with axes to the east and north and to the south and west, and 1043 and 1042, the same in Modified
/// Krovak (IOGP Guidance Note 7-2, "Krovak").
/// </summary>
internal sealed class Krovak : MapProjection
{
    /// <summary>30°17'17.30311", of which EPSG gives some of these CRSs all digits and some three: 3 mm on the ground.</summary>
    private const double ConeAxis = (30 + (17 / 60.0) + (17.30311 / 3600)) * Degree;
    private const double ConeAxisRounding = 0.0005 / 3600 * Degree;

    private readonly ConformalSphere _sphere;
    private readonly double _longitude0,
        _cone,
        _factor;
    private readonly (double Sin, double Cos) _axis;
    private readonly (double Southing, double Westing) _origin;
    private readonly bool _isModified;

    public Krovak(CrsDefinition crs)
    {
        double parallel = crs.Value(ParameterCode.LatitudeOfPseudoStandardParallel);
        _sphere = new(crs.Ellipsoid, crs.OriginLatitude);
        _longitude0 = crs.OriginLongitude;
        _cone = Math.Sin(parallel);
        double axis = crs.Value(ParameterCode.CoLatitudeOfConeAxis);
        _axis = Math.SinCos(Math.Abs(axis - ConeAxis) < ConeAxisRounding ? ConeAxis : axis);
        _factor = crs.Scale * _sphere.Radius / Math.Tan(parallel) * Math.Exp(_cone * Math.Atanh(Math.Sin(parallel)));
        _isModified = crs.MethodCode is ProjectionMethod.KrovakModified or ProjectionMethod.KrovakModifiedNorthOrientated;

        // The false origin is the southing's and westing's, whichever way the axes run.
        _origin = (crs.Value(ParameterCode.FalseNorthing), crs.Value(ParameterCode.FalseEasting));
    }

    /// <inheritdoc/>
    public override (double X, double Y) Project(double longitude, double latitude)
    {
        double isometric = _sphere.Isometric(latitude);
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        (double sinV, double cosV) = Math.SinCos(-_sphere.Exponent * Wrap(longitude - _longitude0));
        double t = (_axis.Cos * sin) + (_axis.Sin * cos * cosV);
        double d = Math.Atan2(cos * sinV, (_axis.Cos * cos * cosV) - (_axis.Sin * sin));
        Complex plane = Complex.FromPolarCoordinates(_factor * Math.Exp(-_cone * Math.Atanh(t)), _cone * d);
        plane = _isModified ? plane - ModifiedKrovak.Shift(plane) : plane;
        return (-(plane.Imaginary + _origin.Westing), -(plane.Real + _origin.Southing));
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) Unproject(double x, double y)
    {
        Complex plane = new(-y - _origin.Southing, -x - _origin.Westing);
        plane = _isModified ? ModifiedKrovak.Undo(plane) : plane;
        double t = Math.Log(_factor / plane.Magnitude) / _cone;
        (double sin, double cos) = (Math.Tanh(t), 1 / Math.Cosh(t));
        (double sinD, double cosD) = Math.SinCos(plane.Phase / _cone);
        double u = (_axis.Cos * sin) - (_axis.Sin * cos * cosD);
        double v = Math.Atan2(cos * sinD, (_axis.Sin * sin) + (_axis.Cos * cos * cosD));
        return (_longitude0 - (v / _sphere.Exponent), _sphere.FromIsometric(Math.Atanh(Math.Clamp(u, -1, 1))));
    }
}
