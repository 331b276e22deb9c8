using Cog.Geo;

namespace Cog.Rendering.Projection;

/// <summary>The box of a file in another CRS that holds every pixel which has a place there.</summary>
/// <remarks>
/// Edges tell all of a file that lies wholly within its projection's domain and away from the poles: there rasterio's
/// <c>transform_bounds</c> is the answer. Elsewhere (a hemisphere
/// about a pole, a world in an ellipse, a full disk) the inside is looked at, too: a lattice of places, where the domain ends between two
/// of them, and the poles.
/// </remarks>
internal static class FileExtent
{
    /// <summary>The box of a file.</summary>
    /// <returns>In longitude, <c>MinX &gt; MaxX</c> across ±180°. Null when no pixel has a place there.</returns>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    /// <exception cref="UnsupportedTiffException">The file is not georeferenced.</exception>
    public static BoundingBox? Of(CogHeader header, Crs crs)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(crs);
        Crs own = Crs.Of(header);
        CrsTransform transform = CrsTransform.Create(own, crs);
        BoundingBox box = transform.TransformBounds(header.Bounds);
        box = crs.IsGeographic ? WorldAxis.Longitude.Wrap(box) : box;
        bool isFinite = double.IsFinite(box.MinX) && double.IsFinite(box.MinY) && double.IsFinite(box.MaxX) && double.IsFinite(box.MaxY);
        if (transform.IsIdentity || (own.IsGeographic && isFinite))
        {
            return box;
        }

        var search = new ExtentSearch(header, own, transform);
        if (isFinite && search.IsWithin(box))
        {
            return box;
        }

        return search.Box() ?? (isFinite ? box : null);
    }

    /// <summary>Whether the poles are points inside a file with all longitudes around them.</summary>
    internal static (bool North, bool South) PolesInside(CogHeader header, Crs own)
    {
        CrsTransform toFile = CrsTransform.Create(Crs.Wgs84, own, shiftsDatum: false);
        return (IsRoundPole(header, toFile, 90), IsRoundPole(header, toFile, -90));
    }

    private static bool IsRoundPole(CogHeader header, CrsTransform toFile, double latitude)
    {
        (double x, double y) = toFile.Transform(0, latitude);
        (double otherX, double otherY) = toFile.Transform(90, latitude);
        BoundingBox image = header.Bounds;
        if (
            !(
                image.MinX < x
                && x < image.MaxX
                && image.MinY < y
                && y < image.MaxY
                && Math.Abs(x - otherX) + Math.Abs(y - otherY) < 1e-6 * (image.Width + image.Height)
            )
        )
        {
            return false;
        }

        // In an ellipse the pole is the top, and its neighbours of all longitudes lie below.
        (bool west, bool east, bool south, bool north) = (false, false, false, false);
        for (int longitude = -180; longitude < 180; longitude += 45)
        {
            (double nearX, double nearY) = toFile.Transform(longitude, latitude - Math.CopySign(0.5, latitude));
            (west, east, south, north) = (west || nearX < x, east || nearX > x, south || nearY < y, north || nearY > y);
        }

        return west && east && south && north;
    }
}
