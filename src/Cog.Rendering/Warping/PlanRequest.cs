using Cog.Rendering.Projection;
using Cog.Resamplers;

namespace Cog.Rendering.Warping;

/// <summary>A picture asked for.</summary>
/// <param name="Bounds">Its box in <paramref name="Crs"/>, without <see cref="Margin"/>; in longitude, <c>MinX &gt; MaxX</c> is a box
/// across ±180°.</param>
/// <param name="Crs">Its CRS.</param>
/// <param name="Size">Its columns and rows, without <see cref="Margin"/>.</param>
/// <param name="Resampling">How pixels are read, shrunk, and magnified where nothing is warped: one of
/// <see cref="ResamplingNames.OfReads"/>.</param>
/// <param name="ZoomLevelStrategy"><see cref="CogReaderOptions.ZoomLevelStrategy"/>.</param>
internal sealed record PlanRequest(
    BoundingBox Bounds,
    Crs Crs,
    RasterSize Size,
    Resampling Resampling,
    int ZoomLevelStrategy = OverviewSelector.Auto
)
{
    /// <summary>
    /// How pixels are warped: one of <see cref="ResamplingNames.OfWarps"/>. As they are read, when that can be; else the nearest.
    /// </summary>
    public Resampling WarpResampling { get; init; } = ResamplingNames.OfWarps.Contains(Resampling) ? Resampling : Resampling.Nearest;

    /// <summary>
    /// Pixels wanted around the picture, whole or half ones (TiTiler's <c>buffer</c>). Those inside stay what they are without.
    /// </summary>
    public double Margin { get; init; }

    /// <summary>Pixels that the grid of a warp may have: it is refused before it is made, since it takes time and memory, too.</summary>
    public long MaxGridPixels { get; init; } = CogLimits.Default.MaxRasterBytes;

    /// <summary>The same picture, whose box and size have the margin in them.</summary>
    internal PlanRequest WithMarginInside()
    {
        double x = Margin * Bounds.Width / Size.Width,
            y = Margin * Bounds.Height / Size.Height;
        int more = (int)(2 * Margin);
        return Margin == 0
            ? this
            : this with
            {
                Bounds = new(Bounds.MinX - x, Bounds.MinY - y, Bounds.MaxX + x, Bounds.MaxY + y),
                Size = new(Size.Width + more, Size.Height + more),
                Margin = 0,
            };
    }
}
