using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>A file's own blocks as a tile matrix set: a level for the image and for each overview, the coarsest first.</summary>
internal static class CogTileMatrixSet
{
    // Overviews round their sizes: the two sides of their pixels differ by up to a pixel in the shorter side.
    private const double SquareWithin = 0.02;

    /// <summary>Describes the blocks of a file.</summary>
    /// <exception cref="UnsupportedTiffException">It is not georeferenced, turned, upside down, or its pixels are not square: a tile matrix
    /// set has one pixel size and runs from its top left corner.</exception>
    /// <exception cref="UnsupportedCrsException">Its CRS is not supported.</exception>
    public static TileMatrixSet Of(CogHeader header, string id)
    {
        Crs crs = Crs.Of(header);
        GeoTransform transform = header.GeoTransform;
        if (!transform.IsAxisAligned || transform.A <= 0 || transform.E >= 0)
        {
            throw new UnsupportedTiffException(
                "The image is turned, mirrored or placed by control points: its blocks are not tile matrix set."
            );
        }

        return new()
        {
            Id = id,
            Title = id,
            Crs = crs,
            Matrices = [.. header.Levels.Reverse().Select((level, zoom) => Matrix(header.GeoTransformOf(level), level.Image, zoom))],
        };
    }

    private static TileMatrix Matrix(GeoTransform transform, Ifd image, int zoom)
    {
        if (Math.Abs((transform.A / -transform.E) - 1) > SquareWithin)
        {
            throw new UnsupportedTiffException(
                $"Pixels of {transform.A} x {-transform.E} units are not square: a tile matrix set has one pixel size."
            );
        }

        return new(zoom, transform.A, transform.C, transform.F, image.BlockWidth, image.BlockHeight, image.BlocksAcross, image.BlocksDown);
    }
}
