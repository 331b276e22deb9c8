namespace Cog.Rendering.Encoding.Tiff;

/// <summary>Where pictures lie.</summary>
internal static class Georeferences
{
    /// <summary>The place of a picture that fills a box, north up.</summary>
    /// <param name="bounds">The box.</param>
    /// <param name="size">The picture's columns and rows.</param>
    /// <param name="epsgCode">The CRS; null when it has no code.</param>
    public static Georeference Of(BoundingBox bounds, RasterSize size, int? epsgCode) =>
        new(new(bounds.Width / size.Width, 0, bounds.MinX, 0, -bounds.Height / size.Height, bounds.MaxY), epsgCode);
}
