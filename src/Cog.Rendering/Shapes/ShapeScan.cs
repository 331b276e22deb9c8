using System.Runtime.InteropServices;

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

    private readonly Edge[] _edges = [.. EdgesOf(pixels).Where(edge => edge.Bottom > 0 && edge.Top < height).OrderBy(edge => edge.Top)];

    /// <summary>Visits every row in order, with the touched columns: ranges that neither overlap nor meet, from left to right.</summary>
    /// <param name="visit">Is given the row and its ranges, which may be none.</param>
    /// <param name="cancellationToken">Ends it between two rows.</param>
    public void Run(ShapeRowVisitor visit, CancellationToken cancellationToken)
    {
        var active = new List<(Edge Edge, EdgeTrace? Trace)>();
        bool walks = _edges.Sum(edge => edge.StepsIn(width, height)) <= MostSteps;
        var ranges = new List<ColumnRange>();
        var crossings = new List<(int Polygon, double X)>();
        int next = 0;
        for (int row = 0; row < height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            active.RemoveAll(touching => touching.Edge.Bottom < row);
            for (; next < _edges.Length && _edges[next].Top < row + 1; next++)
            {
                active.Add((_edges[next], walks ? _edges[next].Trace(width, height) : null));
            }

            ranges.Clear();
            AddTouched(active, row, ranges);
            AddFilled(active, row + 0.5, crossings, ranges);
            visit(row, Merge(ranges));
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

    private void AddTouched(List<(Edge Edge, EdgeTrace? Trace)> active, int row, List<ColumnRange> ranges)
    {
        foreach ((Edge edge, EdgeTrace? trace) in CollectionsMarshal.AsSpan(active))
        {
            if (trace is not null)
            {
                ColumnRange walked = trace.In(row);
                Add(ranges, walked.Start, walked.End);
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
            Add(ranges, Math.Floor(Math.Min(a, b)), Math.Ceiling(Math.Max(a, b)));
        }
    }

    // Even-odd, each polygon for itself; an edge counts from its upper end, which belongs to it, to its lower end, which does not.
    private void AddFilled(
        List<(Edge Edge, EdgeTrace? Trace)> active,
        double y,
        List<(int Polygon, double X)> crossings,
        List<ColumnRange> ranges
    )
    {
        crossings.Clear();
        foreach ((Edge edge, _) in CollectionsMarshal.AsSpan(active))
        {
            if (edge.Top <= y && y < edge.Bottom)
            {
                crossings.Add((edge.Polygon, edge.XAt(y)));
            }
        }

        crossings.Sort();
        for (int i = 0; i + 1 < crossings.Count; i += 2)
        {
            Add(ranges, Math.Floor(crossings[i].X + 0.5), Math.Floor(crossings[i + 1].X + 0.5));
        }
    }

    private void Add(List<ColumnRange> ranges, double start, double end)
    {
        int first = (int)Math.Clamp(start, 0, width),
            last = (int)Math.Clamp(end, 0, width);
        if (first < last)
        {
            ranges.Add(new(first, last));
        }
    }

    private static ReadOnlySpan<ColumnRange> Merge(List<ColumnRange> ranges)
    {
        Span<ColumnRange> all = CollectionsMarshal.AsSpan(ranges);
        all.Sort((a, b) => a.Start.CompareTo(b.Start));
        int count = 0;
        foreach (ColumnRange range in all)
        {
            if (count > 0 && range.Start <= all[count - 1].End)
            {
                all[count - 1] = new(all[count - 1].Start, Math.Max(all[count - 1].End, range.End));
            }
            else
            {
                all[count++] = range;
            }
        }

        return all[..count];
    }

    private readonly record struct Edge(int Polygon, double TopX, double Top, double BottomX, double Bottom)
    {
        public bool IsLevel => Top == Bottom;

        private bool IsSlanting =>
            Math.Floor(Top) != Math.Floor(Bottom)
            && Bottom - Top >= OnBorder
            && Math.Floor(TopX) != Math.Floor(BottomX)
            && Math.Abs(TopX - BottomX) >= OnBorder;

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
