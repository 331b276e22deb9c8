namespace Cog.Rendering.Projection;

/// <summary>Units of angles, in radians.</summary>
internal static class AngleUnits
{
    public const double Degree = Math.PI / 180;

    public const double ArcSecond = Degree / 3600;
}
