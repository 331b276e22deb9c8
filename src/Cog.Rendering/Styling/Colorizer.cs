namespace Cog.Rendering.Styling;

/// <summary>Raster to picture: scaling, then colours, in TiTiler's order. Pure.</summary>
/// <remarks>
/// Masked pixels become 0 where the format has a mask to hide them, and wherever samples are scaled; else they are shown as they are
/// stored, as TiTiler's are.
/// Alpha between 0 and 255 stays as it is. Without a rescale, bytes stay; a file's palette is looked up; all else is scaled by the first
/// of: the file's statistics, when every band has them; the caller's ranges; the range of an integer type; the raster's own values.
/// The last differs from tile to tile: callers give <see cref="RenderStyle.FallbackRanges"/> where <see cref="NeedsRanges"/> says so.
/// </remarks>
internal static class Colorizer
{
    /// <summary>Makes the pixels of a picture.</summary>
    /// <param name="raster">Samples of any real type; not disposed.</param>
    /// <param name="colors">What the file says of its bands.</param>
    /// <param name="style">What the caller wants.</param>
    /// <param name="keep16Bits">True leaves 16-bit samples unscaled where nothing asks for a scale: PNG holds them.</param>
    /// <returns>1 or 3 bands of bytes (or 16-bit samples) with the mask, in a raster of its own that the caller disposes.</returns>
    /// <exception cref="FormatException">Bands or ranges that make no picture; the message says the way out.</exception>
    public static Raster Apply(Raster raster, BandColors colors, RenderStyle style, bool keep16Bits)
    {
        int bands = PictureBands(raster, colors);
        PictureRules.RequireBands(bands);
        RequireReal(raster);

        ColorMap? map = style.ColorMap ?? (bands == 1 ? colors.Palette : null);
        if (map is not null && bands != 1)
        {
            throw new FormatException($"A colour map colours 1 band, these are {bands}: choose one with bidx.");
        }

        bool clearsMasked = style.ReturnMask && style.Format is (null or ImageFormat.Png or ImageFormat.WebP);
        bool isIndex = map is not null && style.ColorMap is null;
        bool keeps =
            isIndex
            || (raster.SampleType == SampleType.UInt8 && !colors.ScalesByValues)
            || (raster.SampleType == SampleType.UInt16 && keep16Bits && map is null);
        if (map is null)
        {
            return style.Rescale.Count == 0 && keeps
                ? Copy(raster, bands, clearsMasked)
                : Scale(raster, bands, RangesOf(raster, bands, colors, style));
        }

        Raster painted = Raster.Rent(SampleType.UInt8, 3, raster.Width, raster.Height, CogLimits.Default);
        if (style.Rescale.Count == 0 && keeps)
        {
            map.Apply(raster, painted, clearsMasked);
        }
        else
        {
            using Raster indexes = Scale(raster, bands, RangesOf(raster, bands, colors, style));
            map.Apply(indexes, painted, clearsMasked);
        }

        return painted;
    }

    /// <summary>Scales every band to bytes by ranges that were asked for: for formats that are no pictures.</summary>
    /// <exception cref="FormatException">Neither one range nor one for each band.</exception>
    public static Raster ScaleAll(Raster raster, IReadOnlyList<Rescale> ranges)
    {
        RequireReal(raster);
        return Scale(raster, raster.Bands, Spread(ranges, raster.Bands));
    }

    /// <summary>
    /// True when tiles of this file would each be scaled by their own values: floating point without statistics, palette, rescale.
    /// </summary>
    public static bool NeedsRanges(SampleType type, BandColors colors, RenderStyle style) =>
        (type.IsFloatingPoint() || colors.ScalesByValues)
        && style.Rescale.Count == 0
        && style.FallbackRanges.Count == 0
        && colors.Statistics is null;

    private static void RequireReal(Raster raster)
    {
        if (raster.SampleType.IsComplex())
        {
            throw new FormatException(
                $"{raster.SampleType.NumPyName()} samples have no order to scale by: choose npy or tif, without rescale."
            );
        }
    }

    // Alpha that was asked for as the last band of two or four is in the mask already.
    private static int PictureBands(Raster raster, BandColors colors) =>
        raster.Bands is 2 or 4 && colors.AlphaPosition == raster.Bands - 1 ? raster.Bands - 1 : raster.Bands;

    private static IReadOnlyList<Rescale> RangesOf(Raster raster, int bands, BandColors colors, RenderStyle style)
    {
        if (style.Rescale.Count > 0)
        {
            return Spread(style.Rescale, bands);
        }

        if (colors.Statistics is { } statistics && statistics.Count >= bands)
        {
            return statistics;
        }

        if (style.FallbackRanges.Count >= bands)
        {
            return style.FallbackRanges;
        }

        return !colors.ScalesByValues && ValueRanges.Of(raster.SampleType) is { } range
            ? [.. Enumerable.Repeat(range, bands)]
            : ValueRanges.Of(raster);
    }

    private static IReadOnlyList<Rescale> Spread(IReadOnlyList<Rescale> ranges, int bands)
    {
        if (ranges.Count != 1 && ranges.Count != bands)
        {
            throw new FormatException($"rescale has {ranges.Count} ranges for {bands} bands; expected one for all, or one for each.");
        }

        return ranges.Count == bands ? ranges : [.. Enumerable.Repeat(ranges[0], bands)];
    }

    private static Raster Scale(Raster raster, int bands, IReadOnlyList<Rescale> ranges)
    {
        Raster scaled = Raster.Rent(SampleType.UInt8, bands, raster.Width, raster.Height, CogLimits.Default);
        raster.Mask.CopyTo(scaled.Mask);
        for (int band = 0; band < bands; band++)
        {
            Scaler.Scale(raster, band, ranges[band], scaled.BandBytes(band));
        }

        return scaled;
    }

    private static Raster Copy(Raster raster, int bands, bool clearsMasked)
    {
        Raster copy = Raster.Rent(raster.SampleType, bands, raster.Width, raster.Height, CogLimits.Default);
        raster.Mask.CopyTo(copy.Mask);
        raster.Samples[..copy.Samples.Length].CopyTo(copy.Samples);
        if (!clearsMasked || !PictureRules.IsMasked(raster))
        {
            return copy;
        }

        int size = raster.SampleType.ByteSize();
        ReadOnlySpan<byte> mask = raster.Mask;
        for (int band = 0; band < bands; band++)
        {
            Span<byte> samples = copy.BandBytes(band);
            for (int i = 0; i < mask.Length; i++)
            {
                if (mask[i] == 0)
                {
                    samples.Slice(i * size, size).Clear();
                }
            }
        }

        return copy;
    }
}
