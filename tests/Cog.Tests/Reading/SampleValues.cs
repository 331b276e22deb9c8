using Cog.Rasters;

namespace Cog.Tests.Reading;

/// <summary>A raster's samples as doubles, for comparing.</summary>
internal static class SampleValues
{
    public static double[] Values(this Raster raster, int band)
    {
        double[] values = new double[raster.PixelCount * raster.SampleType.Components()];
        SampleRows.Load(raster.SampleType, raster.BandBytes(band), values);
        return values;
    }
}
