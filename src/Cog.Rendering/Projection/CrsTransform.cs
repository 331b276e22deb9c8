using Cog.Geo;

namespace Cog.Rendering.Projection;

/// <summary>Coordinates of one CRS to another, by way of longitude and latitude. Immutable, safe for concurrent calls.</summary>
/// <remarks>Datums are taken as one: the supported ones agree within a metre.</remarks>
public sealed class CrsTransform
{
    private readonly Crs _from;
    private readonly Crs _to;

    private CrsTransform(Crs from, Crs to) => (_from, _to) = (from, to);

    /// <summary>Builds the way from one CRS to another.</summary>
    public static CrsTransform Create(Crs from, Crs to) => new(from, to);

    /// <summary>True when both are the same: coordinates pass unchanged.</summary>
    public bool IsIdentity => _from.IsSame(_to);

    /// <summary>The way back.</summary>
    public CrsTransform Inverse() => new(_to, _from);

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
            (x[i], y[i]) = Transform(x[i], y[i]);
        }
    }

    /// <summary>Transforms one point. Outside the projection's domain: NaN, NaN.</summary>
    public (double X, double Y) Transform(double x, double y)
    {
        if (IsIdentity)
        {
            return (x, y);
        }

        if (_from.Kernel is { } from)
        {
            (double longitude, double latitude) = from.Unproject(x * _from.MetersPerUnit, y * _from.MetersPerUnit);
            (x, y) = (ProjectionKernel.Wrap(longitude) / ProjectionKernel.Degree, latitude / ProjectionKernel.Degree);
        }

        if (_to.Kernel is { } to)
        {
            double z = 0;
            to.Transform(ref x, ref y, ref z);
            (x, y) = (x / _to.MetersPerUnit, y / _to.MetersPerUnit);
        }

        return double.IsFinite(x) && double.IsFinite(y) ? (x, y) : (double.NaN, double.NaN);
    }

    /// <summary>The box around a transformed box, its edges densified (rasterio's <c>transform_bounds</c>, 21 points an edge).</summary>
    /// <param name="bounds">In longitude, <c>MinX &gt; MaxX</c> is a box across ±180°.</param>
    /// <param name="densify">Points on an edge, corners aside.</param>
    /// <returns>In longitude, <c>MinX &gt; MaxX</c> when the box crosses ±180°; with a pole inside, all longitudes up to that pole. NaN when no point can be transformed.</returns>
    public BoundingBox TransformBounds(BoundingBox bounds, int densify = 21)
    {
        if (IsIdentity)
        {
            return bounds;
        }

        double right = _from.IsGeographic && bounds.MinX > bounds.MaxX ? bounds.MaxX + 360 : bounds.MaxX;
        double[] x = new double[4 * (densify + 1)], y = new double[x.Length];
        for (int i = 0; i <= densify; i++)
        {
            double along = i / (densify + 1.0), width = right - bounds.MinX, height = bounds.Height;
            int side = densify + 1;
            (x[i], y[i]) = (bounds.MinX + (along * width), bounds.MaxY);
            (x[side + i], y[side + i]) = (right, bounds.MaxY - (along * height));
            (x[(2 * side) + i], y[(2 * side) + i]) = (right - (along * width), bounds.MinY);
            (x[(3 * side) + i], y[(3 * side) + i]) = (bounds.MinX, bounds.MinY + (along * height));
        }

        Transform(x, y);
        double turn = _to.IsGeographic ? Unwrap(x) : 0;
        double minX = Min(x), maxX = Max(x), minY = Min(y), maxY = Max(y);

        if (Math.Abs(turn) > 180)
        {
            // The edge runs once round a pole: the one on the side of its points.
            return minY + maxY > 0 ? new(-180, minY, 180, 90) : new(-180, -90, 180, maxY);
        }

        if (_to.IsGeographic)
        {
            if (maxX - minX >= 360)
            {
                return new(-180, minY, 180, maxY);
            }

            double shift = minX < -180 ? 360 : minX >= 180 ? -360 : 0;
            (minX, maxX) = (minX + shift, maxX + shift);
            maxX = maxX > 180 ? maxX - 360 : maxX;
        }

        return new(minX, minY, maxX, maxY);
    }

    /// <summary>Takes the jumps of 360 degrees out of longitudes along a closed line.</summary>
    /// <returns>How far the line has turned when it is closed again: 0, or ±360 round a pole.</returns>
    private static double Unwrap(Span<double> longitudes)
    {
        double first = double.NaN, last = double.NaN;
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
                longitude -= 360 * Math.Round((longitude - last) / 360);
            }

            last = longitude;
        }

        return 360 * Math.Round((last - first) / 360);
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
