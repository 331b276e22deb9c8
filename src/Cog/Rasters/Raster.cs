using System.Buffers;
using System.Runtime.InteropServices;
using Cog.Tiff;

namespace Cog.Rasters;

/// <summary>Decoded samples and their validity, band after band.</summary>
/// <remarks>The buffers are pooled: whoever is handed a raster disposes it, once, and touches no span of it afterwards.</remarks>
public sealed class Raster : IDisposable
{
    private readonly MemoryPool<byte> _pool;
    private readonly Lock _renting = new();
    private Buffers? _buffers;
    private bool _disposed;

    private Raster(SampleType sampleType, int bands, int width, int height, MemoryPool<byte> pool) =>
        (SampleType, Bands, Width, Height, _pool) = (sampleType, bands, width, height, pool);

    public SampleType SampleType { get; }

    public int Bands { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Pixels of one band.</summary>
    public int PixelCount => Width * Height;

    /// <summary>Bands × rows × columns, native byte order.</summary>
    public Span<byte> Samples => Rented.Samples.Memory.Span[..(Bands * PixelCount * SampleType.ByteSize())];

    /// <summary>Rows × columns: 255 valid, 0 masked; between the two, the alpha of a partly transparent pixel.</summary>
    public Span<byte> Mask => Rented.Mask.Memory.Span[..PixelCount];

    private Buffers Rented => Volatile.Read(ref _buffers) ?? RentBuffers();

    /// <summary>Rents a raster: samples zero, every pixel masked. Its memory is taken when it is first touched: a file whose blocks turn out not to be what they are said to be costs none.</summary>
    /// <exception cref="LimitExceededException">More than <see cref="CogLimits.MaxRasterBytes"/>.</exception>
    public static Raster Rent(SampleType sampleType, int bands, int width, int height, CogLimits limits, MemoryPool<byte>? pool = null)
    {
        long bytes = (long)bands * width * height * sampleType.ByteSize();
        if (bytes > limits.MaxRasterBytes || bytes > int.MaxValue)
        {
            throw new LimitExceededException(
                $"A raster of {bands} × {height} × {width} {sampleType.NumPyName()} takes {bytes} bytes; {nameof(CogLimits.MaxRasterBytes)} is {limits.MaxRasterBytes}.", nameof(CogLimits.MaxRasterBytes));
        }

        return new(sampleType, bands, width, height, pool ?? MemoryPool<byte>.Shared);
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
        lock (_renting)
        {
            _disposed = true;
            _buffers?.Samples.Dispose();
            _buffers?.Mask.Dispose();
            _buffers = null;
        }
    }

    // Blocks are decoded side by side: one of them is the first.
    private Buffers RentBuffers()
    {
        lock (_renting)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_buffers is null)
            {
                int samples = Bands * PixelCount * SampleType.ByteSize();
                var buffers = new Buffers(_pool.Rent(Math.Max(1, samples)), _pool.Rent(Math.Max(1, PixelCount)));
                buffers.Samples.Memory.Span[..samples].Clear();
                buffers.Mask.Memory.Span[..PixelCount].Clear();
                Volatile.Write(ref _buffers, buffers);
            }

            return _buffers;
        }
    }

    private sealed record Buffers(IMemoryOwner<byte> Samples, IMemoryOwner<byte> Mask);
}
