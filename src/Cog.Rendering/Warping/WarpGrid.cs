namespace Cog.Rendering.Warping;

/// <summary>Output pixel to source pixel, exact at grid points and bilinear between them, never off by more than 0.125 pixel.</summary>
public sealed class WarpGrid
{
    /// <summary>The largest error, in pixels; GDAL's own tolerance.</summary>
    public const double Tolerance = 0.125;
}
