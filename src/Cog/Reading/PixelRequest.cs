using Cog.Rasters;

namespace Cog.Reading;

/// <summary>What is read of each pixel.</summary>
/// <param name="Level">The image or overview, and the mask when <paramref name="Validity"/> wants it.</param>
/// <param name="Samples">Which samples, from 0, in the order of the raster's bands.</param>
/// <param name="Validity">What makes a pixel valid.</param>
internal sealed record PixelRequest(ImageLevel Level, IReadOnlyList<int> Samples, PixelValidity Validity)
{
    /// <summary>A request for what a caller asks of a level.</summary>
    /// <param name="header">The file.</param>
    /// <param name="level">The image or an overview.</param>
    /// <param name="bands">Samples, from 0; null for all.</param>
    /// <param name="noData">The caller's nodata; null for the file's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The image has no such sample.</exception>
    public static PixelRequest Of(CogHeader header, ImageLevel level, IReadOnlyList<int>? bands, NoDataValue? noData) =>
        new(level, SamplesOf(level, bands), PixelValidity.Of(header, level, noData));

    /// <summary>
    /// True for an overview without a mask of an image that has one: GDAL then reads the image's, however small the picture.
    /// </summary>
    public bool NeedsFullMask => Validity.Kind == ValidityKind.Mask && Level.Mask is null;

    /// <summary>A raster for such pixels, all masked.</summary>
    public Raster Rent(RasterSize size, CogReaderOptions options) => Raster.Rent(Level.Image.SampleType, Samples.Count, size, options);

    /// <summary>The samples that a caller's bands are; null is all of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The image has no such sample.</exception>
    public static IReadOnlyList<int> SamplesOf(ImageLevel level, IReadOnlyList<int>? bands)
    {
        int count = level.Image.SamplesPerPixel;
        if (bands is null)
        {
            return [.. Enumerable.Range(0, count)];
        }

        return bands.Count > 0 && bands.All(b => b >= 0 && b < count)
            ? bands
            : throw new ArgumentOutOfRangeException(
                nameof(bands),
                $"[{string.Join(", ", bands)}] are not all among the samples 0 … {count - 1}."
            );
    }
}
