namespace Cog.Rendering.Tiling;

/// <summary>
/// A tile of the grid that a file is stored in: one block, read and shown as it is. Needs no CRS that is known, nor any at all.
/// </summary>
/// <param name="Level">The level it belongs to.</param>
/// <param name="Window">Its pixels; those of the last column and row reach beyond the image.</param>
/// <param name="Bounds">Its box in the file's CRS.</param>
internal sealed record NativeGridTile(ImageLevel Level, PixelWindow Window, BoundingBox Bounds)
{
    /// <summary>Columns and rows of a block.</summary>
    public RasterSize Size => new(Window.Width, Window.Height);

    /// <summary>Finds a tile; levels are numbered as <see cref="CogTileMatrixSet"/> does, the coarsest is 0.</summary>
    /// <returns>Null when the file has no such level or block.</returns>
    public static NativeGridTile? Find(CogHeader header, TileIndex tile)
    {
        if (tile.Z < 0 || tile.Z >= header.Levels.Count)
        {
            return null;
        }

        ImageLevel level = header.Levels[header.Levels.Count - 1 - tile.Z];
        if (tile.X < 0 || tile.Y < 0 || tile.X >= level.Image.BlocksAcross || tile.Y >= level.Image.BlocksDown)
        {
            return null;
        }

        int width = level.Image.BlockWidth,
            height = level.Image.BlockHeight;
        var window = new PixelWindow((int)tile.X * width, (int)tile.Y * height, width, height);
        GeoTransform transform = header.GeoTransformOf(level);
        (double x, double y) = transform.Apply(window.X, window.Y);
        return new(level, window, (transform with { C = x, F = y }).Bounds(width, height));
    }

    /// <summary>Reads the block and nothing else; what lies outside the image is masked.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    public async Task<Raster> ReadAsync(
        CogReader reader,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        CancellationToken cancellationToken
    )
    {
        PixelWindow inside = Window.Intersect(new(0, 0, Level.Width, Level.Height))
            ?? throw new ArgumentException("The tile is none of this file's.", nameof(reader));
        Raster block = await reader.ReadWindowAsync(Level, inside, new() { Bands = bands, NoData = noData }, cancellationToken);
        if (inside == Window)
        {
            return block;
        }

        using (block)
        {
            return Enlarge(block, reader.Options);
        }
    }

    // What is missing lies to the right and below: it stays zero and masked.
    private Raster Enlarge(Raster block, CogReaderOptions options)
    {
        Raster tile = Raster.Rent(block.SampleType, block.Bands, new(Window.Width, Window.Height), options);
        for (int row = 0; row < block.Height; row++)
        {
            for (int band = 0; band < block.Bands; band++)
            {
                block.RowBytes(band, row).CopyTo(tile.RowBytes(band, row));
            }

            block.MaskRow(row).CopyTo(tile.MaskRow(row));
        }

        return tile;
    }
}
