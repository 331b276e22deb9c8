using Cog.Rendering.Encoding.Jpeg;
using Cog.Rendering.Encoding.Png;
using Cog.Rendering.Encoding.Tiff;

namespace Cog.Rendering.Encoding;

/// <summary>The table of encoders.</summary>
/// <remarks>Making one loads no native library: that happens with the first WebP picture.</remarks>
internal static class ImageEncoders
{
    /// <summary>The encoder of a format; shared, safe for concurrent calls.</summary>
    public static IImageEncoder For(ImageFormat format) =>
        format switch
        {
            ImageFormat.Png => Png,
            ImageFormat.Jpeg => Jpeg,
            ImageFormat.WebP => WebP,
            ImageFormat.NumPy => NumPy,
            ImageFormat.GeoTiff => GeoTiff,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such picture format."),
        };

    private static readonly PngEncoder Png = new();
    private static readonly JpegEncoder Jpeg = new();
    private static readonly WebPEncoder WebP = new();
    private static readonly NumPyEncoder NumPy = new();
    private static readonly GeoTiffEncoder GeoTiff = new();
}
