using Cog.Geo;
using Cog.Header;
using Cog.Reading;
using Cog.Rendering.Projection;
using Cog.Rendering.Warping;

namespace Cog.Rendering;

/// <summary>How a picture will be made: which level, which window of it, which warp. A pure value, known before a pixel is read.</summary>
/// <param name="Level">The overview to read.</param>
/// <param name="Window">Its pixels needed, kernel halo included, clipped to what can contribute.</param>
/// <param name="Size">The picture's columns and rows.</param>
/// <param name="Bounds">The picture's box in <paramref name="Crs"/>.</param>
/// <param name="Crs">The picture's CRS.</param>
/// <param name="Grid">Output pixel to window pixel.</param>
/// <param name="Resampling">The kernel.</param>
public sealed record TilePlan(ImageLevel Level, PixelWindow Window, RasterSize Size, BoundingBox Bounds, Crs Crs, WarpGrid Grid, Resampling Resampling)
{
    /// <summary>Plans a picture of a box in any CRS.</summary>
    /// <param name="header">The file.</param>
    /// <param name="request">What is wanted.</param>
    /// <returns>Null when the box misses the image.</returns>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    public static TilePlan? Create(CogHeader header, PlanRequest request) => throw new NotImplementedException();
}

/// <summary>A picture asked for.</summary>
/// <param name="Bounds">Its box in <paramref name="Crs"/>.</param>
/// <param name="Crs">Its CRS.</param>
/// <param name="Size">Its columns and rows.</param>
/// <param name="Resampling">The kernel, for shrinking and for magnifying.</param>
/// <param name="ZoomLevelStrategy"><see cref="CogReaderOptions.ZoomLevelStrategy"/>.</param>
public sealed record PlanRequest(BoundingBox Bounds, Crs Crs, RasterSize Size, Resampling Resampling, int ZoomLevelStrategy = 50);
