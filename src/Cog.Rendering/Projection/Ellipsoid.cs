namespace Cog.Rendering.Projection;

/// <summary>The figure of the Earth under a CRS.</summary>
/// <param name="SemiMajorAxis">Metres.</param>
/// <param name="InverseFlattening">0 for a sphere.</param>
internal readonly record struct Ellipsoid(double SemiMajorAxis, double InverseFlattening)
{
    /// <summary>EPSG 7030.</summary>
    public static Ellipsoid Wgs84 { get; } = new(6378137, 298.257223563);

    /// <summary>EPSG 7019.</summary>
    public static Ellipsoid Grs80 { get; } = new(6378137, 298.257222101);

    public double Flattening => InverseFlattening == 0 ? 0 : 1 / InverseFlattening;

    /// <summary>f / (2 - f).</summary>
    public double ThirdFlattening => Flattening / (2 - Flattening);

    /// <summary>√(f (2 - f)).</summary>
    public double Eccentricity => Math.Sqrt(Flattening * (2 - Flattening));
}
