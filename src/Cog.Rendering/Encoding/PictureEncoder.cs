namespace Cog.Rendering.Encoding;

/// <summary>Styles and encodes in one step. Pure.</summary>
internal static class PictureEncoder
{
    /// <summary>Makes the file of an answer.</summary>
    /// <remarks>
    /// Pictures go through the <see cref="Colorizer"/>. Arrays and GeoTIFF hold the samples as they are, unless a rescale, a formula or a
    /// colour map is asked for, or the samples are
    /// indexes of the file's own colour table: TiTiler colours those in every format. With no format named, the picture is PNG when a pixel
    /// is masked, else JPEG.
    /// </remarks>
    /// <param name="raster">Samples on the picture's grid; not disposed.</param>
    /// <param name="colors">What the file says of its bands.</param>
    /// <param name="style">How they become colours, and which format.</param>
    /// <param name="georeference">Where the picture lies: for formats that say so.</param>
    /// <param name="cancellationToken">Ends the encoding of a large JPEG.</param>
    /// <exception cref="FormatException">Bands, ranges or samples that the format cannot hold.</exception>
    public static EncodedImage Encode(
        Raster raster,
        BandColors colors,
        RenderStyle style,
        Georeference? georeference,
        CancellationToken cancellationToken = default
    ) =>
        style.Format is ImageFormat.NumPy or ImageFormat.GeoTiff
            ? EncodeData(raster, colors, style, georeference, style.Format.Value)
            : EncodePicture(raster, colors, style, georeference, cancellationToken);

    private static EncodedImage EncodePicture(
        Raster raster,
        BandColors colors,
        RenderStyle style,
        Georeference? georeference,
        CancellationToken cancellationToken
    )
    {
        using Raster picture = Colorizer.Apply(raster, colors, style, keep16Bits: style.Format == ImageFormat.Png);
        ImageFormat format = style.Format ?? (PictureRules.IsMasked(picture) ? ImageFormat.Png : ImageFormat.Jpeg);
        var options = new EncodeOptions
        {
            ReturnMask = style.ReturnMask,
            Georeference = georeference,
            Jpeg = style.Jpeg,
            CancellationToken = cancellationToken,
        };
        if (picture.Bands != 2 || !style.ReturnMask || format is not (ImageFormat.Png or ImageFormat.WebP))
        {
            return Write(picture, format, options);
        }

        using Raster shown = WithMaskAsBlue(picture);
        return Write(shown, format, options);
    }

    /// <summary>
    /// Two bands and their mask, which TiTiler hands to GDAL as three bands: they are red, green and blue there, and so they are here.
    /// </summary>
    private static Raster WithMaskAsBlue(Raster picture)
    {
        Raster shown = Raster.Rent(picture.SampleType, 3, new(picture.Width, picture.Height), CogReaderOptions.Default);
        picture.Samples.CopyTo(shown.Samples);
        MaskBand.Write(picture.Mask, picture.SampleType, shown.BandBytes(2));
        shown.Mask.Fill(255);
        return shown;
    }

    private static EncodedImage EncodeData(
        Raster raster,
        BandColors colors,
        RenderStyle style,
        Georeference? georeference,
        ImageFormat format
    )
    {
        var options = new EncodeOptions
        {
            ReturnMask = style.ReturnMask,
            Georeference = georeference,
            MaskIsBand = style.TiffMaskIsBand,
        };
        if (style.ColorMap is not null || (colors.Palette is not null && raster.Bands == 1))
        {
            using Raster painted = Colorizer.Apply(raster, colors, style, keep16Bits: false);
            return Write(painted, format, options);
        }

        options = options with { ColorInterpretation = colors.Interpretation };
        if (style.Rescale.Count > 0 || style.Formula is not null)
        {
            using Raster scaled = Colorizer.ScaleAll(raster, style);
            return Write(scaled, format, options);
        }

        return Write(raster, format, options with { NoData = style.NoData ?? colors.NoData });
    }

    private static EncodedImage Write(Raster raster, ImageFormat format, EncodeOptions options) =>
        new(ImageEncoders.For(format).Encode(raster, options), format.MediaType());
}
