using Cog.Geo;
using Cog.Header;

namespace Cog.Api.Mosaics;

/// <summary>A mosaic as a map shows it: its box in longitude and latitude stands for its grid.</summary>
internal static class MosaicLayer
{
    private const int Wgs84 = 4326;
    private const int Columns = 4096; // No file has that grid: no more than the box is taken from it.

    /// <summary>The box around boxes; all longitudes when one of them crosses ±180°, and all of the earth around none.</summary>
    public static BoundingBox Around(IEnumerable<BoundingBox> boxes)
    {
        BoundingBox[] all = [.. boxes];
        if (all.Length == 0)
        {
            return new(-180, -90, 180, 90);
        }

        bool isAround = all.Any(box => box.MinX > box.MaxX);
        return new(
            isAround ? -180 : all.Min(b => b.MinX),
            all.Min(b => b.MinY),
            isAround ? 180 : all.Max(b => b.MaxX),
            all.Max(b => b.MaxY)
        );
    }

    /// <summary>The layer of a box.</summary>
    /// <param name="bounds">Longitudes and latitudes; <c>MinX &gt; MaxX</c> across ±180°.</param>
    /// <param name="zooms">The levels that it has in a set.</param>
    public static MapLayer Of(BoundingBox bounds, Func<TileMatrixSet, ZoomRange?> zooms)
    {
        BoundingBox box = WorldAxis.Longitude.Unwrap(bounds);
        double width = Math.Max(box.Width, 1e-9),
            height = Math.Max(box.Height, 1e-9);
        int rows = (int)Math.Clamp(Math.Round(Columns * height / width), 1, Columns * 4);
        var transform = new GeoTransform(width / Columns, 0, box.MinX, 0, -height / rows, box.MaxY);
        return new(DescribedGrid.Of(transform, new(Columns, rows), Wgs84, isGeographic: true)) { OwnZooms = zooms };
    }
}
