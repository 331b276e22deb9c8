using Cog.Geo;
using Cog.Header;
using Cog.Reading;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Warping;

/// <summary>A picture and an image in different CRSs: how their pixels compare, and where one lies in the other.</summary>
internal sealed class PlanGeometry
{
    /// <summary>Pixels along the edge of a map tile: warped spans start anew there.</summary>
    public const int Unit = 256;

    /// <summary>A grid never has more pixels along an axis than this many times the picture's: an image without overviews would make it as large as itself.</summary>
    private const int MaxGridRatio = 16;

    /// <summary>Beyond it Web Mercator stretches without end (rio-tiler clamps there too).</summary>
    private const double MaxMercatorLatitude = 85.06;

    /// <summary>Points along an edge when one image is placed in the other.</summary>
    private const int FootprintPoints = 21;

    private readonly CogHeader _header;
    private readonly PlanRequest _request;
    private readonly CrsTransform _toFile;
    private readonly double? _centreLongitude;

    public PlanGeometry(CogHeader header, PlanRequest request, Crs fileCrs, CrsTransform toFile)
    {
        (_header, _request, _toFile) = (header, request, toFile);
        _centreLongitude = fileCrs.IsGeographic ? (header.Bounds.MinX + header.Bounds.MaxX) / 2 : null;

        double step = Math.Max(request.Bounds.Width / request.Size.Width, request.Bounds.Height / request.Size.Height);
        double natural = step / Natural(header, request.Crs, fileCrs, toFile).Resolution;
        double local = LocalScale();

        // The natural resolution is one for the whole file, so tiles agree; it is of no use when the image wraps round the picture's CRS, or far from the middle of a world.
        TargetScale = double.IsFinite(local) && local > 0 && !(natural < 2 * local && local < 2 * natural) ? local : natural;
    }

    /// <summary>Image pixels in one pixel of the picture.</summary>
    public double TargetScale { get; }

    /// <summary>rio-tiler's <c>tile_exists</c>: the boxes share some area; a box that cannot be transformed counts as inside.</summary>
    public static bool Overlaps(BoundingBox image, BoundingBox picture, bool isGeographic)
    {
        if (!double.IsFinite(picture.MinX) || !double.IsFinite(picture.MinY) || !double.IsFinite(picture.MaxX) || !double.IsFinite(picture.MaxY))
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
        int x = Clamp(Math.Floor(left), level.Width), y = Clamp(Math.Floor(top), level.Height);
        int endX = Clamp(Math.Ceiling(right), level.Width), endY = Clamp(Math.Ceiling(bottom), level.Height);
        return endX > x && endY > y ? new(x, y, endX - x, endY - y) : default;

        static int Clamp(double position, int size) => (int)Math.Clamp(double.IsNaN(position) ? 0 : position, 0, size);
    }

    /// <summary>The grid that shows a level pixel for pixel over the picture's box; the picture's own when it is finer than the level.</summary>
    public RasterSize GridSize(ImageLevel level)
    {
        // GDAL: the size at full resolution first, and that divided by the overview's ratio of columns, for rows too.
        double ratio = (double)_header.Image.Width / level.Width;
        int width = Divide(_request.Size.Width * TargetScale, ratio), height = Divide(_request.Size.Height * TargetScale, ratio);
        RasterSize size = _request.Size;
        return TargetScale <= 1 || width <= size.Width || height <= size.Height
            ? size
            : new(Math.Min(width, MaxGridRatio * size.Width), Math.Min(height, MaxGridRatio * size.Height));

        static int Divide(double full, double ratio) => (int)((Math.Round(Math.Min(full, int.MaxValue / 2)) / ratio) + 0.5);
    }

    /// <summary>Pixels of a grid over the picture's box to pixels of a level.</summary>
    public PixelMap MapTo(ImageLevel level, RasterSize grid) =>
        new(_request.Bounds, grid, _toFile, _header.GeoTransformOf(level).Invert(), _centreLongitude);

    /// <summary>The grid pixels that can show the image: a generous box around it, within the picture and a halo.</summary>
    public PixelWindow Footprint(RasterSize grid, int haloX, int haloY)
    {
        PixelWindow whole = new(-haloX, -haloY, grid.Width + (2 * haloX), grid.Height + (2 * haloY));
        CrsTransform fromFile = _toFile.Inverse();
        double columnWidth = _request.Bounds.Width / grid.Width, rowHeight = _request.Bounds.Height / grid.Height;
        double[] x = new double[FootprintPoints * FootprintPoints], y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            (double fileX, double fileY) = _header.GeoTransform.Apply(
                (double)_header.Image.Width * (i % FootprintPoints) / (FootprintPoints - 1),
                (double)_header.Image.Height * (i / FootprintPoints) / (FootprintPoints - 1));
            (double pictureX, double pictureY) = fromFile.Transform(fileX, fileY);
            (x[i], y[i]) = ((pictureX - _request.Bounds.MinX) / columnWidth, (_request.Bounds.MaxY - pictureY) / rowHeight);
        }

        // Between two points the image bulges by less than they are apart; where it wraps, that is the whole world.
        (double marginX, double marginY) = (LargestStep(x), LargestStep(y));
        if (double.IsNaN(marginX) || double.IsNaN(marginY))
        {
            return whole;
        }

        int left = Floor(x.Min() - marginX), right = Floor(x.Max() + marginX) + 1;
        int top = Floor(y.Min() - marginY), bottom = Floor(y.Max() + marginY) + 1;
        return whole.Intersect(new(left, top, right - left, bottom - top)) ?? default;

        static int Floor(double value) => (int)Math.Clamp(Math.Floor(value), -(1 << 29), 1 << 29);
    }

    /// <summary>Level pixels in one grid pixel, in the middle of an area; 1 and 1 where that cannot be told.</summary>
    /// <remarks>In eighths: neighbouring tiles widen their kernels alike. Up to 1/0.95 a kernel is not widened at all, as in GDAL.</remarks>
    public static (double X, double Y) StretchAt(PixelMap map, PixelWindow area)
    {
        (double x, double y) = map.ScaleAt(area.X + (area.Width / 2.0), area.Y + (area.Height / 2.0));
        return (Step(x), Step(y));

        static double Step(double scale) =>
            !double.IsFinite(scale) || scale <= 0 ? 1 : scale > 1 / 0.95 ? Math.Max(1, Math.Round(8 * scale) / 8) : Math.Min(scale, 1);
    }

    private static NaturalGrid Natural(CogHeader header, Crs pictureCrs, Crs fileCrs, CrsTransform toFile)
    {
        BoundingBox bounds = header.Bounds;
        double height = header.Image.Height;
        if (fileCrs.IsGeographic && pictureCrs.IsSame(Crs.WebMercator))
        {
            BoundingBox clamped = bounds with { MinY = Math.Max(bounds.MinY, -MaxMercatorLatitude), MaxY = Math.Min(bounds.MaxY, MaxMercatorLatitude) };
            if (clamped.MaxY > clamped.MinY)
            {
                (bounds, height) = (clamped, height * clamped.Height / bounds.Height);
            }
        }

        return NaturalGrid.Of(bounds, header.Image.Width, Math.Max(1, (int)Math.Round(height)), toFile.Inverse());
    }

    /// <summary>Image pixels in one pixel of the picture, in the middle of what they share; NaN where that cannot be told.</summary>
    private double LocalScale()
    {
        PixelWindow shared = Footprint(_request.Size, 0, 0);
        (double x, double y) = MapTo(_header.Levels[0], _request.Size).ScaleAt(shared.X + (shared.Width / 2.0), shared.Y + (shared.Height / 2.0));
        return Math.Sqrt(x * y);
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
