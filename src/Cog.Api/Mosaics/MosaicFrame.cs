namespace Cog.Api.Mosaics;

/// <summary>
/// The grid of a picture, and where files lie on it: estimated from their boxes, so that none is read that can add nothing.
/// </summary>
internal sealed class MosaicFrame
{
    // A picture in so many cells on each side: fine enough to tell neighbours from what lies on top of each other.
    private const int Cells = 16;

    private readonly BoundingBox _bounds;
    private readonly Crs _crs;
    private readonly RasterSize _size;

    /// <param name="bounds">The picture's box.</param>
    /// <param name="crs">What it is in.</param>
    /// <param name="size">Its columns and rows.</param>
    public MosaicFrame(BoundingBox bounds, Crs crs, RasterSize size) =>
        (_bounds, _crs, _size) = (crs.WorldAxis is { } axis ? axis.Unwrap(bounds) : bounds, crs, size);

    /// <summary>The pixels that a file can have something for; all of them when that cannot be told, none when it lies elsewhere.</summary>
    public PixelWindow Touched(CogHeader grid)
    {
        if (BoxOf(grid) is not { } box)
        {
            return new(0, 0, _size.Width, _size.Height);
        }

        // A pixel more on each side: kernels reach beyond, and boxes are rounded.
        int left = Column(box.MinX, -1),
            right = Column(box.MaxX, 2),
            top = Row(box.MaxY, -1),
            bottom = Row(box.MinY, 2);
        return right > left && bottom > top ? new(left, top, right - left, bottom - top) : default;
    }

    /// <summary>Which cells a file covers whole, row by row.</summary>
    public bool[] Covered(CogHeader? grid)
    {
        bool[] covered = new bool[Cells * Cells];
        if (grid is null || BoxOf(grid) is not { } box)
        {
            return covered;
        }

        for (int i = 0; i < covered.Length; i++)
        {
            (double left, double right) = Span(i % Cells, _bounds.MinX, _bounds.Width);
            (double low, double high) = Span(Cells - 1 - (i / Cells), _bounds.MinY, _bounds.Height);
            covered[i] = box.MinX <= left && box.MaxX >= right && box.MinY <= low && box.MaxY >= high;
        }

        return covered;

        // The outermost cells end a little before the picture does: the box of a file that ends there, too, is rounded.
        static (double Low, double High) Span(int cell, double start, double length)
        {
            double inset = length * 1e-6;
            return (start + (cell * length / Cells) + inset, start + ((cell + 1) * length / Cells) - inset);
        }
    }

    /// <summary>Which cells have all their pixels.</summary>
    /// <param name="mask">Rows × columns, 0 where there is none.</param>
    public bool[] Filled(ReadOnlySpan<byte> mask)
    {
        bool[] filled = new bool[Cells * Cells];
        if (mask.IsEmpty)
        {
            return filled;
        }

        for (int i = 0; i < filled.Length; i++)
        {
            int left = i % Cells * _size.Width / Cells,
                right = ((i % Cells) + 1) * _size.Width / Cells,
                top = i / Cells * _size.Height / Cells,
                bottom = ((i / Cells) + 1) * _size.Height / Cells;
            filled[i] = IsFilled(mask, new(left, top, right - left, bottom - top));
        }

        return filled;
    }

    /// <summary>Whether a window of the picture has all its pixels.</summary>
    public bool IsFilled(ReadOnlySpan<byte> mask, PixelWindow window)
    {
        for (int row = window.Y; row < window.Bottom; row++)
        {
            if (mask.Slice((row * _size.Width) + window.X, window.Width).Contains((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    private int Column(double x, int more) => Pixel((x - _bounds.MinX) / _bounds.Width * _size.Width, more, _size.Width);

    private int Row(double y, int more) => Pixel((_bounds.MaxY - y) / _bounds.Height * _size.Height, more, _size.Height);

    private static int Pixel(double place, int more, int count) => (int)Math.Clamp(Math.Floor(place) + more, 0, count);

    private BoundingBox? BoxOf(CogHeader grid)
    {
        try
        {
            if (!grid.IsGeoreferenced || grid.GroundControlFit is not null)
            {
                return null;
            }

            CrsTransform transform = CrsTransform.Create(Crs.Of(grid), _crs);
            BoundingBox box = transform.TransformArea(grid.Bounds);
            if (!box.IsValid)
            {
                return null;
            }

            double shift = _crs.WorldAxis is { } axis ? axis.ShiftOnto(box, _bounds) : 0;
            return box with { MinX = box.MinX + shift, MaxX = box.MaxX + shift };
        }
        catch (CogException)
        {
            return null; // Whoever opens it is told.
        }
    }
}
