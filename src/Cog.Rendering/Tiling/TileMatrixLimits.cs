using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>
/// Which tiles of a level can show a file (OGC 17-083r4, "Tile matrix set limits"). Some of them may be empty; all others are.
/// </summary>
/// <param name="Zoom">The level.</param>
/// <param name="MinTileRow">The first row.</param>
/// <param name="MaxTileRow">The last row, included.</param>
/// <param name="MinTileCol">The first column.</param>
/// <param name="MaxTileCol">The last column, included.</param>
internal readonly record struct TileMatrixLimits(int Zoom, long MinTileRow, long MaxTileRow, long MinTileCol, long MaxTileCol)
{
    /// <summary>Points along each side of the image that are placed in the set's CRS.</summary>
    private const int Points = 33;

    /// <summary>A file that ends where a tile begins shares nothing with it, although numbers are rounded: part of a tile.</summary>
    private const double Touching = 1e-6;

    /// <summary>The limits of some levels; none for one that the file does not reach.</summary>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    /// <exception cref="UnsupportedTiffException">The file is not georeferenced.</exception>
    public static IReadOnlyList<TileMatrixLimits> Of(CogHeader header, TileMatrixSet set, ZoomRange zooms)
    {
        BoundingBox area = AreaOf(header, set);
        var limits = new List<TileMatrixLimits>();
        for (int zoom = Math.Max(zooms.MinZoom, set.MinZoom); set.MatrixAt(zoom) is { } matrix && zoom <= zooms.MaxZoom; zoom++)
        {
            double width = matrix.Resolution * matrix.TileWidth,
                height = matrix.Resolution * matrix.TileHeight;
            (long left, long right) = Range((area.MinX - matrix.OriginX) / width, (area.MaxX - matrix.OriginX) / width, matrix.MatrixWidth);
            (long top, long bottom) = Range(
                (matrix.OriginY - area.MaxY) / height,
                (matrix.OriginY - area.MinY) / height,
                matrix.MatrixHeight
            );
            if (left <= right && top <= bottom)
            {
                limits.Add(new(zoom, top, bottom, left, right));
            }
        }

        return limits;
    }

    private static (long First, long Last) Range(double start, double end, long count) =>
        ((long)Math.Clamp(Math.Floor(start + Touching), 0, count), (long)Math.Clamp(Math.Ceiling(end - Touching), 0, count) - 1);

    // A box around the image: its edges alone would miss a pole inside it.
    private static BoundingBox AreaOf(CogHeader header, TileMatrixSet set)
    {
        CrsTransform toSet = CrsTransform.Create(Crs.Of(header), set.Crs);
        BoundingBox area = toSet.TransformBounds(header.Bounds);
        if (set.Crs.IsGeographic && WorldAxis.Longitude.Wrap(area) is var place)
        {
            // On both sides of ±180°: limits are one range.
            area = place.MinX > place.MaxX ? place with { MinX = -180, MaxX = 180 } : place;
        }

        if (toSet.IsIdentity)
        {
            return area;
        }

        for (int i = 0; i < Points * Points; i++)
        {
            (double x, double y) = header.GeoTransform.Apply(
                (double)header.Image.Width * (i % Points) / (Points - 1),
                (double)header.Image.Height * (i / Points) / (Points - 1)
            );
            (x, y) = toSet.Transform(x, y);
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                area = double.IsFinite(area.MinX)
                    ? new(Math.Min(area.MinX, x), Math.Min(area.MinY, y), Math.Max(area.MaxX, x), Math.Max(area.MaxY, y))
                    : new(x, y, x, y);
            }
        }

        if (FileExtent.Of(header, set.Crs) is { } box)
        {
            box = box.MinX > box.MaxX ? box with { MinX = -180, MaxX = 180 } : box;
            area = double.IsFinite(area.MinX)
                ? new(
                    Math.Min(area.MinX, box.MinX),
                    Math.Min(area.MinY, box.MinY),
                    Math.Max(area.MaxX, box.MaxX),
                    Math.Max(area.MaxY, box.MaxY)
                )
                : box;
        }

        // All around a pole, and up to it, which may be infinitely far.
        return set.Crs.WorldAxis is { } axis && FileExtent.PolesInside(header, Crs.Of(header)) is var (north, south) && (north || south)
            ? new(axis.First, south ? double.NegativeInfinity : area.MinY, axis.Last, north ? double.PositiveInfinity : area.MaxY)
            : area;
    }
}
