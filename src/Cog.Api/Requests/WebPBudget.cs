namespace Cog.Api.Requests;

/// <summary>How large a WebP picture may be: its encoder is far slower than others, and once begun it cannot be stopped.</summary>
internal static class WebPBudget
{
    /// <summary>Refuses a picture before anything of it is read.</summary>
    /// <param name="size">The picture's size.</param>
    /// <param name="format">Null for what suits the picture, which is never WebP.</param>
    /// <param name="most">Pixels it may have.</param>
    /// <exception cref="BadHttpRequestException">413; the message names the setting.</exception>
    public static void ThrowIfTooLarge(RasterSize size, ImageFormat? format, int most)
    {
        if (format == ImageFormat.WebP && (long)size.Width * size.Height > most)
        {
            throw new BadHttpRequestException(
                $"A WebP picture of {size.Width} × {size.Height} pixels takes too long to encode; the largest has {most}: ask for "
                    + "fewer, or for JPEG or PNG. The setting COG_MAX_WEBP_PIXELS changes it.",
                StatusCodes.Status413PayloadTooLarge
            );
        }
    }
}
