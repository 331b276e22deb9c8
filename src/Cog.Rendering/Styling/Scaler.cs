namespace Cog.Rendering.Styling;

/// <summary>Samples of any real type to bytes, linearly.</summary>
internal static class Scaler
{
    private const int Chunk = 1024;

    /// <summary>Scales one band; masked pixels and NaN become 0, and the mask is not touched.</summary>
    /// <remarks>
    /// As rio-tiler does it, so that bytes agree: clip, subtract and divide, times 255, and the fraction is cut off, not rounded. 32-bit
    /// floats subtract in
    /// 32 bits, and the product is rounded to 32 bits before the cut. Where the minimum is above the maximum, clipping makes everything the
    /// maximum: 255.
    /// </remarks>
    public static void Scale(Raster raster, int band, Rescale range, Span<byte> destination)
    {
        ReadOnlySpan<byte> mask = raster.Mask;
        if (raster.SampleType == SampleType.UInt8)
        {
            ScaleBytes(raster.BandBytes(band), mask, range, destination);
            return;
        }

        Span<double> values = stackalloc double[Chunk];
        ReadOnlySpan<byte> samples = raster.BandBytes(band);
        while (!mask.IsEmpty)
        {
            int count = Math.Min(Chunk, mask.Length);
            SampleReader.Read(samples, raster.SampleType, values[..count]);
            for (int i = 0; i < count; i++)
            {
                destination[i] = mask[i] == 0 ? (byte)0 : Scale(values[i], range, raster.SampleType == SampleType.Float32);
            }

            mask = mask[count..];
            destination = destination[count..];
            samples = samples[(count * raster.SampleType.ByteSize())..];
        }
    }

    private static void ScaleBytes(ReadOnlySpan<byte> samples, ReadOnlySpan<byte> mask, Rescale range, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        for (int value = 0; value < 256; value++)
        {
            table[value] = Scale(value, range, isSingle: false);
        }

        for (int i = 0; i < samples.Length; i++)
        {
            destination[i] = mask[i] == 0 ? (byte)0 : table[samples[i]];
        }
    }

    private static byte Scale(double value, Rescale range, bool isSingle)
    {
        if (!(value > range.Minimum))
        {
            return value <= range.Minimum && range.Minimum > range.Maximum ? (byte)255 : (byte)0; // 0 for NaN, too.
        }

        double length = range.Maximum - range.Minimum;
        if (isSingle)
        {
            float offset = Math.Min((float)value, (float)range.Maximum) - (float)range.Minimum;
            return (byte)Math.Clamp((float)(offset / length * 255), 0, 255);
        }

        return (byte)((Math.Min(value, range.Maximum) - range.Minimum) / length * 255);
    }
}
