using Cog.Geo;
using Cog.Hosting.Aws;

namespace Cog.Api.Mosaics;

/// <summary>
/// Boxes as cells of WebMercatorQuad: an object stands in the few cells of one level that it lies in, the finest whose cells are not
/// smaller than it is.
/// </summary>
internal static class PlaceCells
{
    /// <summary>The levels that objects are entered at: every third one, so that whoever looks for them asks for few.</summary>
    public static readonly int[] Levels = [0, 3, 6, 9, 12, 15, 18, 21];

    private const int MaxCells = 4;

    private static readonly TileMatrixSet s_set = TileMatrixSets.Registered.Find("WebMercatorQuad")!;
    private static readonly CrsTransform s_toSet = CrsTransform.Create(Crs.Wgs84, s_set.Crs);

    /// <summary>The cells of an object.</summary>
    /// <param name="box">Longitudes and latitudes; <c>MinX &gt; MaxX</c> across ±180°.</param>
    public static (int Level, IReadOnlyList<string> Cells) Of(BoundingBox box)
    {
        foreach (int level in Levels.Reverse())
        {
            if (KeysAt(level, box, MaxCells) is { } keys)
            {
                return (level, [.. keys.Select(key => PlaceTable.CellOf(level, key.ToString()))]);
            }
        }

        return (0, [PlaceTable.CellOf(0, "")]);
    }

    /// <summary>The tiles, of the finest level where they are few, that hold a box.</summary>
    public static IReadOnlyList<Quadkey> Around(BoundingBox box)
    {
        for (int level = Levels[^1]; level > 0; level--)
        {
            if (KeysAt(level, box, MaxCells) is { } keys)
            {
                return keys;
            }
        }

        return [new(0, 0)];
    }

    /// <summary>Metres of a pixel of a file, about: its diagonal on the ground by that in pixels.</summary>
    /// <param name="box">Longitudes and latitudes.</param>
    /// <param name="image">Its columns and rows.</param>
    public static double ResolutionOf(BoundingBox box, RasterSize image)
    {
        const double MetersPerDegree = 111_320;
        BoundingBox whole = WorldAxis.Longitude.Unwrap(box);
        double x = whole.Width * MetersPerDegree * Math.Cos((whole.MinY + whole.MaxY) / 2 * Math.PI / 180);
        return double.Hypot(x, whole.Height * MetersPerDegree) / double.Hypot(image.Width, image.Height);
    }

    // Null when there are more of them.
    private static List<Quadkey>? KeysAt(int level, BoundingBox box, int most)
    {
        var keys = new List<Quadkey>();
        foreach (BoundingBox part in new MosaicPlace(box).Parts)
        {
            (long left, long top) = TileAt(level, part.MinX, part.MaxY);
            (long right, long bottom) = TileAt(level, part.MaxX, part.MinY);
            if ((right - left + 1) * (bottom - top + 1) > most)
            {
                return null;
            }

            for (long x = left; x <= right; x++)
            {
                for (long y = top; y <= bottom; y++)
                {
                    keys.Add(Quadkey.Of(new(level, x, y))!.Value);
                }
            }
        }

        return keys.Count > 2 * most ? null : keys;
    }

    private static (long X, long Y) TileAt(int level, double longitude, double latitude)
    {
        TileMatrix matrix = s_set.MatrixAt(level)!;
        (double x, double y) = s_toSet.Transform(longitude, Math.Clamp(latitude, -85.0511, 85.0511));
        double side = matrix.Resolution * matrix.TileWidth;
        return (
            (long)Math.Clamp(Math.Floor((x - matrix.OriginX) / side), 0, matrix.MatrixWidth - 1),
            (long)Math.Clamp(Math.Floor((matrix.OriginY - y) / side), 0, matrix.MatrixHeight - 1)
        );
    }
}
