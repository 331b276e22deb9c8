namespace Cog.Rendering.Warping;

/// <summary>The corners of the pixels of one row of a window, on the grid of a picture. Not safe for concurrent calls.</summary>
/// <param name="plan">Its window, and the way from there to the grid.</param>
internal sealed class SourceCorners(RenderPlan plan)
{
    /// <summary>Corners are computed this far apart at least, and those of a span so short all of them.</summary>
    private const int Span = 128,
        ExactSpan = 4;

    /// <summary>How far a corner may be off, in grid pixels: so much of a sum goes to a neighbour at most.</summary>
    private const double Tolerance = 1e-5;

    private (double X, double Y)[] _upper = new (double, double)[plan.Window.Width + 1],
        _lower = new (double, double)[plan.Window.Width + 1];

    /// <summary>A pixel between the corners of two calls of <see cref="MoveTo"/>.</summary>
    public PixelQuad Of(int column) => new(_upper[column], _upper[column + 1], _lower[column + 1], _lower[column]);

    /// <summary>Finds the lower corners of the row above this one; those that were the lower ones become its upper ones.</summary>
    /// <param name="row">From the window's first.</param>
    public void MoveTo(int row)
    {
        (_upper, _lower) = (_lower, _upper);
        int start = plan.Window.X,
            first = start / Span * Span,
            end = start + _lower.Length - 1;
        Corner from = CornerAt(first - start, row);
        for (int column = first; column < end; column += Span)
        {
            Corner to = CornerAt(Math.Min(column + Span, plan.Level.Width) - start, row);
            FindSpan(row, from, to);
            from = to;
        }
    }

    // As WarpGrid: computed where a straight line would be off, and by so little that neighbouring pixels still share their corners. Spans
    // start at the same columns whatever the window, so that neighbouring pictures have the same sums.
    private void FindSpan(int row, in Corner from, in Corner to)
    {
        if (to.Column < 0 || from.Column >= _lower.Length)
        {
            return;
        }

        int columns = to.Column - from.Column;
        if (columns <= ExactSpan)
        {
            for (int column = Math.Max(from.Column, 0); column <= Math.Min(to.Column, _lower.Length - 1); column++)
            {
                _lower[column] = At(column, row);
            }

            return;
        }

        Corner middle = CornerAt(from.Column + (columns / 2), row);
        double share = (double)(columns / 2) / columns,
            offX = from.X + (share * (to.X - from.X)) - middle.X,
            offY = from.Y + (share * (to.Y - from.Y)) - middle.Y;
        if (Math.Abs(offX) + Math.Abs(offY) <= Tolerance)
        {
            Draw(from, middle);
            Draw(middle, to);
        }
        else
        {
            FindSpan(row, from, middle); // Also for NaN.
            FindSpan(row, middle, to);
        }
    }

    private void Draw(in Corner from, in Corner to)
    {
        double columns = to.Column - from.Column,
            stepX = (to.X - from.X) / columns,
            stepY = (to.Y - from.Y) / columns;
        for (int column = Math.Max(from.Column, 0); column <= Math.Min(to.Column, _lower.Length - 1); column++)
        {
            int i = column - from.Column;
            _lower[column] = (from.X + (i * stepX), from.Y + (i * stepY));
        }
    }

    private Corner CornerAt(int column, int row)
    {
        (double x, double y) = At(column, row);
        return new(column, x, y);
    }

    /// <summary>Where a position of the window lies, exactly; NaN where there is no such place.</summary>
    public (double X, double Y) At(double column, double row)
    {
        (double x, double y) = plan.ToGrid!.At(plan.Window.X + column, plan.Window.Y + row);
        return (x - plan.Grid!.Area.X, y - plan.Grid.Area.Y);
    }

    /// <summary>A corner of source pixels on the grid.</summary>
    /// <param name="Column">From the window's first.</param>
    /// <param name="X">Grid columns, from the first of the result.</param>
    /// <param name="Y">Grid rows.</param>
    private readonly record struct Corner(int Column, double X, double Y);
}
