using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Warping;

/// <summary>A picture and an image in different CRSs: how their pixels compare, and where one lies in the other.</summary>
internal sealed class PlanGeometry
{
    // Pictures of several map tiles are measured as one of them is.
    private static readonly RasterSize s_tile = new(256, 256);

    // A grid never has more pixels along an axis than this many times the picture's: an image without overviews would make it as large as
    // itself.
    private const int MaxGridRatio = 32;

    // A grid by a local scale has at most this many pixels for one of the level: near a pole, or the edge of a map of the world, that scale
    // says nothing of the rest.
    private const int MaxGridShare = 4;

    // Points along an edge when one image is placed in the other.
    private const int FootprintPoints = 21;

    private readonly CogHeader _header;
    private readonly PlanRequest _request;
    private readonly CrsTransform _toFile;
    private readonly double? _centreLongitude;

    // Points of the image, row by row, in columns and rows of the picture.
    private readonly double[] _x = new double[FootprintPoints * FootprintPoints];
    private readonly double[] _y = new double[FootprintPoints * FootprintPoints];
    private readonly bool _isLocal;

    public PlanGeometry(CogHeader header, PlanRequest request, Crs fileCrs, CrsTransform toFile)
    {
        (_header, _request, _toFile) = (header, request, toFile);
        _centreLongitude = fileCrs.IsGeographic ? (header.Bounds.MinX + header.Bounds.MaxX) / 2 : null;
        PlacePoints();

        double step = Math.Max(request.Bounds.Width / request.Size.Width, request.Bounds.Height / request.Size.Height);
        double natural = step / Natural(header, request.Crs, fileCrs, toFile).Resolution;
        double local = LocalScale();

        // The natural resolution is one for the whole file, so tiles agree; it is of no use when the image wraps round the picture's CRS,
        // or far from the middle of a world.
        _isLocal = double.IsFinite(local) && local > 0 && !(natural < 2 * local && local < 2 * natural);
        TargetScale = _isLocal ? local : natural;
    }

    /// <summary>Image pixels in one pixel of the picture.</summary>
    public double TargetScale { get; }

    /// <summary>What is planned as one: a tile; a picture of whole tiles is their mosaic, to the last bit.</summary>
    private RasterSize Unit =>
        _request.Size.Width % s_tile.Width == 0 && _request.Size.Height % s_tile.Height == 0 ? s_tile : _request.Size;

    /// <summary>rio-tiler's <c>tile_exists</c>: the boxes share some area; a box that cannot be transformed counts as inside.</summary>
    public static bool Overlaps(BoundingBox image, BoundingBox picture, bool isGeographic)
    {
        if (
            !double.IsFinite(picture.MinX)
            || !double.IsFinite(picture.MinY)
            || !double.IsFinite(picture.MaxX)
            || !double.IsFinite(picture.MaxY)
        )
        {
            return true;
        }

        if (!isGeographic)
        {
            return image.Overlaps(picture);
        }

        // Longitudes repeat.
        double right = picture.MaxX < picture.MinX ? picture.MaxX + 360 : picture.MaxX;
        for (int turn = -360; turn <= 360; turn += 360)
        {
            if (image.Overlaps(picture with { MinX = picture.MinX + turn, MaxX = right + turn }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pixels of a level between two positions, clipped to the level; empty when there are none.</summary>
    public static PixelWindow Clip(ImageLevel level, double left, double top, double right, double bottom)
    {
        int x = Clamp(Math.Floor(left), level.Width),
            y = Clamp(Math.Floor(top), level.Height);
        int endX = Clamp(Math.Ceiling(right), level.Width),
            endY = Clamp(Math.Ceiling(bottom), level.Height);
        return endX > x && endY > y ? new(x, y, endX - x, endY - y) : default;

        static int Clamp(double position, int size) => (int)Math.Clamp(double.IsNaN(position) ? 0 : position, 0, size);
    }

    /// <summary>
    /// The grid that shows a level pixel for pixel over the picture's box; the picture's own when it is finer than the level.
    /// </summary>
    public RasterSize GridSize(ImageLevel level)
    {
        // GDAL: the size at full resolution first, and that divided by the overview's ratio of columns, for rows too. Of a picture of
        // several tiles, tile by tile.
        RasterSize size = _request.Size,
            unit = Unit;
        if (_isLocal && _request is { Resampling: Resampling.Nearest, WarpResampling: Resampling.Nearest })
        {
            return size; // Nothing is shrunk, and there the virtual file of rio-tiler is no finer either.
        }

        (int width, int height) = NativeUnit(level);
        if (TargetScale <= 1 || width <= unit.Width || height <= unit.Height)
        {
            return size;
        }

        RasterSize grid = Grid(1);
        PixelWindow whole = new(0, 0, grid.Width, grid.Height),
            shown = Around(grid) is { } known ? whole.Intersect(known) ?? default : whole;
        double most = Math.Max((double)MaxGridShare * level.Width * level.Height, (double)size.Width * size.Height),
            count = (double)shown.Width * shown.Height;
        return _isLocal && count > most ? Grid(Math.Sqrt(most / count)) : grid;

        RasterSize Grid(double share) =>
            new(
                Math.Max(unit.Width, (int)(Math.Min(width, MaxGridRatio * unit.Width) * share)) * (size.Width / unit.Width),
                Math.Max(unit.Height, (int)(Math.Min(height, MaxGridRatio * unit.Height) * share)) * (size.Height / unit.Height)
            );
    }

    /// <summary>
    /// How many pixels of a grid stand for one of the grid that shows a level pixel for pixel: less than 1 where that one would have too
    /// many.
    /// </summary>
    public double ShareOf(ImageLevel level, RasterSize grid)
    {
        (int width, int height) = NativeUnit(level);
        RasterSize size = _request.Size;
        double columns = (double)width * (size.Width / Unit.Width),
            rows = (double)height * (size.Height / Unit.Height);
        return grid == size ? 1 : grid.Width / columns * (grid.Height / rows);
    }

    // Columns and rows that show a tile's worth of the picture at a level's own resolution.
    private (int Width, int Height) NativeUnit(ImageLevel level)
    {
        double ratio = (double)_header.Image.Width / level.Width;
        return (Divide(Unit.Width * TargetScale), Divide(Unit.Height * TargetScale));

        int Divide(double full) => (int)((Math.Round(Math.Min(full, int.MaxValue / 2)) / ratio) + 0.5);
    }

    /// <summary>How far the kernels of a warp to a grid are widened, tile by tile.</summary>
    public WarpStretch StretchOf(PixelMap map, RasterSize grid, PixelWindow area)
    {
        double ratioX = (double)grid.Width / _request.Size.Width,
            ratioY = (double)grid.Height / _request.Size.Height;

        // The corners of an area have a row and a column more.
        PixelWindow corners = area with { Width = area.Width + 1, Height = area.Height + 1 };
        return WarpStretch.Create(map, corners, tile => MiddleOf(tile, grid), (Unit.Width * ratioX, Unit.Height * ratioY));
    }

    /// <summary>Pixels of a grid over the picture's box to pixels of a level.</summary>
    public PixelMap MapTo(ImageLevel level, RasterSize grid) => new(_request.Bounds, grid, _toFile, ToPixel(level), _centreLongitude);

    /// <summary>The grid pixels that can show the image, within the picture and what is around it.</summary>
    public PixelWindow Footprint(RasterSize grid, int aroundX, int aroundY)
    {
        PixelWindow whole = new(-aroundX, -aroundY, grid.Width + (2 * aroundX), grid.Height + (2 * aroundY));
        return Around(grid) is { } known ? whole.Intersect(known) ?? default : whole;
    }

    /// <summary>A generous box around the image, in grid pixels; null when that cannot be told.</summary>
    private PixelWindow? Around(RasterSize grid)
    {
        // Between two points the image bulges by less than they are apart; where it wraps, that is the whole world.
        (double marginX, double marginY) = (LargestStep(_x), LargestStep(_y));
        if (double.IsNaN(marginX) || double.IsNaN(marginY))
        {
            return null;
        }

        double ratioX = (double)grid.Width / _request.Size.Width,
            ratioY = (double)grid.Height / _request.Size.Height;
        int left = Floor((_x.Min() - marginX) * ratioX),
            right = Floor((_x.Max() + marginX) * ratioX) + 1;
        int top = Floor((_y.Min() - marginY) * ratioY),
            bottom = Floor((_y.Max() + marginY) * ratioY) + 1;
        return new(left, top, right - left, bottom - top);

        static int Floor(double value) => (int)Math.Clamp(Math.Floor(value), -(1 << 29), 1 << 29);
    }

    private void PlacePoints()
    {
        CrsTransform fromFile = _toFile.Inverse();
        double columnWidth = _request.Bounds.Width / _request.Size.Width,
            rowHeight = _request.Bounds.Height / _request.Size.Height;

        // A picture beyond the end of the axis has numbers of its own for what lies on the other side.
        WorldAxis? beyond =
            _request.Crs.WorldAxis is { } axis && (_request.Bounds.MinX < axis.First || _request.Bounds.MaxX > axis.Last) ? axis : null;
        double centre = (_request.Bounds.MinX + _request.Bounds.MaxX) / 2;
        for (int i = 0; i < _x.Length; i++)
        {
            double column = (double)_header.Image.Width * (i % FootprintPoints) / (FootprintPoints - 1),
                row = (double)_header.Image.Height * (i / FootprintPoints) / (FootprintPoints - 1);
            (double fileX, double fileY) = _header.GroundControlFit?.ToCrs(column, row) ?? _header.GeoTransform.Apply(column, row);
            (double pictureX, double pictureY) = fromFile.Transform(fileX, fileY);
            pictureX = beyond?.Near(pictureX, centre) ?? pictureX;
            (_x[i], _y[i]) = ((pictureX - _request.Bounds.MinX) / columnWidth, (_request.Bounds.MaxY - pictureY) / rowHeight);
        }
    }

    private Func<double, double, (double X, double Y)> ToPixel(ImageLevel level)
    {
        if (_header.GroundControlFit is not { } fit)
        {
            return _header.GeoTransformOf(level).Invert().Apply;
        }

        double toLevelX = (double)level.Width / _header.Image.Width,
            toLevelY = (double)level.Height / _header.Image.Height;
        return (x, y) =>
        {
            (double column, double row) = fit.ToPixel(x, y);
            return (column * toLevelX, row * toLevelY);
        };
    }

    private static SuggestedWarpOutput Natural(CogHeader header, Crs pictureCrs, Crs fileCrs, CrsTransform toFile)
    {
        (BoundingBox bounds, int rows, _) = SuggestedWarpOutput.WithinMercator(header, fileCrs, pictureCrs);
        return SuggestedWarpOutput.Of(bounds, header.Image.Width, rows, toFile.Inverse());
    }

    /// <summary>Image pixels in one pixel of the picture, in the middle of what they share; NaN where that cannot be told.</summary>
    private double LocalScale()
    {
        RasterSize size = _request.Size;
        (double middleX, double middleY) = MiddleOf(new(0, 0, size.Width, size.Height), size) ?? (0, 0);
        (double x, double y) = MapTo(_header.Levels[0], size).ScaleAt(middleX, middleY);
        return Math.Sqrt(x * y);
    }

    /// <summary>
    /// A position, about the middle, of what a part of a grid shows of the image: a point of the image, for an image across the
    /// antimeridian may have two parts
    /// and nothing between them; where none is, the middle of what may show it.
    /// </summary>
    private (double X, double Y)? MiddleOf(PixelWindow part, RasterSize grid)
    {
        double ratioX = (double)grid.Width / _request.Size.Width,
            ratioY = (double)grid.Height / _request.Size.Height;
        int[] shown =
        [
            .. Enumerable
                .Range(0, _x.Length)
                .Where(i =>
                    _x[i] * ratioX > part.X && _x[i] * ratioX < part.Right && _y[i] * ratioY > part.Y && _y[i] * ratioY < part.Bottom
                ),
        ];
        if (shown.Length > 0)
        {
            int middle = shown[shown.Length / 2];
            return (_x[middle] * ratioX, _y[middle] * ratioY);
        }

        PixelWindow? rest = Around(grid) is { } known ? part.Intersect(known) : part;
        return rest is { } r ? (r.X + (r.Width / 2.0), r.Y + (r.Height / 2.0)) : null;
    }

    private static double LargestStep(double[] values)
    {
        double largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double along = i % FootprintPoints == 0 ? 0 : Math.Abs(values[i] - values[i - 1]);
            double across = i < FootprintPoints ? 0 : Math.Abs(values[i] - values[i - FootprintPoints]);
            largest = Math.Max(largest, Math.Max(along, across));
        }

        return largest;
    }
}
