using System.Text.Json;

namespace Cog.Stac;

/// <summary>The box of an item.</summary>
internal static class StacBounds
{
    // A geometry of more points has a bbox, or is none that decides a box.
    private const int MaxPoints = 100_000;

    /// <summary><c>bbox</c>, of four numbers or six, else that of the geometry; null when there is neither.</summary>
    public static BoundingBox? Of(JsonElement item) =>
        item.Numbers("bbox", 6) switch
        {
            [var west, var south, var east, var north] => Valid(west, south, east, north),
            [var west, var south, _, var east, var north, _] => Valid(west, south, east, north),
            _ => null,
        } ?? AroundGeometry(item.Object("geometry") ?? default);

    private static BoundingBox? Valid(double west, double south, double east, double north) =>
        south <= north && south >= -90 && north <= 90 && Math.Abs(west) <= 360 && Math.Abs(east) <= 360
            ? new(west, south, east, north)
            : null;

    private static BoundingBox? AroundGeometry(JsonElement geometry)
    {
        double west = double.PositiveInfinity,
            south = double.PositiveInfinity,
            east = double.NegativeInfinity,
            north = double.NegativeInfinity;
        int left = MaxPoints;
        foreach (JsonElement part in geometry.Array("coordinates"))
        {
            Walk(part);
        }

        return west <= east ? Valid(west, south, east, north) : null;

        // As deep as the document may be nested.
        void Walk(JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Array || left <= 0)
            {
                return;
            }

            if (element.GetArrayLength() >= 2 && element[0].Number() is { } x && element[1].Number() is { } y)
            {
                left--;
                (west, east) = (Math.Min(west, x), Math.Max(east, x));
                (south, north) = (Math.Min(south, y), Math.Max(north, y));
                return;
            }

            foreach (JsonElement part in element.EnumerateArray())
            {
                Walk(part);
            }
        }
    }
}
