namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>EPSG method 1052, Colombia Urban: a plane at a city's height (IOGP Guidance Note 7-2, "Colombia Urban").</summary>
internal sealed class ColombiaUrban : CentredProjection
{
    // The plane is a town's.
    private const double FarFromTown = 10 * Degree;

    private readonly double _latitude0,
        _height,
        _eastScale,
        _curvature,
        _meridianRadius0;

    public ColombiaUrban(CrsDefinition crs)
        : base(crs)
    {
        _latitude0 = crs.OriginLatitude;
        _height = crs.Value(ParameterCode.ProjectionPlaneOriginHeight);
        double normal = Ellipsoid.NormalRadius(_latitude0);
        _meridianRadius0 = Ellipsoid.MeridianRadius(_latitude0);
        _eastScale = 1 + (_height / normal);
        _curvature = Math.Tan(_latitude0) / (2 * _meridianRadius0 * normal);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        if (Math.Abs(longitude) > FarFromTown || Math.Abs(latitude - _latitude0) > FarFromTown)
        {
            return (double.NaN, double.NaN);
        }

        double along = Ellipsoid.NormalRadius(latitude) * Math.Cos(latitude) * longitude;
        double northScale = 1 + (_height / Ellipsoid.MeridianRadius((_latitude0 + latitude) / 2));
        return (_eastScale * along, northScale * _meridianRadius0 * (latitude - _latitude0 + (_curvature * along * along)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y) =>
        Solve(x, y, x / Radius / Math.Cos(_latitude0), _latitude0 + (y / _meridianRadius0));
}
