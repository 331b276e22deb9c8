using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Styling;

/// <summary>Raster to picture: scaling, then the colour formula, then a colour map, in TiTiler's order. Pure.</summary>
/// <remarks>
/// Masked pixels become 0 where the format has a mask to hide them, and wherever samples are scaled; else they are shown as they are
/// stored, as TiTiler's are.
/// Alpha between 0 and 255 stays as it is. Without a rescale, bytes stay; a formula takes whole numbers, and a colour map all values, as
/// they are; all else is scaled by the first of: the file's statistics, when every band has them; the range of an integer type; the
/// raster's own values.
/// The last differs from tile to tile: callers give ranges of the file where <see cref="WantsRanges"/> says so.
/// </remarks>
internal static class Colorizer
{
    /// <summary>Makes the pixels of a picture.</summary>
    /// <param name="raster">Samples of any real type; not disposed.</param>
    /// <param name="colors">What the file says of its bands.</param>
    /// <param name="style">What the caller wants.</param>
    /// <param name="keep16Bits">True leaves 16-bit samples unscaled where nothing asks for a scale: PNG holds them.</param>
    /// <returns>1 to 3 bands of bytes (or 16-bit samples) with the mask, in a raster of its own that the caller disposes.</returns>
    /// <exception cref="FormatException">Bands or ranges that make no picture; the message says the way out.</exception>
    public static Raster Apply(Raster raster, BandColors colors, RenderStyle style, bool keep16Bits)
    {
        int bands = PictureRules.BandsOf(raster.Bands, colors);
        PictureRules.RequireBands(bands, style.Format, style.ReturnMask);
        RequireReal(raster);

        ColorMap? map = style.ColorMap ?? (bands == 1 ? colors.Palette : null);
        PictureRules.RequireColors(bands, map, style.Formula);

        bool clearsMasked = style.ReturnMask && style.Format is (null or ImageFormat.Png or ImageFormat.WebP);
        bool keeps = style.Rescale.Count == 0 && Keeps(raster.SampleType, colors, map, style, keep16Bits);
        if (style.Formula is null && map is null)
        {
            return keeps ? Copy(raster, bands, clearsMasked) : Scale(raster, bands, RangesOf(raster, bands, colors, style));
        }

        using Raster? scaled = keeps ? null : Scale(raster, bands, RangesOf(raster, bands, colors, style));
        if (map is null)
        {
            return Form(style.Formula!, scaled ?? raster, bands, clearsMasked);
        }

        using Raster? formed = style.Formula?.Apply(scaled ?? raster, bands);
        Raster painted = Raster.Rent(SampleType.UInt8, 3, new(raster.Width, raster.Height), CogReaderOptions.Default);
        map.Apply(formed ?? scaled ?? raster, painted, clearsMasked);
        return painted;
    }

    /// <summary>Makes bytes of every band, by the ranges or the formula of a style: for formats that are no pictures.</summary>
    /// <exception cref="FormatException">The formula is not for such bands.</exception>
    public static Raster ScaleAll(Raster raster, RenderStyle style)
    {
        RequireReal(raster);
        if (style.Rescale.Count == 0)
        {
            return style.Formula!.Apply(raster, raster.Bands);
        }

        Raster scaled = Scale(raster, raster.Bands, Spread(style.Rescale, raster.Bands));
        if (style.Formula is not { } formula)
        {
            return scaled;
        }

        using (scaled)
        {
            return formula.Apply(scaled, raster.Bands);
        }
    }

    /// <summary>
    /// True for a picture that is scaled by a range that nobody gave: its samples are no bytes, no indexes of the file's colour table, and
    /// not coloured by their very values.
    /// </summary>
    public static bool WantsRanges(SampleType type, BandColors colors, RenderStyle style) =>
        style.Format is not (ImageFormat.NumPy or ImageFormat.GeoTiff)
        && style.Rescale.Count == 0
        && (type != SampleType.UInt8 || colors.ScalesByValues)
        && !type.IsComplex()
        && (style.ColorMap is null ? colors.Palette is null : style.ColorMap.IsRamp);

    private static bool Keeps(SampleType type, BandColors colors, ColorMap? map, RenderStyle style, bool keep16Bits) =>
        style.Formula is not null
            ? !type.IsFloatingPoint()
            : map is not null || (type == SampleType.UInt8 ? !colors.ScalesByValues : type == SampleType.UInt16 && keep16Bits);

    private static void RequireReal(Raster raster)
    {
        if (raster.SampleType.IsComplex())
        {
            throw new FormatException(
                $"{raster.SampleType.NumPyName()} samples have no order to scale by: choose npy or tif, without rescale."
            );
        }
    }

    private static IReadOnlyList<Rescale> RangesOf(Raster raster, int bands, BandColors colors, RenderStyle style)
    {
        if (style.Rescale.Count > 0)
        {
            // A range of alpha, which was asked for as a band, has nothing to scale.
            return style.Rescale.Count == raster.Bands ? style.Rescale : Spread(style.Rescale, bands);
        }

        if (colors.Statistics is { } statistics && statistics.Count >= bands)
        {
            return statistics;
        }

        return !colors.ScalesByValues && ValueRanges.Of(raster.SampleType) is { } range
            ? [.. Enumerable.Repeat(range, bands)]
            : ValueRanges.Of(raster);
    }

    private static IReadOnlyList<Rescale> Spread(IReadOnlyList<Rescale> ranges, int bands) =>
        ranges.Count == bands ? ranges : [.. Enumerable.Repeat(ranges[0], bands)];

    private static Raster Form(ColorFormula formula, Raster raster, int bands, bool clearsMasked)
    {
        Raster formed = formula.Apply(raster, bands);
        if (clearsMasked)
        {
            ClearMasked(formed);
        }

        return formed;
    }

    private static Raster Scale(Raster raster, int bands, IReadOnlyList<Rescale> ranges)
    {
        Raster scaled = Raster.Rent(SampleType.UInt8, bands, new(raster.Width, raster.Height), CogReaderOptions.Default);
        raster.Mask.CopyTo(scaled.Mask);
        for (int band = 0; band < bands; band++)
        {
            Scaler.Scale(raster, band, ranges[band], scaled.BandBytes(band));
        }

        return scaled;
    }

    private static Raster Copy(Raster raster, int bands, bool clearsMasked)
    {
        Raster copy = Raster.Rent(raster.SampleType, bands, new(raster.Width, raster.Height), CogReaderOptions.Default);
        raster.Mask.CopyTo(copy.Mask);
        raster.Samples[..copy.Samples.Length].CopyTo(copy.Samples);
        if (clearsMasked)
        {
            ClearMasked(copy);
        }

        return copy;
    }

    private static void ClearMasked(Raster picture)
    {
        if (!PictureRules.IsMasked(picture))
        {
            return;
        }

        int size = picture.SampleType.ByteSize();
        ReadOnlySpan<byte> mask = picture.Mask;
        for (int band = 0; band < picture.Bands; band++)
        {
            Span<byte> samples = picture.BandBytes(band);
            for (int i = 0; i < mask.Length; i++)
            {
                if (mask[i] == 0)
                {
                    samples.Slice(i * size, size).Clear();
                }
            }
        }
    }
}
