using Cog.Rasters;

namespace Cog.Rendering.Styling;

/// <summary>
/// Nodata of each band by itself. A raster's mask is that of its picture, where a pixel counts as soon as any band has a value; what is
/// told about
/// one band leaves out the samples in which that band has none, as rasterio's masked arrays and GDAL's statistics do.
/// </summary>
internal sealed class BandNoData
{
    private readonly NoDataMatcher _matcher;

    private BandNoData(NoDataMatcher matcher) => _matcher = matcher;

    /// <summary>The rule of a file.</summary>
    /// <param name="header">The file.</param>
    /// <param name="callersNoData">Goes before the file's own; null for that.</param>
    /// <returns>Null where no sample is nodata: there is none, or a mask directory says what is valid.</returns>
    public static BandNoData? Of(CogHeader header, NoDataValue? callersNoData) =>
        PixelValidity.Of(header, header.Levels[0], callersNoData).NoData is { } matcher ? new(matcher) : null;

    /// <summary>Whether this is the nodata value.</summary>
    /// <param name="raster">Samples of the file's type.</param>
    /// <param name="band">Which of its bands.</param>
    /// <param name="pixel">Which of its pixels, row by row.</param>
    public bool IsNoData(Raster raster, int band, int pixel)
    {
        Span<byte> mask = [255];
        int size = _matcher.Sample.Length;
        Exclude(raster.BandBytes(band).Slice(pixel * size, size), mask);
        return mask[0] == 0;
    }

    /// <summary>Puts NaN where a sample of one band is nodata.</summary>
    /// <param name="raster">Samples of the file's type.</param>
    /// <param name="band">Which of its bands.</param>
    /// <param name="values">A number for each of its pixels.</param>
    public void Erase(Raster raster, int band, Span<float> values)
    {
        Span<byte> valid = stackalloc byte[256];
        ReadOnlySpan<byte> samples = raster.BandBytes(band);
        int size = _matcher.Sample.Length;
        for (int start = 0; start < values.Length; start += valid.Length)
        {
            int length = Math.Min(valid.Length, values.Length - start);
            _matcher.Mask(samples.Slice(start * size, length * size), valid[..length]);
            for (int i = 0; i < length; i++)
            {
                values[start + i] = valid[i] == 0 ? float.NaN : values[start + i];
            }
        }
    }

    /// <summary>Sets the mask to 0 where a sample of one band is nodata.</summary>
    internal void Exclude(ReadOnlySpan<byte> samples, Span<byte> mask)
    {
        Span<byte> valid = stackalloc byte[256];
        int size = _matcher.Sample.Length;
        for (int start = 0; start < mask.Length; start += valid.Length)
        {
            int length = Math.Min(valid.Length, mask.Length - start);
            _matcher.Mask(samples.Slice(start * size, length * size), valid[..length]);
            for (int i = 0; i < length; i++)
            {
                mask[start + i] &= valid[i];
            }
        }
    }
}
