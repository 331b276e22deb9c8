using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Warping;

/// <summary>A position in an image to a position on a picture's grid, exactly: the way back of <see cref="PixelMap"/>.</summary>
internal sealed class GridMap
{
    /// <summary>Points along an edge at which the ways there and back are compared.</summary>
    private const int Points = 11;

    private readonly BoundingBox _bounds;
    private readonly double _columnWidth;
    private readonly double _rowHeight;
    private readonly CrsTransform _toPicture;
    private readonly Func<double, double, (double X, double Y)> _toCrs;
    private readonly double? _centreLongitude;

    private GridMap(PlanRequest request, RasterSize grid, CrsTransform toPicture, Func<double, double, (double X, double Y)> toCrs)
    {
        (_bounds, _toPicture, _toCrs) = (request.Bounds, toPicture, toCrs);
        (_columnWidth, _rowHeight) = (_bounds.Width / grid.Width, _bounds.Height / grid.Height);
        _centreLongitude = request.Crs.IsGeographic ? (_bounds.MinX + _bounds.MaxX) / 2 : null;
    }

    /// <summary>
    /// How far, in pixels of the image, <see cref="PixelMap"/> may be off the way back: less than one, unless control points place the
    /// image, whose two fits are not each other's inverse.
    /// </summary>
    public double Reach { get; private init; } = 1;

    /// <summary>Pixels of a level to pixels of a grid over the picture's box.</summary>
    /// <param name="header">The file.</param>
    /// <param name="level">One of its levels.</param>
    /// <param name="request">The picture, its margin not in its box.</param>
    /// <param name="grid">Columns and rows that the box is divided into.</param>
    /// <param name="toPicture">The file's CRS to the picture's.</param>
    public static GridMap Create(CogHeader header, ImageLevel level, PlanRequest request, RasterSize grid, CrsTransform toPicture)
    {
        if (header.GroundControlFit is not { } fit)
        {
            return new(request, grid, toPicture, header.GeoTransformOf(level).Apply);
        }

        double toImageX = (double)header.Image.Width / level.Width,
            toImageY = (double)header.Image.Height / level.Height;
        return new(request, grid, toPicture, (column, row) => fit.ToCrs(column * toImageX, row * toImageY))
        {
            Reach = 1 + Apart(header, fit),
        };
    }

    private static double Apart(CogHeader header, GroundControlFit fit)
    {
        double most = 0;
        for (int i = 0; i < Points * Points; i++)
        {
            double column = (double)header.Image.Width * (i % Points) / (Points - 1),
                row = (double)header.Image.Height * (i / Points) / (Points - 1);
            (double x, double y) = fit.ToCrs(column, row);
            (double backColumn, double backRow) = fit.ToPixel(x, y);
            most = Math.Max(most, Math.Max(Math.Abs(backColumn - column), Math.Abs(backRow - row)));
        }

        return double.IsNaN(most) ? Math.Max(header.Image.Width, header.Image.Height) : 2 * most;
    }

    /// <summary>The grid position of an image position, both from the outer corner of the first pixel.</summary>
    /// <returns>NaN, NaN where there is none.</returns>
    public (double X, double Y) At(double column, double row)
    {
        (double fileX, double fileY) = _toCrs(column, row);
        (double x, double y) = _toPicture.Transform(fileX, fileY);
        if (_centreLongitude is { } centre)
        {
            x -= 360 * Math.Round((x - centre) / 360);
        }

        return ((x - _bounds.MinX) / _columnWidth, (_bounds.MaxY - y) / _rowHeight);
    }
}
