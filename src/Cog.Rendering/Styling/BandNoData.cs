namespace Cog.Rendering.Styling;

/// <summary>
/// Which samples of each band have no value. A raster's mask is that of its picture, where a pixel counts as soon as any band has a value;
/// what is told about
/// one band leaves out the samples in which that band has none, as rasterio's masked arrays and GDAL's statistics do.
/// </summary>
internal sealed class BandNoData
{
    private readonly NoDataMatcher? _matcher;
    private readonly IReadOnlyList<byte[]> _masks = [];

    private BandNoData(NoDataMatcher matcher) => _matcher = matcher;

    private BandNoData(IReadOnlyList<byte[]> masks) => _masks = masks;

    /// <summary>The rule of a file.</summary>
    /// <param name="header">The file.</param>
    /// <param name="callersNoData">Goes before the file's own; null for that.</param>
    /// <returns>Null where no sample is nodata: there is none, or a mask directory says what is valid.</returns>
    public static BandNoData? Of(CogHeader header, NoDataValue? callersNoData) =>
        PixelValidity.Of(header, header.Levels[0], callersNoData).NoData is { } matcher ? new(matcher) : null;

    /// <summary>The masks of bands that come from several files.</summary>
    /// <param name="masks">One for each band of a raster, a byte for each of its pixels: 0 where the band has no value. Not copied.</param>
    public static BandNoData OfMasks(IReadOnlyList<byte[]> masks) => new(masks);

    /// <summary>Whether a sample is without value.</summary>
    /// <param name="raster">Samples of the file's type, or those that the masks were made for.</param>
    /// <param name="band">Which of its bands.</param>
    /// <param name="pixel">Which of its pixels, row by row.</param>
    public bool IsNoData(Raster raster, int band, int pixel)
    {
        Span<byte> mask = [255];
        Exclude(raster, band, pixel, mask);
        return mask[0] == 0;
    }

    /// <summary>Puts NaN where a sample of one band has no value.</summary>
    /// <param name="raster">Samples of the file's type, or those that the masks were made for.</param>
    /// <param name="band">Which of its bands.</param>
    /// <param name="values">A number for each of its pixels.</param>
    public void Erase(Raster raster, int band, Span<float> values)
    {
        Span<byte> valid = stackalloc byte[256];
        for (int start = 0; start < values.Length; start += valid.Length)
        {
            Span<byte> part = valid[..Math.Min(valid.Length, values.Length - start)];
            part.Fill(255);
            Exclude(raster, band, start, part);
            for (int i = 0; i < part.Length; i++)
            {
                values[start + i] = part[i] == 0 ? float.NaN : values[start + i];
            }
        }
    }

    /// <summary>Sets a mask to 0 where samples of one band have no value.</summary>
    /// <param name="raster">Samples of the file's type, or those that the masks were made for.</param>
    /// <param name="band">Which of its bands.</param>
    /// <param name="start">The first of its pixels, row by row.</param>
    /// <param name="mask">A byte for each pixel from there on.</param>
    public void Exclude(Raster raster, int band, int start, Span<byte> mask)
    {
        if (_matcher is null)
        {
            And(_masks[band].AsSpan(start, mask.Length), mask);
            return;
        }

        Span<byte> valid = stackalloc byte[256];
        int size = _matcher.Sample.Length;
        ReadOnlySpan<byte> samples = raster.BandBytes(band).Slice(start * size, mask.Length * size);
        for (int i = 0; i < mask.Length; i += valid.Length)
        {
            Span<byte> part = valid[..Math.Min(valid.Length, mask.Length - i)];
            _matcher.Mask(samples.Slice(i * size, part.Length * size), part);
            And(part, mask[i..]);
        }
    }

    private static void And(ReadOnlySpan<byte> valid, Span<byte> mask)
    {
        for (int i = 0; i < valid.Length; i++)
        {
            mask[i] &= valid[i];
        }
    }
}
