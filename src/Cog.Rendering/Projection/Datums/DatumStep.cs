namespace Cog.Rendering.Projection.Datums;

/// <summary>Longitude and latitude on one datum to those on another, by way of WGS 84.</summary>
internal sealed class DatumStep
{
    private readonly CrsDefinition _from;
    private readonly CrsDefinition _to;
    private readonly bool _isPerPoint;
    private readonly Helmert? _fromShift;
    private readonly Helmert? _toShift;

    private DatumStep(CrsDefinition from, CrsDefinition to, BoundingBox? area)
    {
        (_from, _to) = (from, to);
        _isPerPoint = area is null;
        if (area is { } data)
        {
            (_fromShift, _toShift) = (from.Shifts.For(data), to.Shifts.For(data));
        }
    }

    /// <summary>The step between two CRSs; null when there is nothing to do.</summary>
    /// <param name="from">The one the coordinates are on.</param>
    /// <param name="to">The one they are wanted on.</param>
    /// <param name="area">Degrees around the data, which one shift is chosen for; null: each point has its own.</param>
    public static DatumStep? Between(CrsDefinition from, CrsDefinition to, BoundingBox? area)
    {
        if (from.Shifts == to.Shifts || (from.Shifts.IsNone && to.Shifts.IsNone))
        {
            return null;
        }

        DatumStep step = new(from, to, area);
        return step._isPerPoint || !step.DoesNothing(step._fromShift, step._toShift) ? step : null;
    }

    /// <summary>Radians to radians. Where no shift has an area around the point, it stays where it is.</summary>
    public (double Longitude, double Latitude) Shift(double longitude, double latitude)
    {
        Helmert? from = _fromShift,
            to = _toShift;
        if (_isPerPoint)
        {
            (double x, double y) = (MapProjection.Wrap(longitude) / AngleUnits.Degree, latitude / AngleUnits.Degree);
            (from, to) = (_from.Shifts.At(x, y), _to.Shifts.At(x, y));
        }

        if (DoesNothing(from, to))
        {
            return (longitude, latitude);
        }

        // Without a shift, coordinates on a datum are taken for those on WGS 84.
        Geocentric point = from is { } forth
            ? forth.Apply(Geocentric.From(longitude, latitude, _from.Ellipsoid))
            : Geocentric.From(longitude, latitude, Ellipsoid.Wgs84);
        return to is { } back ? back.Undo(point).On(_to.Ellipsoid) : point.On(Ellipsoid.Wgs84);
    }

    /// <summary>A shift by nothing, between figures that are alike to a fraction of a millimetre, is left out.</summary>
    private bool DoesNothing(Helmert? from, Helmert? to) =>
        (from is not { } forth || (forth.IsZero && IsLikeWgs84(_from.Ellipsoid)))
        && (to is not { } back || (back.IsZero && IsLikeWgs84(_to.Ellipsoid)));

    private static bool IsLikeWgs84(Ellipsoid ellipsoid) =>
        ellipsoid.SemiMajorAxis == Ellipsoid.Wgs84.SemiMajorAxis
        && Math.Abs(ellipsoid.InverseFlattening - Ellipsoid.Wgs84.InverseFlattening) < 1e-4;
}
