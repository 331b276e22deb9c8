namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// Methods 60110 and 60111, Geostationary Satellite View: the scan angles of an instrument that sweeps along y (Meteosat, Himawari) or
/// along x (GOES), times the satellite's height.
/// </summary>
/// <remarks>
/// CGMS 03, "LRIT/HRIT Global Specification", section 4.4; NOAA, "GOES-R Product Definition and Users' Guide" volume 3, section 5.1.2.8.
/// </remarks>
internal sealed class Geostationary : CentredProjection
{
    private readonly double _height,
        _orbit,
        _polarSquare;
    private readonly bool _sweepsX;

    public Geostationary(CrsDefinition crs)
        : base(crs)
    {
        _height = crs.SatelliteHeight / Radius; // In equatorial radii.
        _orbit = 1 + _height;
        _polarSquare = 1 - crs.Ellipsoid.EccentricitySquared;
        _sweepsX = crs.MethodCode == ProjectionMethod.GeostationarySweepX;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(Math.Atan(_polarSquare * Math.Tan(latitude)));
        double radius = Math.Sqrt(_polarSquare / ((_polarSquare * cos * cos) + (sin * sin)));
        double x = radius * cos * Math.Cos(longitude),
            y = radius * cos * Math.Sin(longitude),
            z = radius * sin,
            ahead = _orbit - x;
        if ((ahead * x) - (y * y) - (z * z / _polarSquare) < 0)
        {
            return (double.NaN, double.NaN); // Behind the limb.
        }

        double scale = _height * Radius;
        return _sweepsX
            ? (scale * Math.Atan(y / Math.Sqrt((ahead * ahead) + (z * z))), scale * Math.Atan(z / ahead))
            : (scale * Math.Atan(y / ahead), scale * Math.Atan(z / Math.Sqrt((ahead * ahead) + (y * y))));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double scale = _height * Radius,
            tanX = Math.Tan(x / scale),
            tanY = Math.Tan(y / scale);
        double sideways = _sweepsX ? tanX * Math.Sqrt(1 + (tanY * tanY)) : tanX;
        double up = _sweepsX ? tanY : tanY * Math.Sqrt(1 + (tanX * tanX));

        // Where the ray from the satellite first meets the ellipsoid.
        double a = 1 + (sideways * sideways) + (up * up / _polarSquare);
        double root = (_orbit * _orbit) - (a * ((_orbit * _orbit) - 1));
        if (!(root >= 0) || Math.Abs(x / scale) >= HalfPi || Math.Abs(y / scale) >= HalfPi)
        {
            return (double.NaN, double.NaN);
        }

        double along = (_orbit - Math.Sqrt(root)) / a,
            ahead = _orbit - along;
        (sideways, up) = (along * sideways, along * up);
        return (Math.Atan2(sideways, ahead), Math.Atan(up / Math.Sqrt((ahead * ahead) + (sideways * sideways)) / _polarSquare));
    }
}
