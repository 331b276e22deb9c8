namespace Cog.Rendering.Encoding;

/// <summary>A nodata value as the bytes of one sample.</summary>
internal static class NoDataFill
{
    /// <summary>The value in the samples' own type, native byte order.</summary>
    /// <returns>Null when the type cannot hold it: then no pixel can have it either.</returns>
    public static byte[]? SampleOf(NoDataValue noData, SampleType type) =>
        type switch
        {
            SampleType.UInt8 => Integer<byte>(noData),
            SampleType.Int8 => Integer<sbyte>(noData),
            SampleType.UInt16 => Integer<ushort>(noData),
            SampleType.Int16 => Integer<short>(noData),
            SampleType.UInt32 => Integer<uint>(noData),
            SampleType.Int32 => Integer<int>(noData),
            SampleType.UInt64 => Integer<ulong>(noData),
            SampleType.Int64 => Integer<long>(noData),
            SampleType.Float32 when float.IsFinite((float)noData.Value) == double.IsFinite(noData.Value) => BitConverter.GetBytes(
                (float)noData.Value
            ),
            SampleType.Float64 => BitConverter.GetBytes(noData.Value),
            _ => null, // Complex: GDAL knows no nodata of two parts.
        };

    /// <summary>Puts the value into every masked pixel of one band.</summary>
    public static void Apply(Raster raster, int band, byte[] sample, Span<byte> destination)
    {
        raster.BandBytes(band).CopyTo(destination);
        ReadOnlySpan<byte> mask = raster.Mask;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                sample.CopyTo(destination[(i * sample.Length)..]);
            }
        }
    }

    private static byte[]? Integer<T>(NoDataValue noData)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        // The text first: a double does not hold every 64-bit integer.
        if (!T.TryParse(noData.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value))
        {
            if (
                !double.IsInteger(noData.Value)
                || noData.Value < double.CreateTruncating(T.MinValue)
                || noData.Value > double.CreateTruncating(T.MaxValue)
            )
            {
                return null;
            }

            value = T.CreateSaturating(noData.Value);
        }

        return MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
    }
}
