using System.Buffers;
using Cog.Rasters;

namespace Cog;

/// <summary>Decoded samples and their validity, band after band.</summary>
/// <example>
/// <code>
/// float[] heights = raster.ToArray&lt;float&gt;(0, masked: float.NaN); // Any sample type.
/// Span&lt;short&gt; stored = raster.Band&lt;short&gt;(0);                    // Int16 samples alone, not copied.
/// </code>
/// </example>
/// <remarks>The buffers are pooled: whoever is handed a raster disposes it, once, and touches no span of it afterwards.</remarks>
public sealed class Raster : IDisposable
{
    private readonly MemoryPool<byte> _pool;
    private readonly Lock _renting = new();
    private Buffers? _buffers;
    private bool _disposed;

    private Raster(SampleType sampleType, int bands, int width, int height, MemoryPool<byte> pool) =>
        (SampleType, Bands, Width, Height, _pool) = (sampleType, bands, width, height, pool);

    /// <summary>Type of a sample in memory.</summary>
    public SampleType SampleType { get; }

    /// <summary>How many bands there are, in the order in which they were asked for.</summary>
    public int Bands { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Number of pixels in one band.</summary>
    public int PixelCount => Width * Height;

    /// <summary>Bands × rows × columns, native byte order.</summary>
    public Span<byte> Samples => Rented.Samples.Memory.Span[..(Bands * PixelCount * SampleType.ByteSize())];

    /// <summary>Rows × columns: 255 valid, 0 masked; between the two, the alpha of a partly transparent pixel.</summary>
    public Span<byte> Mask => Rented.Mask.Memory.Span[..PixelCount];

    private Buffers Rented => Volatile.Read(ref _buffers) ?? RentBuffers();

    /// <summary>
    /// Rents a raster: samples zero, every pixel masked. Its memory is taken when it is first touched: a file whose blocks turn out not to
    /// be what they are said to be costs none.
    /// </summary>
    /// <exception cref="LimitExceededException">More than <see cref="CogLimits.MaxRasterBytes"/>.</exception>
    internal static Raster Rent(SampleType sampleType, int bands, RasterSize size, CogReaderOptions options)
    {
        long bytes = (long)bands * size.Width * size.Height * sampleType.ByteSize();
        if (bytes > options.Limits.MaxRasterBytes || bytes > int.MaxValue)
        {
            throw LimitExceededException.Of(
                $"A raster of {bands} × {size.Height} × {size.Width} {sampleType.NumPyName()} takes {bytes} bytes",
                options.Limits.MaxRasterBytes
            );
        }

        return new(sampleType, bands, size.Width, size.Height, options.Pool);
    }

    /// <summary>
    /// One band as its own type, rows × columns; not copied. Complex samples are two numbers of their component's type, real then
    /// imaginary.
    /// </summary>
    /// <typeparam name="T">The type of <see cref="SampleType"/>: <c>short</c> for <see cref="SampleType.Int16"/>. <see cref="ToArray{T}"/>
    /// converts to any other.</typeparam>
    /// <param name="band">From 0.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public Span<T> Band<T>(int band)
        where T : unmanaged
    {
        ThrowIfNotSampleType<T>();
        return MemoryMarshal.Cast<byte, T>(BandBytes(band));
    }

    /// <summary>One row of one band as its own type; not copied. Complex samples are two numbers of their component's type.</summary>
    /// <typeparam name="T">The type of <see cref="SampleType"/>, as for <see cref="Band{T}"/>.</typeparam>
    /// <param name="band">From 0.</param>
    /// <param name="row">From 0, the topmost.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band or row.</exception>
    public Span<T> Row<T>(int band, int row)
        where T : unmanaged
    {
        ThrowIfNotSampleType<T>();
        return MemoryMarshal.Cast<byte, T>(RowBytes(band, row));
    }

    /// <summary>One row of <see cref="Mask"/>, one byte a column.</summary>
    /// <param name="row">From 0, the topmost.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> MaskRow(int row)
    {
        ThrowIfNoRow(row);
        return Mask.Slice(row * Width, Width);
    }

    /// <summary>Copies one band as numbers of any type, and puts a value of the caller's where a pixel is masked.</summary>
    /// <typeparam name="T">Any number. What it cannot hold becomes its nearest value; a fraction is cut off by integers; NaN becomes 0
    /// there.</typeparam>
    /// <param name="band">From 0.</param>
    /// <param name="masked">What stands for a masked pixel, e.g. <see cref="float.NaN"/>; null keeps the sample that is there.</param>
    /// <returns>Rows × columns.</returns>
    /// <remarks>Of complex samples the real part is taken.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public T[] ToArray<T>(int band, T? masked = null)
        where T : unmanaged, INumber<T>
    {
        var values = new T[PixelCount];
        CopyTo(band, values, masked);
        return values;
    }

    /// <summary>
    /// Copies one band into the caller's memory as numbers of any type, and puts a value of the caller's where a pixel is masked.
    /// </summary>
    /// <typeparam name="T">Any number. What it cannot hold becomes its nearest value; a fraction is cut off by integers; NaN becomes 0
    /// there.</typeparam>
    /// <param name="band">From 0.</param>
    /// <param name="destination">At least <see cref="PixelCount"/> numbers, rows × columns.</param>
    /// <param name="masked">What stands for a pixel whose mask is 0, e.g. <see cref="float.NaN"/>; null keeps the sample that is
    /// there.</param>
    /// <remarks>Of complex samples the real part is taken.</remarks>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public void CopyTo<T>(int band, Span<T> destination, T? masked = null)
        where T : unmanaged, INumber<T>
    {
        if (destination.Length < PixelCount)
        {
            throw new ArgumentException($"A band has {PixelCount} pixels, the destination {destination.Length}.", nameof(destination));
        }

        destination = destination[..PixelCount];
        SampleConversion.Convert(SampleType, BandBytes(band), destination);
        if (masked is { } fill)
        {
            ReadOnlySpan<byte> mask = Mask;
            for (int i = 0; i < mask.Length; i++)
            {
                if (mask[i] == 0)
                {
                    destination[i] = fill;
                }
            }
        }
    }

    /// <summary>One band's bytes, rows × columns.</summary>
    internal Span<byte> BandBytes(int band)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(band);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(band, Bands);
        int bytes = PixelCount * SampleType.ByteSize();
        return Samples.Slice(band * bytes, bytes);
    }

    /// <summary>The bytes of one row of one band.</summary>
    internal Span<byte> RowBytes(int band, int row)
    {
        ThrowIfNoRow(row);
        int bytes = Width * SampleType.ByteSize();
        return BandBytes(band).Slice(row * bytes, bytes);
    }

    private void ThrowIfNotSampleType<T>()
        where T : unmanaged
    {
        if (typeof(T) != SampleType.ComponentType())
        {
            throw new ArgumentException(
                $"The samples are {SampleType.NumPyName()}, in memory {SampleType.ComponentType().Name}, not {typeof(T).Name}: "
                    + $"ToArray<{typeof(T).Name}>(band) converts them.",
                nameof(T)
            );
        }
    }

    private void ThrowIfNoRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Height);
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
