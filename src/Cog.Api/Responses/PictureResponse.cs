using Cog.Rendering.Encoding;

namespace Cog.Api.Responses;

/// <summary>A finished picture as an answer.</summary>
internal static class PictureResponse
{
    /// <summary>GeoTIFF and arrays are files that readers take apart: parts of them may be asked for.</summary>
    public static BufferedResponse Of(EncodedImage image) =>
        new(image.Bytes, image.MediaType)
        {
            TakesRanges = image.MediaType == ImageFormat.GeoTiff.MediaType() || image.MediaType == ImageFormat.NumPy.MediaType(),
        };
}
