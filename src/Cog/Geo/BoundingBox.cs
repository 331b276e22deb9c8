namespace Cog;

/// <summary>
/// A rectangle in the units of a CRS; x is easting or longitude, whatever the CRS's own axis order (GDAL's "traditional GIS order").
/// </summary>
public readonly record struct BoundingBox(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>The least box with all points.</summary>
    internal static BoundingBox Around(params ReadOnlySpan<(double X, double Y)> points)
    {
        double minX = double.PositiveInfinity,
            minY = minX,
            maxX = double.NegativeInfinity,
            maxY = maxX;
        foreach ((double x, double y) in points)
        {
            (minX, maxX) = (Math.Min(minX, x), Math.Max(maxX, x));
            (minY, maxY) = (Math.Min(minY, y), Math.Max(maxY, y));
        }

        return new(minX, minY, maxX, maxY);
    }

    /// <summary>From west to east, in units of the CRS.</summary>
    public double Width => MaxX - MinX;

    /// <summary>From south to north, in units of the CRS.</summary>
    public double Height => MaxY - MinY;

    /// <summary>True when the two share some area; touching edges share none.</summary>
    public bool Overlaps(BoundingBox other) => MinX < other.MaxX && other.MinX < MaxX && MinY < other.MaxY && other.MinY < MaxY;

    /// <summary>True for finite numbers in order.</summary>
    public bool IsValid =>
        double.IsFinite(MinX) && double.IsFinite(MinY) && double.IsFinite(MaxX) && double.IsFinite(MaxY) && MinX < MaxX && MinY < MaxY;
}
