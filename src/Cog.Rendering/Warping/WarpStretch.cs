namespace Cog.Rendering.Warping;

/// <summary>Level pixels in one grid pixel, along columns and rows: how far the kernels of a warp are widened.</summary>
/// <remarks>
/// One figure for every tile's worth of grid pixels, whatever picture they are in: so neighbouring tiles, and one picture of both, widen
/// alike.
/// </remarks>
internal sealed class WarpStretch
{
    private const double Steps = 256;

    private readonly (double X, double Y) _unit;
    private readonly int _firstX;
    private readonly int _firstY;
    private readonly int _columns;
    private readonly (double X, double Y)[] _values;

    private WarpStretch((double X, double Y) unit, int firstX, int firstY, int columns, (double X, double Y)[] values)
    {
        (_unit, _firstX, _firstY, _columns, _values) = (unit, firstX, firstY, columns, values);
        Largest = (values.Max(v => v.X), values.Max(v => v.Y));
    }

    /// <summary>Without a warp.</summary>
    public static WarpStretch None { get; } = new((1, 1), 0, 0, 1, [(1, 1)]);

    /// <summary>The largest figures.</summary>
    public (double X, double Y) Largest { get; }

    /// <summary>Grid columns and rows of one tile.</summary>
    internal (double X, double Y) Unit => _unit;

    /// <summary>Measures an area of the grid.</summary>
    /// <param name="map">The exact way.</param>
    /// <param name="area">The grid pixels wanted.</param>
    /// <param name="middle">A position of a tile, in grid pixels, that shows the image; null when it has none.</param>
    /// <param name="unit">Grid columns and rows of one tile, the first of which starts at 0.</param>
    internal static WarpStretch Create(
        PixelMap map,
        PixelWindow area,
        Func<PixelWindow, (double X, double Y)?> middle,
        (double X, double Y) unit
    )
    {
        int firstX = (int)Math.Floor((area.X + 0.5) / unit.X),
            firstY = (int)Math.Floor((area.Y + 0.5) / unit.Y);
        int columns = (int)Math.Floor((area.Right - 0.5) / unit.X) - firstX + 1,
            rows = (int)Math.Floor((area.Bottom - 0.5) / unit.Y) - firstY + 1;
        var values = new (double X, double Y)[Math.Max(1, columns * rows)];
        Array.Fill(values, (1, 1));
        for (int i = 0; i < columns * rows; i++)
        {
            int left = (int)Math.Round((firstX + (i % columns)) * unit.X),
                right = (int)Math.Round((firstX + (i % columns) + 1) * unit.X);
            int top = (int)Math.Round((firstY + (i / columns)) * unit.Y),
                bottom = (int)Math.Round((firstY + (i / columns) + 1) * unit.Y);
            var tile = new PixelWindow(left, top, Math.Max(1, right - left), Math.Max(1, bottom - top));
            if (middle(tile) is { } shown)
            {
                (double x, double y) = map.ScaleAt(shown.X, shown.Y);
                values[i] = (Step(x), Step(y));
            }
        }

        return new(unit, firstX, firstY, Math.Max(1, columns), values);
    }

    /// <summary>The figures at a pixel of the grid.</summary>
    internal (double X, double Y) At(int column, int row)
    {
        int x = (int)Math.Floor((column + 0.5) / _unit.X) - _firstX,
            y = (int)Math.Floor((row + 0.5) / _unit.Y) - _firstY;
        return _values[Math.Clamp((y * _columns) + Math.Clamp(x, 0, _columns - 1), 0, _values.Length - 1)];
    }

    /// <summary>How far the grid may be off at one of its pixels, in pixels of the image: less where those are the larger ones.</summary>
    internal double ToleranceAt(int column, int row)
    {
        (double x, double y) = At(column, row);
        return WarpGrid.Tolerance * Math.Min(1, Math.Min(x, y));
    }

    // In steps, against the last bits. Up to 1/0.95 a kernel is not widened at all, as in GDAL.
    private static double Step(double scale) =>
        !double.IsFinite(scale) || scale <= 0 ? 1
        : scale > 1 / 0.95 ? Math.Max(1, Math.Round(Steps * scale) / Steps)
        : Math.Min(scale, 1);
}
