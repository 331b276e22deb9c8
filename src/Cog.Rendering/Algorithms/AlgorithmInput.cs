namespace Cog.Rendering.Algorithms;

/// <summary>The bands that an algorithm is given, each with a mask of its own: NaN is no value, either.</summary>
/// <param name="raster">The samples; real numbers.</param>
/// <param name="noData">Nodata of each band by itself; null where the raster's mask says all.</param>
internal readonly struct AlgorithmInput(Raster raster, BandNoData? noData)
{
    public Raster Raster => raster;

    public int Bands => raster.Bands;

    public int Width => raster.Width;

    public int Height => raster.Height;

    /// <summary>Reads a row of a band.</summary>
    /// <param name="band">From 0.</param>
    /// <param name="row">From 0.</param>
    /// <param name="values">A number for each pixel.</param>
    /// <param name="mask">Its opacity in this band, 0 where it is masked.</param>
    public void Read(int band, int row, Span<double> values, Span<byte> mask) => Read(band, row, 0, values, mask);

    /// <summary>Reads a part of a row, from a column on.</summary>
    public void Read(int band, int row, int column, Span<double> values, Span<byte> mask)
    {
        int size = raster.SampleType.ByteSize();
        ReadOnlySpan<byte> samples = raster.RowBytes(band, row).Slice(column * size, values.Length * size);
        SampleRows.Load(raster.SampleType, samples, values);
        raster.MaskRow(row).Slice(column, mask.Length).CopyTo(mask);
        noData?.Exclude(raster, band, (row * raster.Width) + column, mask);
        if (raster.SampleType.IsFloatingPoint() && HoldsNaN(values))
        {
            for (int i = 0; i < values.Length; i++)
            {
                mask[i] = double.IsNaN(values[i]) ? (byte)0 : mask[i];
            }
        }
    }

    // No number is unequal to itself but NaN.
    private static bool HoldsNaN(ReadOnlySpan<double> values)
    {
        int i = 0;
        for (; Vector.IsHardwareAccelerated && values.Length - i >= Vector<double>.Count; i += Vector<double>.Count)
        {
            var vector = new Vector<double>(values[i..]);
            if (!Vector.EqualsAll(vector, vector))
            {
                return true;
            }
        }

        for (; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                return true;
            }
        }

        return false;
    }
}
