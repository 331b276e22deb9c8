namespace Cog.Geo;

/// <summary>
/// Pixel to CRS and back by ground control points: polynomials of least squares, GDAL's (<c>GDALCreateGCPTransformer</c>). Of the first
/// order; of the second from six points on.
/// </summary>
/// <remarks>Each way has its own polynomial: there and back is not quite the same place where points contradict each other.</remarks>
internal sealed class GroundControlFit
{
    private const int PointsForSecondOrder = 6;

    private readonly Polynomial _toCrs;
    private readonly Polynomial _toPixel;

    private GroundControlFit(Polynomial toCrs, Polynomial toPixel, GeoTransform affine) =>
        (_toCrs, _toPixel, Affine) = (toCrs, toPixel, affine);

    /// <summary>
    /// The best affine map (<c>GDALGCPsToGeoTransform</c>, with which rio-tiler places such a file): what is meant where one geotransform
    /// must do.
    /// </summary>
    public GeoTransform Affine { get; }

    /// <summary>Fits a transform to ground control points.</summary>
    /// <returns>Null when there are fewer than three points, or they lie on a line.</returns>
    public static GroundControlFit? Create(IReadOnlyList<GroundControlPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        (double X, double Y)[] pixels = [.. points.Select(p => (p.Column, p.Row))],
            places = [.. points.Select(p => (p.X, p.Y))];
        int order = points.Count >= PointsForSecondOrder ? 2 : 1;
        return
            Polynomial.Fit(pixels, places, 1) is { } affine
            && (Polynomial.Fit(pixels, places, order) ?? affine) is var toCrs
            && (Polynomial.Fit(places, pixels, order) ?? Polynomial.Fit(places, pixels, 1)) is { } toPixel
            ? new(toCrs, toPixel, AffineOf(affine))
            : null;
    }

    /// <summary>Column and row, from the outer corner of the first pixel, to the CRS.</summary>
    public (double X, double Y) ToCrs(double column, double row) => _toCrs.At(column, row);

    /// <summary>CRS to column and row.</summary>
    public (double Column, double Row) ToPixel(double x, double y) => _toPixel.At(x, y);

    private static GeoTransform AffineOf(Polynomial map)
    {
        ((double c, double f), (double x1, double y1), (double x2, double y2)) = (map.At(0, 0), map.At(1, 0), map.At(0, 1));
        (double a, double b, double d, double e) = (x1 - c, x2 - c, y1 - f, y2 - f);

        // What differs by rounding alone is north up.
        double least = 1e-9 * Math.Max(Math.Max(Math.Abs(a), Math.Abs(b)), Math.Max(Math.Abs(d), Math.Abs(e)));
        return new(a, Math.Abs(b) < least ? 0 : b, c, Math.Abs(d) < least ? 0 : d, e, f);
    }
}
