namespace Cog.Api.Responses;

/// <summary>A file's box as rasterio, and so TiTiler, states it.</summary>
internal static class RasterioBounds
{
    /// <summary>
    /// Left, bottom, right, top. Bottom is greater than top where rows count upwards, as in a file without georeferencing; a rotated image
    /// has a box around it.
    /// </summary>
    public static double[] Of(CogHeader header)
    {
        GeoTransform transform = header.GeoTransform;
        if (transform.IsAxisAligned)
        {
            (double right, double bottom) = transform.Apply(header.Image.Width, header.Image.Height);
            return [transform.C, bottom, right, transform.F];
        }

        BoundingBox box = header.Bounds;
        return [box.MinX, box.MinY, box.MaxX, box.MaxY];
    }
}
