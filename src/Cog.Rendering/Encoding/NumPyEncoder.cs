namespace Cog.Rendering.Encoding;

/// <summary>
/// An array file of bands × rows × columns in the samples' own type; the mask is the last band, see <see cref="MaskBand"/>.
/// </summary>
internal sealed class NumPyEncoder : IImageEncoder
{
    /// <inheritdoc/>
    public byte[] Encode(Raster raster, EncodeOptions options)
    {
        if (!options.ReturnMask)
        {
            return NumPyWriter.Write(raster.Samples, raster.SampleType, [raster.Bands, raster.Height, raster.Width]);
        }

        byte[] mask = new byte[checked(raster.PixelCount * raster.SampleType.ByteSize())];
        MaskBand.Write(raster.Mask, raster.SampleType, mask);
        return NumPyWriter.Write(raster.Samples, mask, raster.SampleType, [raster.Bands + 1, raster.Height, raster.Width]);
    }
}
