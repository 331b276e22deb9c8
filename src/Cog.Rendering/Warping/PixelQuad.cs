namespace Cog.Rendering.Warping;

/// <summary>A pixel as it lies on a grid: four corners, one after the other, with straight lines between them.</summary>
internal readonly record struct PixelQuad((double X, double Y) A, (double X, double Y) B, (double X, double Y) C, (double X, double Y) D)
{
    /// <summary>
    /// Room for a quadrilateral that was cut four times. Each cut makes a polygon half as long again at most, when it crosses every other
    /// edge.
    /// </summary>
    public const int MostCorners = 20;

    public double Left => Math.Min(Math.Min(A.X, B.X), Math.Min(C.X, D.X));

    public double Right => Math.Max(Math.Max(A.X, B.X), Math.Max(C.X, D.X));

    public double Top => Math.Min(Math.Min(A.Y, B.Y), Math.Min(C.Y, D.Y));

    public double Bottom => Math.Max(Math.Max(A.Y, B.Y), Math.Max(C.Y, D.Y));

    /// <summary>In grid pixels; negative when the corners run the other way round.</summary>
    public double Area => ((C.X - A.X) * (D.Y - B.Y) - ((D.X - B.X) * (C.Y - A.Y))) / 2;

    /// <summary>False when two edges cross each other: two corners turn one way, two the other.</summary>
    public bool IsSimple
    {
        get
        {
            return Turn(A, B, C) + Turn(B, C, D) + Turn(C, D, A) + Turn(D, A, B) != 0;

            static int Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
                (((b.X - a.X) * (c.Y - b.Y)) - ((b.Y - a.Y) * (c.X - b.X))) switch
                {
                    > 0 => 1,
                    < 0 => -1,
                    _ => 0,
                };
        }
    }

    /// <summary>The part that lies in a row of the grid.</summary>
    /// <param name="row">The row.</param>
    /// <param name="part">Receives the corners, of <see cref="MostCorners"/>.</param>
    /// <returns>How many these are.</returns>
    public int CutRow(int row, Span<(double X, double Y)> part)
    {
        Span<(double X, double Y)> above = stackalloc (double, double)[MostCorners];
        int count = Cut([A, B, C, D], isRow: true, row, 1, above);
        return Cut(above[..count], isRow: true, row + 1, -1, part);
    }

    /// <summary>The area, signed, that a polygon has in a column of the grid.</summary>
    public static double AreaIn(int column, ReadOnlySpan<(double X, double Y)> polygon)
    {
        Span<(double X, double Y)> right = stackalloc (double, double)[MostCorners],
            both = stackalloc (double, double)[MostCorners];
        int count = Cut(polygon, isRow: false, column, 1, right);
        return AreaOf(both[..Cut(right[..count], isRow: false, column + 1, -1, both)]);
    }

    // Sutherland and Hodgman 1974: what lies on one side of a line. Of a polygon that is not convex some edges fall onto the line: the area
    // is right all the same.
    private static int Cut(
        ReadOnlySpan<(double X, double Y)> polygon,
        bool isRow,
        double line,
        double side,
        Span<(double X, double Y)> kept
    )
    {
        if (polygon.IsEmpty)
        {
            return 0;
        }

        int count = 0;
        (double X, double Y) last = polygon[^1];
        double before = side * ((isRow ? last.Y : last.X) - line);
        foreach ((double X, double Y) corner in polygon)
        {
            double here = side * ((isRow ? corner.Y : corner.X) - line);
            if (before < 0 != here < 0)
            {
                double share = before / (before - here);
                kept[count++] = (last.X + (share * (corner.X - last.X)), last.Y + (share * (corner.Y - last.Y)));
            }

            if (here >= 0)
            {
                kept[count++] = corner;
            }

            (last, before) = (corner, here);
        }

        return count;
    }

    private static double AreaOf(ReadOnlySpan<(double X, double Y)> polygon)
    {
        // Seen from a corner: products of large coordinates would cost the last bits.
        double sum = 0;
        for (int i = 2; i < polygon.Length; i++)
        {
            (double x, double y) = polygon[0];
            sum += ((polygon[i - 1].X - x) * (polygon[i].Y - y)) - ((polygon[i].X - x) * (polygon[i - 1].Y - y));
        }

        return sum / 2;
    }
}
