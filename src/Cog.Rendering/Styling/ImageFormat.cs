namespace Cog.Rendering.Styling;

/// <summary>Formats of an answer, by TiTiler's names.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
    WebP,
    NumPy,
    GeoTiff,
}

/// <summary>Names and media types of <see cref="ImageFormat"/>.</summary>
internal static class ImageFormats
{
    /// <summary>Reads an extension: png, pngraw, jpg, jpeg, webp, npy, tif, tiff.</summary>
    /// <returns>Null for any other.</returns>
    public static ImageFormat? Parse(string extension) =>
        extension.ToLowerInvariant() switch
        {
            "png" or "pngraw" => ImageFormat.Png,
            "jpg" or "jpeg" => ImageFormat.Jpeg,
            "webp" => ImageFormat.WebP,
            "npy" => ImageFormat.NumPy,
            "tif" or "tiff" => ImageFormat.GeoTiff,
            _ => null,
        };

    /// <summary>The Content-Type.</summary>
    public static string MediaType(this ImageFormat format) =>
        format switch
        {
            ImageFormat.Png => "image/png",
            ImageFormat.Jpeg => "image/jpeg",
            ImageFormat.WebP => "image/webp",
            ImageFormat.NumPy => "application/x-binary",
            _ => "image/tiff; application=geotiff",
        };
}
