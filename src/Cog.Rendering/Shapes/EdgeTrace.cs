namespace Cog.Rendering.Shapes;

/// <summary>
/// The pixels that one slanting edge passes through, row by row, as GDAL's ALL_TOUCHED finds them: by a walk from left to right.
/// </summary>
/// <remarks>
/// Where an edge meets the corner of four pixels, which of them it touches is a matter of the walk's rounding; so this takes the same
/// steps, with the same numbers.
/// </remarks>
internal sealed class EdgeTrace
{
    /// <summary>The walk always leaves a row by this much.</summary>
    private const double LeastStep = 1e-9;

    private readonly int _firstRow;
    private readonly ColumnRange[] _rows;

    private EdgeTrace(int firstRow, int rows) => (_firstRow, _rows) = (firstRow, new ColumnRange[rows]);

    /// <summary>Walks along an edge that runs through more than one column and more than one row.</summary>
    /// <param name="left">Its left end, in pixels.</param>
    /// <param name="right">Its right end.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows.</param>
    public static EdgeTrace Of(ShapePoint left, ShapePoint right, int width, int height)
    {
        double slope = (right.Y - left.Y) / (right.X - left.X);
        double first = Math.Clamp(Math.Floor(Math.Min(left.Y, right.Y)) - 1, 0, height),
            last = Math.Clamp(Math.Floor(Math.Max(left.Y, right.Y)) + 2, 0, height);
        var trace = new EdgeTrace((int)first, (int)(last - first));

        double end = Math.Min(right.X, width);
        (double x, double y) = left.X < 0 ? (0, left.Y - (left.X * slope)) : (left.X, left.Y);
        double enter = slope < 0 ? height : 0;
        if (slope < 0 ? y > enter : y < enter)
        {
            (x, y) = (x + ((enter - y) / slope), enter);
        }

        if (slope < 0 && right.Y < 0)
        {
            end = Math.Min(end, right.X - (right.Y / slope));
        }

        while (x >= 0 && x < end && y < height + 1)
        {
            double column = Math.Floor(x),
                row = Math.Floor(y);
            trace.Add(row, (int)column);
            double stepX = Math.Floor(x + 1) - x,
                stepY = stepX * slope;
            if (Math.Floor(y + stepY) != row)
            {
                stepY = slope < 0 ? Math.Min(row - y, -LeastStep) : Math.Max(row + 1 - y, LeastStep);
                stepX = stepY / slope;
            }

            (x, y) = (x + stepX, y + stepY);
        }

        return trace;
    }

    /// <summary>The columns of a row: none where the edge is not.</summary>
    public ColumnRange In(int row) => row >= _firstRow && row - _firstRow < _rows.Length ? _rows[row - _firstRow] : default;

    private void Add(double row, int column)
    {
        if (row >= _firstRow && row - _firstRow < _rows.Length)
        {
            ref ColumnRange range = ref _rows[(int)row - _firstRow];
            range = range.End == 0 ? new(column, column + 1) : new(Math.Min(range.Start, column), Math.Max(range.End, column + 1));
        }
    }
}
