namespace Cog.Rendering.Projection.Datums;

/// <summary>
/// A shift between datums in seven parameters, on geocentric coordinates (EPSG method 1033, Position Vector transformation; IOGP Guidance
/// Note 7-2, "Helmert 7-parameter transformations").
/// </summary>
/// <param name="X">Metres.</param>
/// <param name="Y">Metres.</param>
/// <param name="Z">Metres.</param>
/// <param name="RotationX">Radians; of position vectors, the opposite of a coordinate frame's.</param>
/// <param name="RotationY">Radians.</param>
/// <param name="RotationZ">Radians.</param>
/// <param name="Scale">Difference of scale, a ratio.</param>
internal readonly record struct Helmert(double X, double Y, double Z, double RotationX, double RotationY, double RotationZ, double Scale)
{
    /// <summary>True when it moves nothing.</summary>
    public bool IsZero => this == default;

    /// <summary>From TOWGS84's numbers: metres, arc-seconds of position vectors, parts per million; three or seven of them.</summary>
    public static Helmert? FromToWgs84(ReadOnlySpan<double> v) =>
        v.Length switch
        {
            >= 7 => new(
                v[0],
                v[1],
                v[2],
                v[3] * AngleUnits.ArcSecond,
                v[4] * AngleUnits.ArcSecond,
                v[5] * AngleUnits.ArcSecond,
                v[6] * 1e-6
            ),
            >= 3 => new(v[0], v[1], v[2], 0, 0, 0, 0),
            _ => null,
        };

    /// <summary>To WGS 84.</summary>
    public Geocentric Apply(Geocentric p)
    {
        double m = 1 + Scale;
        return new(
            (m * (p.X - (RotationZ * p.Y) + (RotationY * p.Z))) + X,
            (m * ((RotationZ * p.X) + p.Y - (RotationX * p.Z))) + Y,
            (m * ((-RotationY * p.X) + (RotationX * p.Y) + p.Z)) + Z
        );
    }

    /// <summary>From WGS 84, by the transposed rotation.</summary>
    public Geocentric Undo(Geocentric p)
    {
        double m = 1 / (1 + Scale),
            x = m * (p.X - X),
            y = m * (p.Y - Y),
            z = m * (p.Z - Z);
        return new(x + (RotationZ * y) - (RotationY * z), (-RotationZ * x) + y + (RotationX * z), (RotationY * x) - (RotationX * y) + z);
    }
}
