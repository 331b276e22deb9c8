using SkiaSharp;

namespace Cog.Rendering.Encoding;

/// <summary>Lossy WebP, quality 75; one band as RGB, the mask as alpha when a pixel is masked.</summary>
internal sealed class WebPEncoder : IImageEncoder
{
    private const float Quality = 75; // TiTiler's profile.

    /// <inheritdoc/>
    public byte[] Encode(Raster raster, EncodeOptions options)
    {
        // WebP container specification, "Extended File Format": 14 bits a side in the lossy bit stream.
        PictureRules.Require(raster, "WebP", allows16Bits: false, maxSize: 16_383);
        return SkiaPixels.Encode(raster, withAlpha: options.ReturnMask && PictureRules.IsMasked(raster), static pixmap =>
            pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality))
        );
    }
}
