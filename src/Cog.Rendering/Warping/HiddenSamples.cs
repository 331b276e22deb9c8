namespace Cog.Rendering.Warping;

/// <summary>What stands under the mask of a picture that was read: seen where a format has no mask, or none is wanted.</summary>
internal static class HiddenSamples
{
    /// <summary>
    /// Puts there what rasterio has there: of a nodata image the nodata value, beyond the image as well; of any other image that was warped
    /// 0, which GDAL's warp
    /// begins with; of one that was not, what is stored.
    /// </summary>
    public static void Put(Raster picture, PixelValidity validity, bool isWarped)
    {
        ReadOnlySpan<byte> mask = picture.Mask;
        if (Warper.IsAllValid(mask))
        {
            return;
        }

        for (int band = 0; band < picture.Bands; band++)
        {
            if (validity.NoData is { } noData)
            {
                noData.WriteWhereMasked(mask, picture.BandBytes(band));
            }
            else if (isWarped)
            {
                Clear(mask, picture.BandBytes(band), picture.SampleType.ByteSize());
            }
        }
    }

    private static void Clear(ReadOnlySpan<byte> mask, Span<byte> samples, int size)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                samples.Slice(i * size, size).Clear();
            }
        }
    }
}
