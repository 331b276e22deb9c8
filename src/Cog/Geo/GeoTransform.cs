namespace Cog;

/// <summary>
/// Pixel to CRS, as an affine map: <c>x = A·column + B·row + C</c>, <c>y = D·column + E·row + F</c> (rasterio's letters).
/// </summary>
/// <remarks>Column and row 0 are the outer corner of the first pixel: PixelIsPoint files are shifted by half a pixel when parsed.</remarks>
public readonly record struct GeoTransform(double A, double B, double C, double D, double E, double F)
{
    /// <summary>What a file without georeferencing has: CRS units are pixels, y counts downwards.</summary>
    public static GeoTransform Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>True when the image is neither rotated nor sheared.</summary>
    public bool IsAxisAligned => B == 0 && D == 0;

    /// <summary>Maps a pixel to CRS coordinates.</summary>
    /// <param name="column">Counted from the left edge of the image: 0.5 is the middle of the first pixel.</param>
    /// <param name="row">Counted from the upper edge of the image.</param>
    public (double X, double Y) Apply(double column, double row) => ((A * column) + (B * row) + C, (D * column) + (E * row) + F);

    /// <summary>The inverse map, from CRS coordinates to pixels.</summary>
    /// <exception cref="InvalidTiffException">The transform has no inverse.</exception>
    public GeoTransform Invert()
    {
        double determinant = (A * E) - (B * D);
        if (determinant == 0 || !double.IsFinite(determinant))
        {
            throw new InvalidTiffException($"The geotransform ({A}, {B}, {C}, {D}, {E}, {F}) has no inverse.");
        }

        double a = E / determinant,
            b = -B / determinant,
            d = -D / determinant,
            e = A / determinant;
        return new(a, b, -((a * C) + (b * F)), d, e, -((d * C) + (e * F)));
    }

    /// <summary>CRS to pixel, for one point: more exact than <see cref="Invert"/>, whose numbers carry the origin's magnitude.</summary>
    /// <exception cref="InvalidTiffException">The transform has no inverse.</exception>
    public (double Column, double Row) ToPixel(double x, double y)
    {
        GeoTransform inverse = Invert();
        (x, y) = (x - C, y - F);
        return IsAxisAligned ? (x / A, y / E) : ((inverse.A * x) + (inverse.B * y), (inverse.D * x) + (inverse.E * y));
    }

    /// <summary>
    /// The same map for an overview, whose pixels are larger by these factors (full size / overview size, each axis for itself).
    /// </summary>
    public GeoTransform Scale(double columnFactor, double rowFactor) =>
        new(A * columnFactor, B * rowFactor, C, D * columnFactor, E * rowFactor, F);

    /// <summary>The box around a raster of this many pixels.</summary>
    public BoundingBox Bounds(int width, int height) =>
        BoundingBox.Around(Apply(0, 0), Apply(width, 0), Apply(0, height), Apply(width, height));
}
