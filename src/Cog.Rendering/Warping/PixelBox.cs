namespace Cog.Rendering.Warping;

/// <summary>The pixels of a window that lie under one pixel of a grid: whole ones, and how much of those on the border.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Right">Behind the last column.</param>
/// <param name="Bottom">Behind the last row.</param>
/// <param name="FromX">Where the grid pixel begins.</param>
/// <param name="FromY">Its upper end.</param>
/// <param name="ToX">Where it ends.</param>
/// <param name="ToY">Its lower end.</param>
internal readonly record struct PixelBox(int Left, int Top, int Right, int Bottom, double FromX, double FromY, double ToX, double ToY)
{
    // Against positions that came out as 2.9999999999 (GDAL's number).
    private const double Epsilon = 1e-10;

    /// <summary>The pixels between two positions, within a window.</summary>
    /// <returns>Null when there are none.</returns>
    public static PixelBox? Between(double x0, double y0, double x1, double y1, int width, int height)
    {
        ((x0, x1), (y0, y1)) = (x0 > x1 ? (x1, x0) : (x0, x1), y0 > y1 ? (y1, y0) : (y0, y1));
        if (!(x1 > 0 && y1 > 0 && x0 < width && y0 < height))
        {
            return null; // False also for NaN.
        }

        int left = (int)Math.Max(0, Math.Floor(x0 + Epsilon)),
            right = (int)Math.Min(width, Math.Ceiling(x1 - Epsilon));
        int top = (int)Math.Max(0, Math.Floor(y0 + Epsilon)),
            bottom = (int)Math.Min(height, Math.Ceiling(y1 - Epsilon));
        (right, bottom) = (right == left && right < width ? right + 1 : right, bottom == top && bottom < height ? bottom + 1 : bottom);
        return right > left && bottom > top ? new(left, top, right, bottom, x0, y0, x1, y1) : null;
    }

    /// <summary>How much of a column lies in the box.</summary>
    public double ColumnShare(int column) => Share(Math.Min(ToX, column + 1) - Math.Max(FromX, column));

    /// <summary>How much of a row lies in the box.</summary>
    public double RowShare(int row) => Share(Math.Min(ToY, row + 1) - Math.Max(FromY, row));

    // A box may be as flat as a line: what it lies on still counts.
    private static double Share(double overlap) => Math.Max(overlap, Epsilon);
}
