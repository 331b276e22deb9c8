using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Shapes;

/// <summary>An area of polygons.</summary>
/// <param name="Polygons">Each a list of closed rings: the first is its outline, the others are holes.</param>
internal sealed record Shape(IReadOnlyList<IReadOnlyList<ShapePoint[]>> Polygons)
{
    /// <summary>
    /// The box around it; not <see cref="BoundingBox.IsValid"/> when it has no area, or a point that could not be transformed.
    /// </summary>
    public BoundingBox Bounds
    {
        get
        {
            double minX = double.PositiveInfinity,
                minY = minX,
                maxX = double.NegativeInfinity,
                maxY = maxX;
            foreach (ShapePoint point in Polygons.SelectMany(polygon => polygon).SelectMany(ring => ring))
            {
                (minX, maxX) = (Math.Min(minX, point.X), Math.Max(maxX, point.X));
                (minY, maxY) = (Math.Min(minY, point.Y), Math.Max(maxY, point.Y));
            }

            return new(minX, minY, maxX, maxY);
        }
    }

    /// <summary>Its corners in another CRS; its edges stay straight there, as in GDAL.</summary>
    public Shape Transform(CrsTransform transform) =>
        Select(point =>
        {
            (double x, double y) = transform.Transform(point.X, point.Y);
            return new(x, y);
        });

    /// <summary>
    /// It in pixels of a picture that fills a box, from the picture's upper left corner; rounded as by the inverse of its geotransform,
    /// which is what GDAL takes.
    /// </summary>
    /// <param name="bounds">The box.</param>
    /// <param name="size">The picture's columns and rows.</param>
    /// <param name="scale">Smaller pixels along an edge of one of the picture's.</param>
    public Shape ToPixels(BoundingBox bounds, RasterSize size, int scale = 1)
    {
        double width = bounds.Width / size.Width * (1.0 / scale),
            height = -bounds.Height / size.Height * (1.0 / scale);
        double left = -bounds.MinX / width,
            top = -bounds.MaxY / height,
            columns = 1 / width,
            rows = 1 / height;
        return Select(point => new(left + (point.X * columns), top + (point.Y * rows)));
    }

    /// <summary>It that far to the right.</summary>
    public Shape Move(double x) => Select(point => point with { X = point.X + x });

    /// <summary>Each corner at the place of its x that is nearest to another.</summary>
    public Shape Near(WorldAxis axis, double x) => Select(point => point with { X = axis.Near(point.X, x) });

    /// <summary>
    /// An area that is cut at the antimeridian (RFC 7946 section 3.1.9) in one piece: polygons that end at either end of the axis are put
    /// together there,
    /// and others with them to the side on which the whole is narrowest. Any other shape is left as it is.
    /// </summary>
    public Shape JoinAcross(WorldAxis axis)
    {
        (double First, double Last)[] extents =
        [
            .. Polygons.Select(polygon => new Shape([polygon]).Bounds).Select(box => (box.MinX, box.MaxX)),
        ];
        const double Touching = 1e-9;
        if (
            !extents.Any(extent => Math.Abs(extent.Last - axis.Last) < Touching)
            || !extents.Any(extent => Math.Abs(extent.First - axis.First) < Touching)
        )
        {
            return this;
        }

        // The widest gap between two neighbours is what is left out.
        (double widest, double start, double end) = (0, double.NegativeInfinity, double.NegativeInfinity);
        foreach ((double first, double last) in extents.Order())
        {
            (widest, start) = first - end > widest && double.IsFinite(end) ? (first - end, first) : (widest, start);
            end = Math.Max(end, last);
        }

        return new([
            .. Polygons.Select(
                (polygon, i) => extents[i].First < start ? new Shape([polygon]).Move(axis.Circumference).Polygons[0] : polygon
            ),
        ]);
    }

    private Shape Select(Func<ShapePoint, ShapePoint> move) =>
        new([
            .. Polygons.Select(polygon =>
                (IReadOnlyList<ShapePoint[]>)[.. polygon.Select(ring => Array.ConvertAll(ring, point => move(point)))]
            ),
        ]);
}

/// <summary>A corner of a ring.</summary>
internal readonly record struct ShapePoint(double X, double Y);
