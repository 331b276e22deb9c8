namespace Cog.Rendering.Mosaics;

/// <summary>
/// Makes one raster of several of the same place, in their order, one after the other: each is let go of as soon as it has been fed, but
/// by a method that needs all of them at once.
/// </summary>
/// <remarks>A pixel is valid in all bands of a raster or in none. Not for concurrent calls.</remarks>
internal abstract class PixelSelector : IDisposable
{
    private (int Bands, int Width, int Height)? _shape;

    /// <summary>How many rasters were fed.</summary>
    public int Fed { get; private set; }

    /// <summary>Whether no further raster can change the result: the rest need not be fetched.</summary>
    public virtual bool IsFilled => false;

    /// <summary>Whether it may be filled before all rasters have been fed.</summary>
    public virtual bool IsEager => false;

    /// <summary>The mask of what has been fed, where pixels that are there stay as they are; empty for methods that change them.</summary>
    public virtual ReadOnlySpan<byte> Settled => [];

    /// <summary>
    /// Pixels that nobody will look at, rows × columns, where a shape is cut out: 0 there. They need not be filled. Empty: all count.
    /// </summary>
    public ReadOnlyMemory<byte> Wanted { get; init; }

    /// <summary>Takes a raster.</summary>
    /// <param name="raster">Handed over: kept, or disposed of.</param>
    /// <exception cref="UnsupportedTiffException">It has another number of bands than those before it, or values that have no
    /// order.</exception>
    /// <exception cref="LimitExceededException">All rasters that the method needs at once take more than
    /// <see cref="CogLimits.MaxRasterBytes"/>.</exception>
    public void Feed(Raster raster)
    {
        ArgumentNullException.ThrowIfNull(raster);
        try
        {
            Require(raster);
            Take(raster);
            Fed++;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>The result, handed over; null when nothing was fed. The method is not used any more.</summary>
    public abstract Raster? Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes a raster of the shape of those before it; owns it when this returns.</summary>
    protected abstract void Take(Raster raster);

    /// <summary>Gives back what it holds.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Refuses samples that cannot be compared.</summary>
    protected static void RequireReal(Raster raster, string what)
    {
        if (raster.SampleType.IsComplex())
        {
            throw new UnsupportedTiffException(
                $"Samples are {raster.SampleType.NumPyName()}: complex numbers have no {what}; pixel_selection=first and count take them."
            );
        }
    }

    private void Require(Raster raster)
    {
        _shape ??= (raster.Bands, raster.Width, raster.Height);
        if (_shape is var (bands, width, height) && (raster.Bands, raster.Width, raster.Height) != (bands, width, height))
        {
            throw new UnsupportedTiffException(
                raster.Bands != bands
                    ? $"The file has {raster.Bands} bands here, those of the mosaic before it {bands}: name the same number of each by "
                        + "bidx or expression."
                    : $"A raster of {raster.Width} × {raster.Height} does not lie on one of {width} × {height}."
            );
        }
    }
}
