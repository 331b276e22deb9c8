namespace Cog.Rendering.Tests.Expressions;

/// <summary>What is read for an expression.</summary>
internal static class ExpressionRasters
{
    /// <summary>A raster of some bands of another, with its mask.</summary>
    public static Raster Only(Raster bands, IReadOnlyList<int> samples)
    {
        Raster named = Raster.Rent(bands.SampleType, samples.Count, new(bands.Width, bands.Height), CogReaderOptions.Default);
        bands.Mask.CopyTo(named.Mask);
        for (int i = 0; i < samples.Count; i++)
        {
            bands.BandBytes(samples[i]).CopyTo(named.BandBytes(i));
        }

        return named;
    }
}
