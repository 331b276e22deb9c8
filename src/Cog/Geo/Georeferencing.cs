namespace Cog.Geo;

/// <summary>
/// Where the image lies, from tags 33550, 33922 and 34264 (GeoTIFF 1.1, OGC 19-008r4 section 7.2 "Coordinate transformations", Annex B.6),
/// by GDAL's precedence.
/// </summary>
/// <param name="Transform">Pixel to CRS; null when the tags give none.</param>
/// <param name="GroundControlPoints">Tie points, where they are all there is.</param>
internal sealed record Georeferencing(GeoTransform? Transform, IReadOnlyList<GroundControlPoint> GroundControlPoints)
{
    public static Georeferencing Of(Ifd image, bool isPixelPoint)
    {
        double[] scale = image.FindNumbers(TagId.ModelPixelScale) ?? [];
        double[] tiePoints = image.FindNumbers(TagId.ModelTiepoint) ?? [];
        double[] matrix = image.FindNumbers(TagId.ModelTransformation) ?? [];
        GeoTransform? transform = null;
        if (scale is [not 0, not 0, ..])
        {
            // A tie point is (column, row, level, x, y, z). Rows run south; GDAL takes a negative scale, which the specification forbids,
            // for that too.
            double a = scale[0],
                e = -Math.Abs(scale[1]);
            transform =
                tiePoints.Length >= 6 ? new(a, 0, tiePoints[3] - (tiePoints[0] * a), 0, e, tiePoints[4] - (tiePoints[1] * e)) : null;
        }
        else if (matrix.Length == 16)
        {
            // Rows of a 4 × 4 matrix.
            transform = new(matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7]);
        }

        if (transform is { } t && isPixelPoint)
        {
            // PixelIsPoint: the tags speak of pixel centres, we of corners.
            (double x, double y) = t.Apply(-0.5, -0.5);
            transform = t with { C = x, F = y };
        }

        if (transform is { } found && !IsFinite(found))
        {
            transform = null;
        }

        return new(transform, transform is null ? PointsOf(tiePoints, isPixelPoint ? 0.5 : 0) : []);
    }

    // A tie point is (column, row, level, x, y, z).
    private static GroundControlPoint[] PointsOf(double[] tiePoints, double shift) =>
        [.. tiePoints.Chunk(6).Where(p => p.Length == 6).Select(p => new GroundControlPoint(p[0] + shift, p[1] + shift, p[3], p[4], p[5]))];

    private static bool IsFinite(GeoTransform t) =>
        double.IsFinite(t.A)
        && double.IsFinite(t.B)
        && double.IsFinite(t.C)
        && double.IsFinite(t.D)
        && double.IsFinite(t.E)
        && double.IsFinite(t.F);
}
