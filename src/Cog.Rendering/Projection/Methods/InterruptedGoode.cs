using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Methods 60134 and 60135, interrupted Goode Homolosine: the sinusoidal to 40°44'11.8", the Mollweide beyond, in lobes that keep the lands
/// together, or the oceans (J. P. Goode, 1925).
/// </summary>
internal sealed class InterruptedGoode : CentredProjection
{
    private const double Limit = (40 + (44 / 60.0) + (11.8 / 3600)) * Degree,
        Rounding = 1e-10;

    private static readonly double Moved = Mollweide.ParallelOf(Limit).Height - Limit;

    private static readonly Lobe[] LandNorth =
    [
        new(-100, -180, -40, [new(-40, -10, 60)]),
        new(30, -40, 180, [new(-180, -160, 50), new(-50, -40, 60)]),
    ];

    private static readonly Lobe[] LandSouth =
    [
        new(-160, -180, -100, []),
        new(-60, -100, -20, []),
        new(20, -20, 80, []),
        new(140, 80, 180, []),
    ];
    private static readonly Lobe[] OceanNorth = [new(-140, -180, -90, []), new(-10, -90, 60, [], IsOpen: true), new(130, 60, 180, [])];
    private static readonly Lobe[] OceanSouth = [new(-110, -180, -60, []), new(20, -60, 90, [], IsOpen: true), new(150, 90, 180, [])];

    private readonly Lobe[] _north;
    private readonly Lobe[] _south;

    public InterruptedGoode(CrsDefinition crs)
        : base(crs) =>
        (_north, _south) = crs.MethodCode == ProjectionMethod.InterruptedGoodeOcean ? (OceanNorth, OceanSouth) : (LandNorth, LandSouth);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double centre = LobeAt(longitude, latitude).Centre * Degree;
        (double width, double height) = Parallel(latitude);
        return (Radius * (centre + (width * (longitude - centre))), Radius * height);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (x, y) = (x / Radius, y / Radius);
        double latitude = Math.Abs(y) <= Limit ? y : Mollweide.LatitudeOf(y + Math.CopySign(Moved, y));
        if (double.IsNaN(latitude))
        {
            return (double.NaN, double.NaN);
        }

        // Lobes end at the same x on the equator: each has its own part of the plane.
        Lobe lobe = LobeAt(x, y);
        double width = Parallel(latitude).Width,
            centre = lobe.Centre * Degree,
            longitude = width < 1e-9 ? centre : centre + ((x - centre) / width);
        return lobe.Shows(longitude / Degree, latitude / Degree) ? (longitude, latitude) : (double.NaN, double.NaN);
    }

    private static (double Width, double Height) Parallel(double latitude)
    {
        if (Math.Abs(latitude) < Limit)
        {
            return (Math.Cos(latitude), latitude);
        }

        (double width, double height) = Mollweide.ParallelOf(latitude);
        return (width, height - Math.CopySign(Moved, latitude));
    }

    private Lobe LobeAt(double longitude, double latitude)
    {
        Lobe[] lobes = latitude >= 0 ? _north : _south;
        foreach (Lobe lobe in lobes)
        {
            if (longitude < lobe.East * Degree || (longitude == lobe.East * Degree && !lobe.IsOpen))
            {
                return lobe;
            }
        }

        return lobes[^1];
    }

    /// <summary>A piece of the map, in degrees.</summary>
    /// <param name="Centre">Its straight meridian.</param>
    /// <param name="West">Where it begins.</param>
    /// <param name="East">Where it ends.</param>
    /// <param name="More">What it shows once more of its neighbours: Greenland, and the east of Siberia.</param>
    /// <param name="IsOpen">True when its last meridian is the next one's, as in PROJ.</param>
    private sealed record Lobe(double Centre, double West, double East, Extension[] More, bool IsOpen = false)
    {
        public bool Shows(double longitude, double latitude) =>
            (longitude >= West - Rounding && longitude <= East + Rounding)
            || More.Any(more =>
                longitude >= more.West - Rounding && longitude <= more.East + Rounding && latitude >= more.South - Rounding
            );
    }

    private readonly record struct Extension(double West, double East, double South);
}
