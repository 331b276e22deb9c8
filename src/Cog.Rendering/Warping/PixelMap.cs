using Cog.Rendering.Projection;

namespace Cog.Rendering.Warping;

/// <summary>A pixel of a picture's grid to a position in an image, exactly.</summary>
internal sealed class PixelMap
{
    private readonly BoundingBox _bounds;
    private readonly double _columnWidth;
    private readonly double _rowHeight;
    private readonly CrsTransform _toFile;
    private readonly Func<double, double, (double X, double Y)> _toPixel;
    private readonly double? _centreLongitude;

    /// <param name="bounds">The picture's box.</param>
    /// <param name="grid">Columns and rows that the box is divided into.</param>
    /// <param name="toFile">The picture's CRS to the file's.</param>
    /// <param name="toPixel">The file's CRS to the image's columns and rows.</param>
    /// <param name="centreLongitude">For a file in longitude and latitude: its middle. Longitudes are taken within 180 degrees of it, so
    /// that an image across ±180° is whole.</param>
    public PixelMap(
        BoundingBox bounds,
        RasterSize grid,
        CrsTransform toFile,
        Func<double, double, (double X, double Y)> toPixel,
        double? centreLongitude
    )
    {
        (_bounds, _toFile, _toPixel, _centreLongitude) = (bounds, toFile, toPixel, centreLongitude);
        (_columnWidth, _rowHeight) = (bounds.Width / grid.Width, bounds.Height / grid.Height);
    }

    /// <summary>
    /// The image position (columns and rows from the outer corner of its first pixel) of a position on the grid, in the same manner.
    /// </summary>
    /// <returns>NaN, NaN where there is none.</returns>
    public (double X, double Y) At(double column, double row)
    {
        (double x, double y) = _toFile.Transform(_bounds.MinX + (column * _columnWidth), _bounds.MaxY - (row * _rowHeight));
        if (_centreLongitude is { } centre)
        {
            x -= 360 * Math.Round((x - centre) / 360);
        }

        return _toPixel(x, y);
    }

    /// <summary>How many image pixels one grid pixel is wide and high, at a position on the grid; NaN where there is none.</summary>
    public (double X, double Y) ScaleAt(double column, double row)
    {
        (double left, double leftY) = At(column - 0.5, row);
        (double right, double rightY) = At(column + 0.5, row);
        (double top, double topY) = At(column, row - 0.5);
        (double bottom, double bottomY) = At(column, row + 0.5);
        return (double.Hypot(right - left, bottom - top), double.Hypot(rightY - leftY, bottomY - topY));
    }
}
