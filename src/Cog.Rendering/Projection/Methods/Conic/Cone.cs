namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>A cone rolled out: parallels are arcs about its apex, meridians lines through it.</summary>
/// <param name="Constant">n: an angle about the apex over the longitude it stands for; below 0 when the apex is south.</param>
/// <param name="OriginRadius">Metres from the apex to the false origin, below 0 when the apex is south.</param>
/// <param name="Turn">Radians that the map is turned by about the apex.</param>
internal readonly record struct Cone(double Constant, double OriginRadius, double Turn = 0)
{
    /// <summary>A point of the map by its distance from the apex, which has the sign of <see cref="Constant"/>.</summary>
    public (double X, double Y) Point(double longitude, double radius)
    {
        (double sin, double cos) = Math.SinCos((Constant * longitude) - Turn);
        return (radius * sin, OriginRadius - (radius * cos));
    }

    /// <summary>The longitude of a point of the map, and its distance from the apex.</summary>
    public (double Longitude, double Radius) Polar(double x, double y)
    {
        y = OriginRadius - y;
        double sign = Constant < 0 ? -1 : 1;
        return ((Math.Atan2(sign * x, sign * y) + Turn) / Constant, sign * Math.Sqrt((x * x) + (y * y)));
    }
}
