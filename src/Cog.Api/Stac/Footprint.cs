namespace Cog.Api.Stac;

/// <summary>Where a file lies, in longitude and latitude.</summary>
/// <param name="Geometry">Its outline, cut at ±180° (RFC 7946 section 3.1.9).</param>
/// <param name="Box">West, south, east, north; west is greater than east across ±180°.</param>
/// <remarks>
/// The file's box by its corners and what is set between them, as GDAL transforms a polygon. Degrees of EPSG:4326 itself stay as they are,
/// beyond 180 too.
/// </remarks>
internal sealed record Footprint(StacGeometry Geometry, double[] Box)
{
    private const int Halvings = 60;

    /// <summary>The whole world: of a file that is not placed.</summary>
    public static Footprint Everywhere { get; } = Around(new(-180, -90, 180, 90));

    /// <summary>Where a file lies.</summary>
    /// <param name="header">The file.</param>
    /// <param name="crs">Its CRS.</param>
    /// <param name="densify">Into how many pieces each edge is divided; 0 or 1 for none.</param>
    /// <param name="precision">Decimals; null for all.</param>
    public static Footprint Of(CogHeader header, Crs crs, int densify, int? precision)
    {
        var transform = CrsTransform.Create(crs, Crs.Wgs84);
        if (transform.IsIdentity)
        {
            return Bounded([Corners(header.Bounds)], precision);
        }

        (double X, double Y)[] own = Densified(Corners(header.Bounds), densify),
            ring = [.. own.Select(place => transform.Transform(place.X, place.Y))];
        BoundingBox box = FileBounds.Of(header, Crs.Wgs84);
        if (!ring.All(place => double.IsFinite(place.X) && double.IsFinite(place.Y)))
        {
            return Around(box, precision);
        }

        (bool north, bool south) = FileExtent.PolesInside(header, crs);
        if (north || south)
        {
            return OverPole(own, ring, transform, north ? 90 : -90) is { } polar ? Bounded([polar], precision) : Around(box, precision);
        }

        if (box.MinX > box.MaxX)
        {
            return CutAtAntimeridian(own, transform, (box.MinX + box.MaxX) / 2, precision);
        }

        // Corners at one end of the axis that belong to the other, or a file that is wider inside than at its edges.
        double width = ring.Max(place => place.X) - ring.Min(place => place.X);
        bool isTurned = Area(ring) < 0;
        return width < box.Width / 2 || (isTurned && box.Width > 359)
            ? Around(box, precision)
            : Bounded([isTurned ? [.. ring.Reverse()] : ring], precision);
    }

    // Twice the area of a ring; negative when it runs clockwise.
    private static double Area((double X, double Y)[] ring) =>
        ring.Zip(ring.Skip(1)).Sum(edge => (edge.First.X * edge.Second.Y) - (edge.Second.X * edge.First.Y));

    private static Footprint Around(BoundingBox box, int? precision = null) =>
        box.MinX > box.MaxX
            ? Bounded([Corners(box with { MaxX = 180 }), Corners(box with { MinX = -180 })], precision)
            : Bounded([Corners(box)], precision);

    // Of two rings the first lies west of 180°, the second east of it.
    private static Footprint Bounded(IReadOnlyList<IReadOnlyList<(double X, double Y)>> rings, int? precision)
    {
        (double X, double Y)[][] rounded =
        [
            .. rings.Select(ring =>
                ring.Select(place => precision is { } n ? (Math.Round(place.X, n), Math.Round(place.Y, n)) : place).ToArray()
            ),
        ];
        return new(
            new(rounded),
            [
                rounded[0].Min(place => place.X),
                rounded.Min(ring => ring.Min(place => place.Y)),
                rounded[^1].Max(place => place.X),
                rounded.Max(ring => ring.Max(place => place.Y)),
            ]
        );
    }

    private static Footprint CutAtAntimeridian((double X, double Y)[] own, CrsTransform transform, double gap, int? precision)
    {
        List<(double X, double Y)> west = [],
            east = [];
        for (int i = 0; i < own.Length; i++)
        {
            (double X, double Y) place = Unwrapped(own[i]);
            (place.X <= 180 ? west : east).Add(place.X <= 180 ? place : (place.X - 360, place.Y));
            if (i + 1 < own.Length && (place.X <= 180) != (Unwrapped(own[i + 1]).X <= 180))
            {
                double latitude = Crossing(own[i], own[i + 1], between => Unwrapped(between).X <= 180, transform);
                west.Add((180, latitude));
                east.Add((-180, latitude));
            }
        }

        return west.Count < 3 || east.Count < 3
            ? Bounded([Closed(west.Count < 3 ? east : west)], precision)
            : Bounded([Closed(west), Closed(east)], precision);

        (double X, double Y) Unwrapped((double X, double Y) place)
        {
            (double x, double y) = transform.Transform(place.X, place.Y);
            return (x < gap ? x + 360 : x, y);
        }
    }

    // Once round all longitudes, then along ±180° to the pole and back; null for a ring that does not go round.
    private static List<(double X, double Y)>? OverPole(
        (double X, double Y)[] own,
        (double X, double Y)[] ring,
        CrsTransform transform,
        double pole
    )
    {
        double turn = ring.Zip(ring.Skip(1)).Sum(edge => Turn(edge.First.X, edge.Second.X));
        if (Math.Abs(Math.Abs(turn) - 360) > 1)
        {
            return null;
        }

        if (turn < 0)
        {
            own = [.. own.Reverse()];
            ring = [.. ring.Reverse()];
        }

        int last = Enumerable.Range(0, ring.Length - 1).FirstOrDefault(i => ring[i].X + Turn(ring[i].X, ring[i + 1].X) > 180, -1);
        if (last < 0)
        {
            return null;
        }

        double from = ring[last].X,
            latitude = Crossing(
                own[last],
                own[last + 1],
                place => from + Turn(from, transform.Transform(place.X, place.Y).X) <= 180,
                transform
            );
        List<(double X, double Y)> polygon =
        [
            (-180, latitude),
            .. ring[(last + 1)..^1],
            .. ring[..(last + 1)],
            (180, latitude),
            (180, pole),
            (-180, pole),
            (-180, latitude),
        ];
        if (pole < 0)
        {
            polygon.Reverse(); // Counter-clockwise.
        }

        return polygon;
    }

    // The latitude at which an edge, straight in the file's CRS, leaves where it begins.
    private static double Crossing(
        (double X, double Y) from,
        (double X, double Y) to,
        Func<(double X, double Y), bool> isBefore,
        CrsTransform transform
    )
    {
        bool start = isBefore(from);
        (double low, double high) = (0, 1);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = isBefore(Between(from, to, middle)) == start ? (middle, high) : (low, middle);
        }

        (double x, double y) = Between(from, to, low);
        return transform.Transform(x, y).Y;
    }

    private static double Turn(double from, double to) => Math.IEEERemainder(to - from, 360);

    private static (double X, double Y) Between((double X, double Y) from, (double X, double Y) to, double share) =>
        (from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));

    private static (double X, double Y)[] Corners(BoundingBox box) => [.. StacGeometry.Around(box).Rings[0]];

    private static (double X, double Y)[] Densified((double X, double Y)[] ring, int pieces) =>
        pieces <= 1
            ? ring
            :
            [
                .. ring.Zip(ring.Skip(1))
                    .SelectMany(edge => Enumerable.Range(0, pieces).Select(i => Between(edge.First, edge.Second, (double)i / pieces))),
                ring[^1],
            ];

    private static List<(double X, double Y)> Closed(List<(double X, double Y)> ring) => ring[0] == ring[^1] ? ring : [.. ring, ring[0]];
}
