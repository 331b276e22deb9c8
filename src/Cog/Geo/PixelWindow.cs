namespace Cog;

/// <summary>A rectangle of pixels of one level. May reach outside the image: what lies there is masked.</summary>
/// <param name="X">First column; may be negative.</param>
/// <param name="Y">First row; may be negative.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelWindow(int X, int Y, int Width, int Height)
{
    /// <summary>The column behind the last one.</summary>
    public int Right => X + Width;

    /// <summary>The row below the last one.</summary>
    public int Bottom => Y + Height;

    /// <summary>The part of both; null when they share no pixel.</summary>
    public PixelWindow? Intersect(PixelWindow other)
    {
        // Sums in 64 bits: a window may lie anywhere.
        int x = Math.Max(X, other.X),
            y = Math.Max(Y, other.Y);
        long right = Math.Min((long)X + Width, (long)other.X + other.Width);
        long bottom = Math.Min((long)Y + Height, (long)other.Y + other.Height);
        return right > x && bottom > y ? new(x, y, (int)(right - x), (int)(bottom - y)) : null;
    }
}
