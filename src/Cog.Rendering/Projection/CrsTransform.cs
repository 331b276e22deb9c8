using Cog.Geo;
using Cog.Rendering.Projection.Datums;

namespace Cog.Rendering.Projection;

/// <summary>Coordinates of one CRS to another, by way of longitude and latitude on WGS 84. Immutable, safe for concurrent calls.</summary>
/// <remarks>
/// Of several shifts between two datums, the one for the area of the data is taken when either CRS is that of a file, and otherwise the one
/// for each
/// point. Shifts by grids are not among them: the error left is that of the Helmert transformation, 1 to 20 m for old datums.
/// </remarks>
internal sealed class CrsTransform
{
    private const double Degree = MapProjection.Degree;

    private readonly Crs _from;
    private readonly Crs _to;
    private readonly DatumStep? _datum;

    private CrsTransform(Crs from, Crs to, bool shiftsDatum)
    {
        (_from, _to) = (from, to);
        _datum = shiftsDatum ? DatumStep.Between(from.Definition, to.Definition, from.DataArea ?? to.DataArea) : null;
        ShiftsDatum = shiftsDatum;
    }

    /// <summary>Builds the way from one CRS to another.</summary>
    /// <param name="from">The CRS of the coordinates given.</param>
    /// <param name="to">The CRS of those wanted.</param>
    /// <param name="shiftsDatum">False: datums are taken as one, each projection on its own ellipsoid.</param>
    public static CrsTransform Create(Crs from, Crs to, bool shiftsDatum = true) => new(from, to, shiftsDatum);

    /// <summary>True when both are the same: coordinates pass unchanged.</summary>
    public bool IsIdentity => _from.IsSame(_to);

    private bool ShiftsDatum { get; }

    /// <summary>Where it comes from.</summary>
    internal Crs Source => _from;

    /// <summary>Where it leads to.</summary>
    internal Crs Target => _to;

    /// <summary>The way back.</summary>
    public CrsTransform Inverse() => new(_to, _from, ShiftsDatum);

    /// <summary>Transforms points in place. A point outside the projection's domain becomes NaN, NaN.</summary>
    public void Transform(Span<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"{x.Length} x and {y.Length} y are not points.", nameof(y));
        }

        if (IsIdentity)
        {
            return;
        }

        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = Convert(x[i], y[i]);
        }
    }

    /// <summary>Transforms one point. Outside the projection's domain: NaN, NaN.</summary>
    public (double X, double Y) Transform(double x, double y) => IsIdentity ? (x, y) : Convert(x, y);

    /// <summary>
    /// Degrees of longitude and latitude around a box in a CRS, without a datum shift; null when nothing of it can be transformed.
    /// </summary>
    internal static BoundingBox? AreaOf(Crs crs, BoundingBox bounds)
    {
        BoundingBox area = new CrsTransform(crs, Crs.Wgs84, shiftsDatum: false).TransformBounds(bounds, densify: 1);
        return double.IsFinite(area.MinX) && double.IsFinite(area.MaxX) && double.IsFinite(area.MinY) && double.IsFinite(area.MaxY)
            ? area
            : null;
    }

    private (double X, double Y) Convert(double x, double y)
    {
        (double longitude, double latitude) = ToGeographic(_from, x, y);
        if (_datum is { } step)
        {
            (longitude, latitude) = step.Shift(longitude, latitude);
        }

        (x, y) = FromGeographic(_to, longitude, latitude);
        return double.IsFinite(x) && double.IsFinite(y) ? (x, y) : (double.NaN, double.NaN);
    }

    /// <summary>To radians east of Greenwich and north of the equator.</summary>
    private static (double Longitude, double Latitude) ToGeographic(Crs crs, double x, double y)
    {
        CrsDefinition definition = crs.Definition;
        if (definition.Axes != AxisDirections.None)
        {
            (x, y) = definition.Axes.HasFlag(AxisDirections.SouthFirst) ? (y, x) : (x, y);
            x = definition.Axes.HasFlag(AxisDirections.West) ? -x : x;
            y = definition.Axes.HasFlag(AxisDirections.South) ? -y : y;
        }

        (x, y) = (x * definition.UnitSize, y * definition.UnitSize);
        if (crs.Projection is { } kernel)
        {
            (x, y) = kernel.Unproject(x, y);
            x = MapProjection.Wrap(x);
        }

        return (x + definition.PrimeMeridian, y);
    }

    private static (double X, double Y) FromGeographic(Crs crs, double longitude, double latitude)
    {
        CrsDefinition definition = crs.Definition;
        (double x, double y) = (longitude - definition.PrimeMeridian, latitude);
        if (crs.Projection is { } kernel)
        {
            // A pole that was computed may lie a rounding error too far.
            const double Pole = Math.PI / 2;
            (x, y) = Math.Abs(y) <= Pole + 1e-12 ? kernel.Project(x, Math.Clamp(y, -Pole, Pole)) : (double.NaN, double.NaN);
        }

        (x, y) = (x / definition.UnitSize, y / definition.UnitSize);
        if (definition.Axes != AxisDirections.None)
        {
            x = definition.Axes.HasFlag(AxisDirections.West) ? -x : x;
            y = definition.Axes.HasFlag(AxisDirections.South) ? -y : y;
            (x, y) = definition.Axes.HasFlag(AxisDirections.SouthFirst) ? (y, x) : (x, y);
        }

        return (x, y);
    }

    /// <summary>The box around a transformed box, its edges densified (rasterio's <c>transform_bounds</c>, 21 points an edge).</summary>
    /// <param name="bounds">In longitude, <c>MinX &gt; MaxX</c> is a box across ±180°.</param>
    /// <param name="densify">Points on an edge, corners aside.</param>
    /// <returns>
    /// In longitude, <c>MinX &gt; MaxX</c> when the box crosses ±180°; with a pole inside, all longitudes up to that pole. NaN when no
    /// point can be transformed.
    /// </returns>
    public BoundingBox TransformBounds(BoundingBox bounds, int densify = 21)
    {
        if (IsIdentity)
        {
            return bounds;
        }

        (double[] x, double[] y) = TransformEdges(bounds, densify);
        double turn = _to.IsGeographic ? Unwrap(x, 360) : 0;
        double minX = Min(x),
            maxX = Max(x),
            minY = Min(y),
            maxY = Max(y);

        if (Math.Abs(turn) > 180)
        {
            // The edge runs once round a pole: the one inside the box; if that is neither, or both, the one on the side of its points.
            (bool north, bool south) = (HasPole(bounds, 90), HasPole(bounds, -90));
            return (north == south ? minY + maxY > 0 : north) ? new(-180, minY, 180, 90) : new(-180, -90, 180, maxY);
        }

        if (_to.IsGeographic)
        {
            if (maxX - minX >= 360)
            {
                return new(-180, minY, 180, maxY);
            }

            double shift =
                minX < -180 ? 360
                : minX >= 180 ? -360
                : 0;
            (minX, maxX) = (minX + shift, maxX + shift);
            maxX = maxX > 180 ? maxX - 360 : maxX;
        }

        return new(minX, minY, maxX, maxY);
    }

    private bool HasPole(BoundingBox bounds, double latitude)
    {
        (double x, double y) = Inverse().Transform(0, latitude);
        return x >= bounds.MinX && x <= bounds.MaxX && y >= bounds.MinY && y <= bounds.MaxY;
    }

    /// <summary>
    /// The same as a box to be worked with: where it crosses the end of an x axis that runs round the earth (<see cref="Crs.WorldAxis"/>),
    /// <c>MaxX</c> lies beyond that end; once round the earth, it is the whole axis.
    /// </summary>
    /// <param name="bounds">In longitude, <c>MinX &gt; MaxX</c> is a box across ±180°.</param>
    /// <param name="densify">Points on an edge, corners aside.</param>
    /// <returns>NaN when no point can be transformed.</returns>
    public BoundingBox TransformArea(BoundingBox bounds, int densify = 21)
    {
        BoundingBox box = TransformBounds(bounds, densify);
        if (_to.WorldAxis is not { } axis || IsIdentity || _to.IsGeographic)
        {
            return _to.IsGeographic ? WorldAxis.Longitude.Unwrap(box) : box;
        }

        if (_from.WorldAxis is { } own && own.IsWhole(bounds) && box.MinY <= box.MaxY)
        {
            return box with { MinX = axis.First, MaxX = axis.Last }; // Its edges may have no place: beyond a pole.
        }

        (double[] x, _) = TransformEdges(bounds, densify);
        bool isWhole = !x.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
        double turned = Unwrap(x, axis.Circumference),
            minX = Min(x),
            maxX = Max(x);
        if (!isWhole || turned != 0)
        {
            return box; // Out of the domain, or round a pole.
        }

        return axis.Unwrap(axis.Wrap(box with { MinX = minX, MaxX = maxX }));
    }

    // Clockwise from the upper left corner.
    private (double[] X, double[] Y) TransformEdges(BoundingBox bounds, int densify)
    {
        double right = _from.IsGeographic && bounds.MinX > bounds.MaxX ? bounds.MaxX + 360 : bounds.MaxX;
        double[] x = new double[4 * (densify + 1)],
            y = new double[x.Length];
        for (int i = 0; i <= densify; i++)
        {
            double along = i / (densify + 1.0),
                width = right - bounds.MinX,
                height = bounds.Height;
            int side = densify + 1;
            (x[i], y[i]) = (bounds.MinX + (along * width), bounds.MaxY);
            (x[side + i], y[side + i]) = (right, bounds.MaxY - (along * height));
            (x[(2 * side) + i], y[(2 * side) + i]) = (right - (along * width), bounds.MinY);
            (x[(3 * side) + i], y[(3 * side) + i]) = (bounds.MinX, bounds.MinY + (along * height));
        }

        Transform(x, y);
        return (x, y);
    }

    /// <summary>Takes the jumps of a turn, 360 degrees, out of longitudes along a closed line.</summary>
    /// <returns>How far the line has turned when it is closed again: 0, or a turn round a pole.</returns>
    private static double Unwrap(Span<double> longitudes, double turn)
    {
        double first = double.NaN,
            last = double.NaN;
        foreach (ref double longitude in longitudes)
        {
            if (double.IsNaN(longitude))
            {
                continue;
            }

            if (double.IsNaN(first))
            {
                first = longitude;
            }
            else
            {
                longitude -= turn * Math.Round((longitude - last) / turn);
            }

            last = longitude;
        }

        return turn * Math.Round((last - first) / turn);
    }

    private static double Min(ReadOnlySpan<double> values)
    {
        double min = double.PositiveInfinity;
        foreach (double value in values)
        {
            min = value < min ? value : min;
        }

        return double.IsFinite(min) ? min : double.NaN;
    }

    private static double Max(ReadOnlySpan<double> values)
    {
        double max = double.NegativeInfinity;
        foreach (double value in values)
        {
            max = value > max ? value : max;
        }

        return double.IsFinite(max) ? max : double.NaN;
    }
}
