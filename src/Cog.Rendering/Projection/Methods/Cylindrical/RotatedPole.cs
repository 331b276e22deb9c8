namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>Method 60120, longitude and latitude about a pole elsewhere, as climate models use it. Its plane counts in radians.</summary>
internal sealed class RotatedPole : MapProjection
{
    private readonly (double Sin, double Cos) _pole;
    private readonly double _poleMeridian,
        _longitude0;

    public RotatedPole(CrsDefinition crs)
    {
        _pole = Math.SinCos(crs.Value(ParameterCode.LatitudeOfRotatedPole));
        _poleMeridian = crs.Value(ParameterCode.LongitudeOfTruePole);
        _longitude0 = crs.OriginLongitude;
    }

    /// <inheritdoc/>
    public override (double X, double Y) Project(double longitude, double latitude)
    {
        (double turn, double height) = Rotate(longitude - _longitude0, latitude);
        return (Wrap(turn + _poleMeridian), height);
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) Unproject(double x, double y)
    {
        (double turn, double height) = Back(x - _poleMeridian, y);
        return (turn + _longitude0, height);
    }

    private (double Longitude, double Latitude) Rotate(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        return (
            Math.Atan2(cos * sinLongitude, (_pole.Sin * cos * cosLongitude) + (_pole.Cos * sin)),
            Math.Asin(Math.Clamp((_pole.Sin * sin) - (_pole.Cos * cos * cosLongitude), -1, 1))
        );
    }

    private (double Longitude, double Latitude) Back(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        return (
            Math.Atan2(cos * sinLongitude, (_pole.Sin * cos * cosLongitude) - (_pole.Cos * sin)),
            Math.Asin(Math.Clamp((_pole.Sin * sin) + (_pole.Cos * cos * cosLongitude), -1, 1))
        );
    }
}
