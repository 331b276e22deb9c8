namespace Cog.Rendering;

/// <summary>Bands of several rasters on one grid → one raster, band after band, of the type that holds them all.</summary>
internal static class RasterStack
{
    /// <summary>Puts bands together.</summary>
    /// <param name="bands">
    /// Each band: the raster that it is of, which of its bands it is, and what has no value in it; a null raster for a band of nothing.
    /// </param>
    /// <param name="type">What holds them all.</param>
    /// <param name="size">Columns and rows of all of them.</param>
    /// <param name="options">Limits and memory.</param>
    /// <returns>
    /// The raster, whose pixels count where any band has a value, and what has none in each band; null where that is the same for all.
    /// </returns>
    public static (Raster Raster, BandNoData? NoData) Of(
        IReadOnlyList<StackedBand> bands,
        SampleType type,
        RasterSize size,
        CogReaderOptions options
    )
    {
        Raster whole = Raster.Rent(type, bands.Count, size, options);
        try
        {
            byte[][] masks = [.. bands.Select((band, i) => Put(band, i, whole))];
            Span<byte> any = whole.Mask;
            bool isSame = true;
            foreach (byte[] mask in masks)
            {
                isSame &= mask.AsSpan().SequenceEqual(masks[0]);
                for (int i = 0; i < any.Length; i++)
                {
                    any[i] = Math.Max(any[i], mask[i]);
                }
            }

            return (whole, isSame ? null : BandNoData.OfMasks(masks));
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    // The mask of the band by itself: opacity, 0 where it has no value.
    private static byte[] Put(StackedBand band, int index, Raster whole)
    {
        byte[] mask = new byte[whole.PixelCount];
        if (band.Raster is not { } raster)
        {
            return mask;
        }

        raster.Mask.CopyTo(mask);
        band.NoData?.Exclude(raster, band.Index, 0, mask);
        Copy(raster, band.Index, whole, index);
        if (band.MasksNaN && whole.SampleType == SampleType.Float32)
        {
            ReadOnlySpan<float> values = whole.Band<float>(index);
            for (int i = 0; i < values.Length; i++)
            {
                mask[i] = float.IsNaN(values[i]) ? (byte)0 : mask[i];
            }
        }

        return mask;
    }

    private static void Copy(Raster from, int band, Raster to, int index)
    {
        ReadOnlySpan<byte> samples = from.BandBytes(band);
        Span<byte> target = to.BandBytes(index);
        if (from.SampleType == to.SampleType)
        {
            samples.CopyTo(target);
            return;
        }

        SampleConversion.Convert(from.SampleType, samples, to.SampleType, target);
    }
}

/// <summary>One band of a stack.</summary>
/// <param name="Raster">What it is of; null for nothing.</param>
/// <param name="Index">Which of its bands.</param>
/// <param name="NoData">What has no value in each of its bands; null where its mask says all.</param>
/// <param name="MasksNaN">NaN is a sample that had no value.</param>
internal readonly record struct StackedBand(Raster? Raster, int Index, BandNoData? NoData, bool MasksNaN);
