namespace Cog.Rendering.Projection.Datums;

/// <summary>A point by metres from the Earth's centre (IOGP Guidance Note 7-2, "Geographic/Geocentric conversions").</summary>
internal readonly record struct Geocentric(double X, double Y, double Z)
{
    /// <summary>Of a point on an ellipsoid, radians.</summary>
    public static Geocentric From(double longitude, double latitude, Ellipsoid ellipsoid)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        double normal = ellipsoid.NormalRadius(latitude);
        return new(normal * cos * cosLongitude, normal * cos * sinLongitude, normal * (1 - ellipsoid.EccentricitySquared) * sin);
    }

    /// <summary>Longitude and latitude on an ellipsoid, radians; heights are dropped.</summary>
    public (double Longitude, double Latitude) On(Ellipsoid ellipsoid)
    {
        // Bowring's formula: near the surface its error is far below a micrometre.
        double a = ellipsoid.SemiMajorAxis,
            e2 = ellipsoid.EccentricitySquared,
            b = a * (1 - ellipsoid.Flattening);
        double p = Math.Sqrt((X * X) + (Y * Y));
        (double sin, double cos) = Math.SinCos(Math.Atan2(Z * a, p * b));
        double latitude = Math.Atan2(Z + (e2 / (1 - e2) * b * sin * sin * sin), p - (e2 * a * cos * cos * cos));
        return (Math.Atan2(Y, X), latitude);
    }
}
