using Cog.Blocks;
using Cog.Rendering.Warping;

namespace Cog.Api.Layout;

/// <summary>
/// <c>GET /cog/blocks?url=…&amp;bbox=…&amp;width=…&amp;height=…</c>: the blocks that a picture of that box and size is made of, as GeoJSON:
/// which level is read, where each block lies on the earth and in the file. No pixel is read.
/// </summary>
internal static class BlocksEndpoint
{
    /// <summary>Blocks that are told at most: some hundred kilobytes of JSON.</summary>
    private const int MaxBlocks = 2000;

    // Enough to know which level is read; the plan of a whole picture takes time in proportion to its pixels.
    private const int ProbeSize = 256;

    private const int MaxSize = 1 << 20;

    public static FileAnswer Answer(RequestQuery query)
    {
        Crs? crs = CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84);
        BoundingBoxParameter? box = query.Text("bbox") is { } text
            ? BoundingBoxParameter.Parse(text, crs, () => NoBox(text))
            : query.Wrong<BoundingBoxParameter?>("bbox", "bbox is missing: expected minx,miny,maxx,maxy.", null);
        var size = new RasterSize(query.Integer("width", 1, MaxSize) ?? ProbeSize, query.Integer("height", 1, MaxSize) ?? ProbeSize);
        Resampling resampling = RenderQuery.Parse(query).Resampling;
        return file => ReadAsync(file, box!, crs, size, resampling);
    }

    private static async Task<BufferedResponse> ReadAsync(
        CogFile file,
        BoundingBoxParameter asked,
        Crs? askedCrs,
        RasterSize size,
        Resampling resampling
    )
    {
        CogHeader header = file.Header;
        Crs fileCrs = Crs.Of(header),
            crs = askedCrs ?? fileCrs;
        BoundingBox box = asked.In(header, askedCrs);
        var toFile = CrsTransform.Create(crs, fileCrs);
        BoundingBox? inBox = Inside(box, toFile.Inverse().TransformBounds(header.Bounds)),
            inFile = Inside(header.Bounds, toFile.TransformBounds(box));
        if (inBox is null && inFile is null)
        {
            throw Outside();
        }

        BoundingBox seen = inBox ?? box;
        PlanRequest probe = new(
            ProbeOf(inFile ?? header.Bounds, toFile, box, size),
            crs,
            new(ProbeSize, ProbeSize),
            resampling,
            file.Reader.Options.ZoomLevelStrategy
        );
        RenderPlan plan = RenderPlan.Create(header, probe, file.CancellationToken) ?? throw Outside();
        BlockGrid grid = BlockGrid.Of(plan.Level.Image);
        PixelWindow window = WindowOf(header, plan.Level, toFile.TransformBounds(seen)) ?? plan.Window;
        BlockCell[] cells = [.. grid.Touching(window).Take(MaxBlocks)];
        (long[] offsets, long[] counts) = await LocateAsync(file, plan.Level.Image, cells);
        var outlines = new BlockOutlines(header, plan.Level, CrsTransform.Create(fileCrs, Crs.Wgs84));
        var features = new List<BlockFeature>(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            if (outlines.Of(cells[i].Window) is { } ring)
            {
                features.Add(new(new([ring]), new(cells[i].X, cells[i].Y, offsets[i], counts[i])));
            }
        }

        var level = LevelLayout.Of(file.Reader, plan.Level);
        return BufferedResponse.Json(
            new BlockCollection(features, header.Levels.Count, grid.CountTouching(window), level),
            LayoutJson.Default.BlockCollection,
            "application/geo+json"
        );
    }

    private static async Task<(long[] Offsets, long[] Counts)> LocateAsync(CogFile file, Ifd ifd, BlockCell[] cells) =>
        file.Reader.Owns(ifd)
            ? await file.Reader.LocateBlocksAsync(
                ifd,
                [.. cells.Select(cell => ifd.BlockNumber(cell.X, cell.Y, 0))],
                file.CancellationToken
            )
            : (new long[cells.Length], new long[cells.Length]); // Of the .ovr file: its bytes are not this file's.

    // A box as large as the probe at the picture's own resolution, in the middle of what is seen of the file. The middle is found in the
    // file's CRS: there a file across 180 degrees is one piece.
    private static BoundingBox ProbeOf(BoundingBox seen, CrsTransform toFile, BoundingBox box, RasterSize size)
    {
        (double x, double y) = toFile.Inverse().Transform((seen.MinX + seen.MaxX) / 2, (seen.MinY + seen.MaxY) / 2);
        double width = box.Width / size.Width * ProbeSize / 2,
            height = box.Height / size.Height * ProbeSize / 2;
        return double.IsFinite(x) && double.IsFinite(y) ? new(x - width, y - height, x + width, y + height) : box;
    }

    private static BoundingBox? Inside(BoundingBox one, BoundingBox other)
    {
        BoundingBox both = new(
            Math.Max(one.MinX, other.MinX),
            Math.Max(one.MinY, other.MinY),
            Math.Min(one.MaxX, other.MaxX),
            Math.Min(one.MaxY, other.MaxY)
        );
        return both.IsValid && one.Overlaps(other) ? both : null;
    }

    private static PixelWindow? WindowOf(CogHeader header, ImageLevel level, BoundingBox box)
    {
        GeoTransform transform = header.GeoTransformOf(level);
        (double Column, double Row)[] corners =
        [
            transform.ToPixel(box.MinX, box.MinY),
            transform.ToPixel(box.MaxX, box.MinY),
            transform.ToPixel(box.MinX, box.MaxY),
            transform.ToPixel(box.MaxX, box.MaxY),
        ];
        if (!corners.All(corner => double.IsFinite(corner.Column) && double.IsFinite(corner.Row)))
        {
            return null;
        }

        int left = Clamped(corners.Min(corner => corner.Column), level.Width),
            top = Clamped(corners.Min(corner => corner.Row), level.Height),
            right = Clamped(Math.Ceiling(corners.Max(corner => corner.Column)), level.Width),
            bottom = Clamped(Math.Ceiling(corners.Max(corner => corner.Row)), level.Height);
        return new(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));
    }

    private static int Clamped(double pixel, int end) => (int)Math.Clamp(Math.Floor(pixel), 0, end);

    private static BadHttpRequestException Outside() => new("The box is outside bounds", StatusCodes.Status404NotFound);

    private static InvalidParametersException NoBox(string text) =>
        new(ParameterError.OfQuery("bbox", $"bbox is '{text}': expected minx,miny,maxx,maxy, each minimum less than its maximum."));
}
