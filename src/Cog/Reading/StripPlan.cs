namespace Cog.Reading;

/// <summary>A picture made some rows at a time, because the pixels under all of it are too many to hold at once.</summary>
internal static class StripPlan
{
    // A strip's blocks at its edges are decoded for its neighbour, too: strips are not to be narrow, nor is their memory to be large.
    private const long WholeBytes = 64 << 20,
        StripBytes = 64 << 20;

    /// <summary>True when the window is too large to be read at once.</summary>
    public static bool Serves(ImageLevel level, PixelWindow window, int bands, CogLimits limits) =>
        BytesOf(level, window, bands) > Math.Min(limits.MaxRasterBytes, WholeBytes);

    /// <summary>How many rows of the picture one strip has.</summary>
    public static int RowsOf(ImageLevel level, PixelWindow window, int pictureRows, int bands, CogLimits limits) =>
        (int)Math.Max(1, (double)pictureRows * Math.Min(limits.MaxRasterBytes / 2, StripBytes) / BytesOf(level, window, bands));

    /// <summary>Reads strip after strip, all within the time of one request.</summary>
    /// <param name="size">The picture's.</param>
    /// <param name="rowsAtOnce">Rows of a strip.</param>
    /// <param name="options">Limits, pool.</param>
    /// <param name="readAsync">Reads so many rows of the picture from one on.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    public static Task<Raster> ReadAsync(
        RasterSize size,
        int rowsAtOnce,
        CogReaderOptions options,
        Func<int, int, CancellationToken, Task<Raster>> readAsync,
        CancellationToken cancellationToken
    ) =>
        TimeLimit.RunAsync(
            $"Reading a picture in {((size.Height - 1) / rowsAtOnce) + 1} strips",
            options.Limits,
            async token =>
            {
                Raster? whole = null;
                try
                {
                    for (int row = 0; row < size.Height; row += rowsAtOnce)
                    {
                        using Raster strip = await readAsync(row, Math.Min(rowsAtOnce, size.Height - row), token).ConfigureAwait(false);
                        whole ??= Raster.Rent(strip.SampleType, strip.Bands, size, options);
                        Copy(strip, whole, row);
                    }

                    return whole!;
                }
                catch
                {
                    whole?.Dispose();
                    throw;
                }
            },
            cancellationToken
        );

    /// <summary>The same reading of strips, which tells a log what share of the picture each of them completes.</summary>
    /// <param name="readAsync">Reads a strip: see <see cref="ReadAsync"/>.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="log">Null when nobody asks.</param>
    public static Func<int, int, CancellationToken, Task<Raster>> Announced(
        Func<int, int, CancellationToken, Task<Raster>> readAsync,
        int height,
        ReadLog? log
    ) =>
        (row, rows, token) =>
        {
            log?.PlanInParts((double)(row + rows) / height);
            return readAsync(row, rows, token);
        };

    private static long BytesOf(ImageLevel level, PixelWindow window, int bands) =>
        (long)window.Width * window.Height * ((bands * level.Image.SampleType.ByteSize()) + 1L);

    private static void Copy(Raster strip, Raster whole, int row)
    {
        int pixelBytes = strip.SampleType.ByteSize();
        strip.Mask.CopyTo(whole.Mask[(row * whole.Width)..]);
        for (int band = 0; band < strip.Bands; band++)
        {
            strip.BandBytes(band).CopyTo(whole.BandBytes(band)[(row * whole.Width * pixelBytes)..]);
        }
    }
}
