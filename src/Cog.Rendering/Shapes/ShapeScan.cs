namespace Cog.Rendering.Shapes;

/// <summary>Which pixels a shape touches, row by row: GDAL's rule <c>ALL_TOUCHED</c>, by which rio-tiler cuts.</summary>
/// <remarks>
/// A pixel is touched when its middle lies in a polygon, or when an edge passes through it. An edge along the border of two pixels touches
/// neither of
/// them; neither does one that leaves the border by less than a hundredth of a pixel, since coordinates are rounded.
/// </remarks>
/// <param name="pixels">In pixels, from the upper left corner.</param>
/// <param name="width">Columns.</param>
/// <param name="height">Rows.</param>
internal sealed class ShapeScan(Shape pixels, int width, int height)
{
    private const double OnBorder = 0.01;

    /// <summary>
    /// Steps of all walks along edges: beyond, the pixels of an edge are computed row by row, alike but for corners that it meets.
    /// </summary>
    private const long MostSteps = 1 << 23;

    /// <summary>Rows that all edges pass, together: what a scan takes time for. A second or so.</summary>
    internal const long MostRows = 1 << 26;

    private readonly Edge[] _edges = [.. EdgesOf(pixels).Where(edge => edge.Bottom > 0 && edge.Top < height).OrderBy(edge => edge.Top)];

    /// <summary>Visits every row in order, with the touched columns: ranges that neither overlap nor meet, from left to right.</summary>
    /// <param name="visit">Is given the row and its ranges, which may be none.</param>
    /// <param name="cancellationToken">Ends it between two rows.</param>
    /// <exception cref="LimitExceededException">The shape has too many edges for so many rows.</exception>
    public void Run(ShapeRowVisitor visit, CancellationToken cancellationToken)
    {
        long passed = _edges.Sum(edge => edge.RowsIn(height));
        if (passed > MostRows)
        {
            throw new LimitExceededException(
                $"The shape's edges pass {passed} rows of pixels; at most {MostRows} are followed: ask for a simpler shape, for fewer "
                    + "pixels, or for a lower cover_scale."
            );
        }

        var columns = new RowColumns(width);
        var active = new List<(Edge Edge, EdgeTrace? Trace)>();
        bool walks = _edges.Sum(edge => edge.StepsIn(width, height)) <= MostSteps;
        var crossings = new List<long>();
        int next = 0;
        for (int row = 0; row < height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            active.RemoveAll(touching => touching.Edge.Bottom < row);
            for (; next < _edges.Length && _edges[next].Top < row + 1; next++)
            {
                active.Add((_edges[next], walks ? _edges[next].Trace(width, height) : null));
            }

            columns.Clear();
            AddTouched(active, row, columns);
            AddFilled(active, row + 0.5, crossings, columns);
            visit(row, columns.Merge());
        }
    }

    private static IEnumerable<Edge> EdgesOf(Shape shape)
    {
        for (int polygon = 0; polygon < shape.Polygons.Count; polygon++)
        {
            foreach (ShapePoint[] ring in shape.Polygons[polygon])
            {
                for (int i = 1; i < ring.Length; i++)
                {
                    (ShapePoint a, ShapePoint b) = ring[i - 1].Y <= ring[i].Y ? (ring[i - 1], ring[i]) : (ring[i], ring[i - 1]);
                    yield return new(polygon, a.X, a.Y, b.X, b.Y);
                }
            }
        }
    }

    private static bool IsBorder(double a, double b) =>
        Math.Abs(a - b) < OnBorder && Math.Abs(a - Math.Round(a)) < OnBorder && Math.Abs(b - Math.Round(b)) < OnBorder;

    private static void AddTouched(List<(Edge Edge, EdgeTrace? Trace)> active, int row, RowColumns columns)
    {
        foreach ((Edge edge, EdgeTrace? trace) in CollectionsMarshal.AsSpan(active))
        {
            if (trace is not null)
            {
                ColumnRange walked = trace.In(row);
                columns.Add(walked.Start, walked.End);
                continue;
            }

            double top = Math.Max(row, edge.Top),
                bottom = Math.Min(row + 1, edge.Bottom);
            bool isInside = top < bottom || (edge.Top == edge.Bottom && edge.Top > row);
            if (!isInside || IsBorder(edge.Top, edge.Bottom) || IsBorder(edge.TopX, edge.BottomX))
            {
                continue;
            }

            double a = edge.IsLevel ? edge.TopX : edge.XAt(top),
                b = edge.IsLevel ? edge.BottomX : edge.XAt(bottom);
            columns.Add(Math.Floor(Math.Min(a, b)), Math.Ceiling(Math.Max(a, b)));
        }
    }

    // Even-odd, each polygon for itself; an edge counts from its upper end, which belongs to it, to its lower end, which does not.
    private void AddFilled(List<(Edge Edge, EdgeTrace? Trace)> active, double y, List<long> crossings, RowColumns columns)
    {
        crossings.Clear();
        foreach ((Edge edge, _) in CollectionsMarshal.AsSpan(active))
        {
            if (edge.Top <= y && y < edge.Bottom)
            {
                // Of one polygon from left to right: columns are all that matters of where an edge crosses.
                int column = (int)Math.Clamp(Math.Floor(edge.XAt(y) + 0.5), 0, width);
                crossings.Add(((long)edge.Polygon << 32) | (uint)column);
            }
        }

        Span<long> sorted = CollectionsMarshal.AsSpan(crossings);
        sorted.Sort();
        for (int i = 0; i + 1 < sorted.Length; i += 2)
        {
            columns.Add((int)sorted[i], (int)sorted[i + 1]);
        }
    }

    private readonly record struct Edge(int Polygon, double TopX, double Top, double BottomX, double Bottom)
    {
        public bool IsLevel => Top == Bottom;

        private bool IsSlanting =>
            Math.Floor(Top) != Math.Floor(Bottom)
            && Bottom - Top >= OnBorder
            && Math.Floor(TopX) != Math.Floor(BottomX)
            && Math.Abs(TopX - BottomX) >= OnBorder;

        /// <summary>Rows of a picture that it passes.</summary>
        public long RowsIn(int height) => (long)(Math.Ceiling(Math.Min(Bottom, height)) - Math.Floor(Math.Max(Top, 0))) + 1;

        /// <summary>How many a walk takes at most.</summary>
        public long StepsIn(int width, int height) =>
            IsSlanting
                ? (long)(
                    Math.Clamp(Bottom, 0, height)
                    - Math.Clamp(Top, 0, height)
                    + Math.Abs(Math.Clamp(TopX, 0, width) - Math.Clamp(BottomX, 0, width))
                ) + 4
                : 0;

        /// <summary>Null for an edge in one row, or in one column.</summary>
        public EdgeTrace? Trace(int width, int height) =>
            !IsSlanting ? null
            : TopX < BottomX ? EdgeTrace.Of(new(TopX, Top), new(BottomX, Bottom), width, height)
            : EdgeTrace.Of(new(BottomX, Bottom), new(TopX, Top), width, height);

        public double XAt(double y) => y == Bottom ? BottomX : TopX + ((y - Top) / (Bottom - Top) * (BottomX - TopX));
    }
}

/// <summary>Columns from <paramref name="Start"/> up to <paramref name="End"/>, which is not one of them.</summary>
internal readonly record struct ColumnRange(int Start, int End);

/// <summary>Is given the touched columns of one row.</summary>
internal delegate void ShapeRowVisitor(int row, ReadOnlySpan<ColumnRange> touched);
