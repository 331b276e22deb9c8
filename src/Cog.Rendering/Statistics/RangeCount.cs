using Cog.Header;

namespace Cog.Rendering.Statistics;

/// <summary>Between which values most of each band lies: the 2nd and the 98th percentile of the visible finite ones.</summary>
/// <remarks>
/// As QGIS stretches a picture, and as TiTiler's own viewer does: a few wild values, as of a border or a sensor, would leave all others
/// one grey. Percentiles are NumPy's, linear between two values. Where both are one value, it is the least and the largest value.
/// </remarks>
/// <param name="bands">How many bands there are.</param>
/// <param name="pixels">How many pixels will be added at most: bounds memory, all of whose values are kept up to 4 bands.</param>
internal sealed class RangeCount(int bands, long pixels)
{
    /// <summary>Bands that are counted at a time, of files that have many.</summary>
    public const int BandsAtATime = 4;

    private const int Chunk = 1024;
    private const double Low = 0.02;
    private const double High = 0.98;

    private readonly int _step = Math.Max(1, (bands + BandsAtATime - 1) / BandsAtATime);
    private readonly List<double>[] _values =
    [
        .. Enumerable
            .Range(0, bands)
            .Select(_ => new List<double>((int)Math.Min(pixels / Math.Max(1, (bands + BandsAtATime - 1) / BandsAtATime), 1 << 20))),
    ];

    /// <summary>Adds the pixels of a raster.</summary>
    /// <param name="raster">Of so many bands, of a real type.</param>
    /// <param name="noData">Nodata of each band by itself; null where the raster's mask says all.</param>
    public void Add(Raster raster, BandNoData? noData)
    {
        Span<double> values = stackalloc double[Chunk];
        Span<byte> visible = stackalloc byte[Chunk];
        int size = raster.SampleType.ByteSize();
        for (int band = 0; band < bands; band++)
        {
            ReadOnlySpan<byte> samples = raster.BandBytes(band),
                mask = raster.Mask;
            for (int start = 0; !mask.IsEmpty; start += Chunk)
            {
                int length = Math.Min(Chunk, mask.Length);
                SampleRows.Load(raster.SampleType, samples, values[..length]);
                mask[..length].CopyTo(visible);
                noData?.Exclude(raster, band, start, visible[..length]);
                for (int i = 0; i < length; i += _step)
                {
                    if (visible[i] != 0 && double.IsFinite(values[i]))
                    {
                        _values[band].Add(values[i]);
                    }
                }

                mask = mask[length..];
                samples = samples[(length * size)..];
            }
        }
    }

    /// <summary>The range of each band; 0 to 1 for one that has no value. Minimum and maximum are equal in a constant band.</summary>
    public IReadOnlyList<ValueRange> ToRanges() => [.. _values.Select(RangeOf)];

    private static ValueRange RangeOf(List<double> values)
    {
        if (values.Count == 0)
        {
            return new(0, 1);
        }

        values.Sort();
        var range = new ValueRange(Percentile(values, Low), Percentile(values, High));
        return range.Minimum < range.Maximum ? range : new(values[0], values[^1]);
    }

    private static double Percentile(List<double> sorted, double share)
    {
        double place = share * (sorted.Count - 1);
        int below = (int)place;
        double low = sorted[below],
            high = sorted[Math.Min(below + 1, sorted.Count - 1)];
        return low + ((high - low) * (place - below));
    }
}
