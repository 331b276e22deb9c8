namespace Cog.Rendering.Warping;

/// <summary>For one row of a grid of corners: the window's pixels under each grid pixel. Found once, used for every band.</summary>
internal sealed class RowBoxes
{
    /// <summary>
    /// Two corners lie apart at most by this many times what is usual around there, and some pixels; else the image's domain ends between
    /// them.
    /// </summary>
    private const int MostTimes = 4,
        MorePixels = 8;

    private readonly Raster _window;
    private readonly RenderPlan _plan;
    private readonly WarpGrid _grid;
    private readonly PixelBox[] _boxes;
    private readonly double[] _upperX,
        _upperY,
        _lowerX,
        _lowerY;

    public RowBoxes(Raster window, RenderPlan plan, CogLimits limits)
    {
        (_window, _plan, _grid) = (window, plan, plan.Grid!);
        int corners = _grid.Area.Width;
        (_upperX, _upperY, _lowerX, _lowerY) = (new double[corners], new double[corners], new double[corners], new double[corners]);
        _boxes = new PixelBox[corners - 1];
        long most = (long)Most(plan.Stretch.Largest.X, window.Width) * Most(plan.Stretch.Largest.Y, window.Height);
        if (most * sizeof(double) > limits.MaxRasterBytes)
        {
            throw new LimitExceededException(
                $"{most} pixels under one take {most * sizeof(double)} bytes; {nameof(CogLimits.MaxRasterBytes)} is "
                    + $"{limits.MaxRasterBytes}.",
                nameof(CogLimits.MaxRasterBytes)
            );
        }

        MostPixels = (int)most;
    }

    /// <summary>Most pixels of one box.</summary>
    public int MostPixels { get; }

    /// <summary>The pixels under one of the row; meaningless where it is masked.</summary>
    public ref readonly PixelBox this[int x] => ref _boxes[x];

    /// <summary>Finds the boxes of a row.</summary>
    /// <param name="row">Counted from the area's first.</param>
    /// <param name="mask">Receives the row's validity.</param>
    public void Find(int row, Span<byte> mask)
    {
        PixelWindow area = _grid.Area;
        _grid.GetRow(area.Y + row, _upperX, _upperY);
        _grid.GetRow(area.Y + row + 1, _lowerX, _lowerY);
        for (int i = 0; i < _boxes.Length; i++)
        {
            (double X, double Y) stretch = _plan.Stretch.At(area.X + i, area.Y + row);
            (double x0, double x1) = Pair(_upperX[i], _lowerX[i + 1], stretch.X, _plan.Level.Width);
            (double y0, double y1) = Pair(_upperY[i], _lowerY[i + 1], stretch.Y, _plan.Level.Height);
            PixelBox? box = PixelBox.Between(
                x0 - _plan.Window.X,
                y0 - _plan.Window.Y,
                x1 - _plan.Window.X,
                y1 - _plan.Window.Y,
                _window.Width,
                _window.Height
            );
            _boxes[i] = box ?? default;
            mask[i] = box is { } found ? Opacity(found) : (byte)0;
        }
    }

    private static int Most(double stretch, int size) => (int)Math.Min(size, Math.Ceiling((MostTimes * stretch) + MorePixels) + 2);

    // Across a seam of the projection the corners lie at opposite ends: then the one inside the image counts, and the usual distance.
    private static (double From, double To) Pair(double first, double second, double stretch, int size) =>
        Math.Abs(second - first) <= (MostTimes * stretch) + MorePixels ? (first, second)
        : first >= 0 && first <= size ? (first, first + stretch)
        : (second - stretch, second);

    private byte Opacity(in PixelBox box)
    {
        double weight = 0,
            valid = 0;
        for (int row = box.Top; row < box.Bottom; row++)
        {
            ReadOnlySpan<byte> mask = _window.MaskRow(row)[box.Left..box.Right];
            for (int i = 0; i < mask.Length; i++)
            {
                double share = mask[i] == 0 ? 0 : box.RowShare(row) * box.ColumnShare(box.Left + i);
                weight += share * mask[i] / 255;
                valid += share;
            }
        }

        return weight > 0 ? (byte)Math.Clamp(Math.Round(255 * weight / valid), 1, 255) : (byte)0;
    }
}
