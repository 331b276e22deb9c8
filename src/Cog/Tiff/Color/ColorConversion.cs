namespace Cog.Tiff.Color;

/// <summary>
/// Stored colours shown as red, green and blue: what libtiff's RGBA interface (TIFFRGBAImage), and so GDAL, makes of YCbCr, CMYK and CIE
/// L*a*b*.
/// </summary>
/// <remarks>
/// Stands between a block's decoding and its raster. Images that GDAL shows as stored have no view. Immutable; safe for concurrent calls.
/// </remarks>
internal abstract class ColorConversion
{
    /// <summary>Samples of a pixel as shown: red, green, blue, and an alpha that is always 255 where GDAL lists one.</summary>
    public abstract int SamplesPerPixel { get; }

    /// <summary>What GDAL calls the stored colours (SOURCE_COLOR_SPACE).</summary>
    public abstract string SourceName { get; }

    /// <summary>Shows pixels.</summary>
    /// <param name="stored">Chunky samples of 8 bits.</param>
    /// <param name="storedSamplesPerPixel">How many a pixel has; those behind the colours are passed over.</param>
    /// <param name="shown"><see cref="SamplesPerPixel"/> bytes for each pixel of <paramref name="stored"/>.</param>
    public abstract void Convert(ReadOnlySpan<byte> stored, int storedSamplesPerPixel, Span<byte> shown);

    /// <summary>The view of an image; null where its samples are shown as they are stored.</summary>
    /// <param name="layout">Its blocks. They are chunky when they have more than one sample.</param>
    /// <param name="numbers">The values of a tag; null when it is absent.</param>
    /// <remarks>JPEG and WebP turn YCbCr into RGB themselves. Other bit depths than 8 stay as stored, as with GDAL's GTIFF_RAW.</remarks>
    internal static ColorConversion? Of(BlockLayout layout, Func<TagId, double[]?> numbers)
    {
        if (layout is not { BitsPerSample: 8, SampleFormat: SampleFormat.UnsignedInteger })
        {
            return null;
        }

        return layout.Photometric switch
        {
            PhotometricInterpretation.YCbCr when layout.SamplesPerPixel == 3 && !ConvertsItself(layout.Compression) => new YCbCrConversion(
                numbers(TagId.YCbCrCoefficients),
                numbers(TagId.ReferenceBlackWhite)
            ),
            PhotometricInterpretation.Separated when layout.SamplesPerPixel >= 4 && IsCmyk(numbers(TagId.InkSet)) =>
                CmykConversion.Instance,
            PhotometricInterpretation.CieLab when layout.SamplesPerPixel == 3 && numbers(TagId.ExtraSamples) is null => CieLabConversion.Of(
                numbers(TagId.WhitePoint)
            ),
            _ => null,
        };
    }

    /// <summary>
    /// The view of an image stored in planes; null where they are shown as they are stored. libtiff knows CMYK, and YCbCr whose planes are
    /// of one size.
    /// </summary>
    /// <param name="layout">The blocks of one plane.</param>
    /// <param name="planes">How many there are.</param>
    /// <param name="numbers">The values of a tag; null when it is absent.</param>
    internal static ColorConversion? OfPlanes(BlockLayout layout, int planes, Func<TagId, double[]?> numbers) =>
        (layout.Photometric, planes) is (PhotometricInterpretation.Separated, 4)
        || ((layout.Photometric, planes) is (PhotometricInterpretation.YCbCr, 3) && layout.ChromaSubsampling == (1, 1))
            ? Of(layout with { SamplesPerPixel = planes }, numbers)
            : null;

    private static bool ConvertsItself(Compression compression) =>
        compression is Compression.Jpeg or Compression.OldJpeg or Compression.WebP or Compression.JpegXl or Compression.JpegXlDng;

    // TIFF 6.0 section 16: 1, the default, is CMYK; 2 are other inks.
    private static bool IsCmyk(double[]? inkSet) => inkSet is null or [1, ..];
}
