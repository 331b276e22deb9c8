namespace Cog.Rendering.Tests.Encoding;

/// <summary>Rasters made for these tests; the caller disposes them.</summary>
internal static class TestRasters
{
    /// <summary>A raster whose every byte and mask byte are asked for.</summary>
    public static Raster Create(SampleType type, int bands, int width, int height, Func<int, byte> sampleByte, Func<int, byte> mask)
    {
        Raster raster = Raster.Rent(type, bands, new(width, height), CogReaderOptions.Default);
        for (int i = 0; i < raster.Samples.Length; i++)
        {
            raster.Samples[i] = sampleByte(i);
        }

        for (int i = 0; i < raster.PixelCount; i++)
        {
            raster.Mask[i] = mask(i);
        }

        return raster;
    }

    /// <summary>Noise that no palette holds, all of it valid.</summary>
    public static Raster Noise(SampleType type, int bands, int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        return Create(type, bands, width, height, _ => (byte)random.Next(256), _ => 255);
    }

    /// <summary>A raster of any type from plain values, band after band; all of it valid.</summary>
    public static Raster Of<T>(SampleType type, int bands, int width, params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Raster raster = Raster.Rent(type, bands, new(width, values.Length / bands / width), CogReaderOptions.Default);
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).CopyTo(raster.Samples);
        raster.Mask.Fill(255);
        return raster;
    }
}
