using Cog.Rendering.Styling;
using SkiaSharp;

namespace Cog.Rendering.Encoding;

/// <summary>Baseline JPEG, quality 85, chroma 4:2:0; one band as grey. It has no alpha: the mask is left out.</summary>
internal sealed class JpegEncoder : IImageEncoder
{
    private const int Quality = 85; // TiTiler's profile.

    /// <inheritdoc/>
    public byte[] Encode(Raster raster, EncodeOptions options)
    {
        PictureRules.Require(raster, "JPEG", allows16Bits: false, maxSize: 65_500);
        return SkiaPixels.Encode(raster, withAlpha: false, keepGray: true, static pixmap =>
            pixmap.Encode(new SKJpegEncoderOptions(Quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore))
        );
    }
}
