using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>The grid of a file with a pole inside, in a tile matrix set whose x axis runs round the earth.</summary>
/// <remarks>
/// Two corners of such a file are on two sides of the pole: how far they are apart, which is GDAL's measure, says nothing of its pixels. So
/// the pixels themselves are measured, all over what the set shows of the file, and the middle one of them counts.
/// </remarks>
internal static class PoleGrid
{
    /// <summary>Places along each side of the image that are measured.</summary>
    private const int Points = 21;

    /// <summary>The suggested grid of a file with a pole inside.</summary>
    /// <returns>Null for a file without a pole inside, for another kind of set, and where the set shows nothing of the file.</returns>
    public static SuggestedWarpOutput? Of(CogHeader header, Crs crs, TileMatrixSet set)
    {
        if (set.Crs.WorldAxis is not { } axis || crs.WorldAxis is not null || FileExtent.PolesInside(header, crs) is (false, false))
        {
            return null;
        }

        TileMatrix matrix = set.Matrices[0];
        double height = matrix.Resolution * matrix.TileHeight * matrix.MatrixHeight,
            south = matrix.OriginY - height;
        CrsTransform toSet = CrsTransform.Create(crs, set.Crs);
        var sizes = new List<double>();
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < Points * Points; i++)
        {
            double column = (double)header.Image.Width * (i % Points) / (Points - 1),
                row = (double)header.Image.Height * (i / Points) / (Points - 1);
            (double x, double y) = At(column, row);
            if (y >= south && y <= matrix.OriginY && SizeAt(column, row, x, y) is > 0 and var size && double.IsFinite(size))
            {
                sizes.Add(size);
                (low, high) = (Math.Min(low, y), Math.Max(high, y));
            }
        }

        if (sizes.Count == 0 || high <= low)
        {
            return null;
        }

        sizes.Sort();
        double resolution = sizes[sizes.Count / 2];
        return new(new(axis.First, low, axis.Last, high), resolution, Pixels(axis.Circumference), Pixels(high - low));

        (double X, double Y) At(double column, double row)
        {
            (double x, double y) = header.GeoTransform.Apply(column, row);
            return toSet.Transform(x, y);
        }

        // The mean of a pixel's two edges, as a diagonal of many pixels has it.
        double SizeAt(double column, double row, double x, double y)
        {
            ((double x1, double y1), (double x2, double y2)) = (At(column + 1, row), At(column, row + 1));
            (x1, x2) = (axis.Near(x1, x) - x, axis.Near(x2, x) - x);
            (y1, y2) = (y1 - y, y2 - y);
            return Math.Sqrt(((x1 * x1) + (y1 * y1) + (x2 * x2) + (y2 * y2)) / 2);
        }

        int Pixels(double length) => (int)Math.Min((length / resolution) + 0.5, int.MaxValue);
    }
}
