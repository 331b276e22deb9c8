namespace Cog.Api.Pixels;

/// <summary>A pixel's samples as numbers of JSON.</summary>
internal static class PointValues
{
    /// <summary>Band by band, null where it has none: one may have a value where another has none.</summary>
    /// <param name="samples">One pixel.</param>
    /// <param name="bands">Its bands.</param>
    /// <exception cref="UnsupportedTiffException">They are complex numbers.</exception>
    public static double?[] Of(DatasetSamples samples, BandPlan bands)
    {
        Raster raster = samples.Raster;
        bool valid = raster.Mask[0] != 0;
        return
        [
            .. bands.Labels.Select((_, i) => valid && samples.NoData?.IsNoData(raster, i, 0) != true ? ValueOf(raster, i) : (double?)null),
        ];
    }

    private static double ValueOf(Raster raster, int band) =>
        raster.SampleType switch
        {
            SampleType.UInt8 => raster.Band<byte>(band)[0],
            SampleType.Int8 => raster.Band<sbyte>(band)[0],
            SampleType.UInt16 => raster.Band<ushort>(band)[0],
            SampleType.Int16 => raster.Band<short>(band)[0],
            SampleType.UInt32 => raster.Band<uint>(band)[0],
            SampleType.Int32 => raster.Band<int>(band)[0],
            SampleType.UInt64 => raster.Band<ulong>(band)[0],
            SampleType.Int64 => raster.Band<long>(band)[0],
            SampleType.Float32 => raster.Band<float>(band)[0],
            SampleType.Float64 => raster.Band<double>(band)[0],
            _ => throw new UnsupportedTiffException(
                $"Samples are {raster.SampleType.NumPyName()}, which JSON has no number for: ask for a box as npy."
            ),
        };
}
