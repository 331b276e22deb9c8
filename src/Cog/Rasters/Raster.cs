using System.Buffers;
using System.Runtime.InteropServices;
using Cog.Tiff;

namespace Cog.Rasters;

/// <summary>Decoded samples and their validity, band after band.</summary>
/// <remarks>The buffers are pooled: whoever is handed a raster disposes it, once, and touches no span of it afterwards.</remarks>
public sealed class Raster : IDisposable
{
    private readonly IMemoryOwner<byte> _samples;
    private readonly IMemoryOwner<byte> _mask;
    private bool _disposed;

    private Raster(SampleType sampleType, int bands, int width, int height, IMemoryOwner<byte> samples, IMemoryOwner<byte> mask) =>
        (SampleType, Bands, Width, Height, _samples, _mask) = (sampleType, bands, width, height, samples, mask);

    public SampleType SampleType { get; }

    public int Bands { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Pixels of one band.</summary>
    public int PixelCount => Width * Height;

    /// <summary>Bands × rows × columns, native byte order.</summary>
    public Span<byte> Samples => _samples.Memory.Span[..(Bands * PixelCount * SampleType.ByteSize())];

    /// <summary>Rows × columns: 255 valid, 0 masked; between the two, the alpha of a partly transparent pixel.</summary>
    public Span<byte> Mask => _mask.Memory.Span[..PixelCount];

    /// <summary>Rents a raster: samples zero, every pixel masked.</summary>
    /// <exception cref="LimitExceededException">More than <see cref="CogLimits.MaxRasterBytes"/>.</exception>
    public static Raster Rent(SampleType sampleType, int bands, int width, int height, CogLimits limits, MemoryPool<byte>? pool = null)
    {
        long bytes = (long)bands * width * height * sampleType.ByteSize();
        if (bytes > limits.MaxRasterBytes || bytes > int.MaxValue)
        {
            throw new LimitExceededException(
                $"A raster of {bands} × {height} × {width} {sampleType.NumPyName()} takes {bytes} bytes; {nameof(CogLimits.MaxRasterBytes)} is {limits.MaxRasterBytes}.", nameof(CogLimits.MaxRasterBytes));
        }

        pool ??= MemoryPool<byte>.Shared;
        var raster = new Raster(sampleType, bands, width, height, pool.Rent(Math.Max(1, (int)bytes)), pool.Rent(Math.Max(1, width * height)));
        raster.Samples.Clear();
        raster.Mask.Clear();
        return raster;
    }

    /// <summary>One band as its own type, rows × columns.</summary>
    public Span<T> Band<T>(int band)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(BandBytes(band));

    /// <summary>One band's bytes, rows × columns.</summary>
    public Span<byte> BandBytes(int band)
    {
        int bytes = PixelCount * SampleType.ByteSize();
        return Samples.Slice(band * bytes, bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _samples.Dispose();
            _mask.Dispose();
        }
    }
}
