namespace Cog.Rendering.Mosaics;

/// <summary>How many files have each pixel: a byte of up to 255 files, as rio-tiler has it, else 64 bits.</summary>
internal sealed class CountedPixels(CogReaderOptions options) : PixelSelector
{
    private int[] _counts = [];
    private RasterSize _size;

    /// <inheritdoc/>
    public override Raster? Finish()
    {
        if (Fed == 0)
        {
            return null;
        }

        SampleType type = Fed <= byte.MaxValue ? SampleType.UInt8 : SampleType.Int64;
        Raster result = Raster.Rent(type, 1, _size, options);
        result.Mask.Fill(byte.MaxValue);
        for (int i = 0; i < _counts.Length; i++)
        {
            if (type == SampleType.UInt8)
            {
                result.Band<byte>(0)[i] = (byte)_counts[i];
            }
            else
            {
                result.Band<long>(0)[i] = _counts[i];
            }
        }

        return result;
    }

    /// <inheritdoc/>
    protected override void Take(Raster raster)
    {
        using (raster)
        {
            if (Fed == 0)
            {
                _size = new(raster.Width, raster.Height);
                _counts = new int[raster.PixelCount];
            }

            ReadOnlySpan<byte> mask = raster.Mask;
            for (int i = 0; i < mask.Length; i++)
            {
                _counts[i] += mask[i] != 0 ? 1 : 0;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _counts = [];
}
