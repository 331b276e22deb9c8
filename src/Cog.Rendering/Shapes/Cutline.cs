namespace Cog.Rendering.Shapes;

/// <summary>A shape laid over a picture.</summary>
internal static class Cutline
{
    /// <summary>Masks every pixel that the shape does not touch.</summary>
    /// <param name="raster">The picture.</param>
    /// <param name="shape">In the picture's CRS.</param>
    /// <param name="bounds">The picture's box.</param>
    /// <param name="cancellationToken">Abandons the work.</param>
    public static void Apply(Raster raster, Shape shape, BoundingBox bounds, CancellationToken cancellationToken)
    {
        var scan = new ShapeScan(shape.ToPixels(bounds, new(raster.Width, raster.Height)), raster.Width, raster.Height);
        scan.Run(
            (row, touched) =>
            {
                Span<byte> mask = raster.MaskRow(row);
                int column = 0;
                foreach (ColumnRange range in touched)
                {
                    mask[column..range.Start].Clear();
                    column = range.End;
                }

                mask[column..].Clear();
            },
            cancellationToken
        );
    }

    /// <summary>
    /// How much of each pixel the shape covers, 0 … 1, row by row: the share of its smaller pixels that the shape touches (rio-tiler's
    /// <c>get_coverage_array</c>).
    /// </summary>
    /// <param name="size">The picture's columns and rows.</param>
    /// <param name="shape">In the picture's CRS.</param>
    /// <param name="bounds">The picture's box.</param>
    /// <param name="scale">Smaller pixels along an edge of one of the picture's.</param>
    /// <param name="cancellationToken">Abandons the work.</param>
    public static float[] Coverage(RasterSize size, Shape shape, BoundingBox bounds, int scale, CancellationToken cancellationToken)
    {
        var counts = new int[size.Width * size.Height];
        int height = checked(size.Height * scale),
            width = checked(size.Width * scale);
        var scan = new ShapeScan(shape.ToPixels(bounds, size, scale), width, height);
        scan.Run((row, touched) => Count(counts.AsSpan(row / scale * size.Width, size.Width), touched, scale), cancellationToken);
        return Array.ConvertAll(counts, count => count / (float)(scale * scale));
    }

    private static void Count(Span<int> pixels, ReadOnlySpan<ColumnRange> touched, int scale)
    {
        foreach (ColumnRange range in touched)
        {
            for (int column = range.Start; column < range.End; )
            {
                int pixel = column / scale,
                    end = Math.Min(range.End, (pixel + 1) * scale);
                pixels[pixel] += end - column;
                column = end;
            }
        }
    }
}
