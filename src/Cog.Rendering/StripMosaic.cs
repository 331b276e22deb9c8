namespace Cog.Rendering;

/// <summary>A picture made of parts that stand side by side.</summary>
internal static class StripMosaic
{
    /// <summary>Reads the parts one after the other.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="size">The picture's columns and rows; what no part covers is invalid.</param>
    /// <param name="parts">Where each begins, and how it is read: null when it misses the image.</param>
    /// <returns>Null when all of them miss it.</returns>
    public static async Task<Raster?> ReadAsync(
        CogReader reader,
        RasterSize size,
        IEnumerable<(int Column, Func<Task<Raster?>> ReadAsync)> parts
    )
    {
        Raster? whole = null;
        try
        {
            foreach ((int column, Func<Task<Raster?>> readAsync) in parts)
            {
                using Raster? part = await readAsync();
                if (part is not null)
                {
                    whole ??= Raster.Rent(part.SampleType, part.Bands, size, reader.Options);
                    Copy(part, whole, column);
                }
            }

            return whole;
        }
        catch
        {
            whole?.Dispose();
            throw;
        }
    }

    private static void Copy(Raster part, Raster whole, int column)
    {
        int bytes = part.SampleType.ByteSize();
        for (int row = 0; row < part.Height; row++)
        {
            part.MaskRow(row).CopyTo(whole.MaskRow(row)[column..]);
            for (int band = 0; band < part.Bands; band++)
            {
                part.RowBytes(band, row).CopyTo(whole.RowBytes(band, row)[(column * bytes)..]);
            }
        }
    }
}
