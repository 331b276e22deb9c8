using Cog.Geo;
using Cog.Rendering.Projection;
using Cog.Resamplers;

namespace Cog.Rendering.Warping;

/// <summary>How a picture will be made: which level, which window of it, which warp. A pure value, known before a pixel is read.</summary>
/// <param name="Level">The overview to read.</param>
/// <param name="Window">Its pixels needed, kernel halo included, clipped to the image; empty when the picture's box touches the image's but
/// holds none of its pixels.</param>
/// <param name="Size">The picture's columns and rows.</param>
/// <param name="Bounds">The picture's box in <paramref name="Crs"/>.</param>
/// <param name="Crs">The picture's CRS.</param>
/// <param name="Grid">The warp: pixels of a grid over the picture's box, about as fine as the level, to pixels of the level; for a warp by
/// area, their corners. Null when the level's axes are the picture's already.</param>
/// <param name="Stretch">How far the kernel of the warp is widened.</param>
/// <param name="Scan">The picture's pixels on the grid's area; without a grid, on the window.</param>
/// <param name="Resampling">The method of a read, and of the step from grid to picture.</param>
internal sealed record RenderPlan(
    ImageLevel Level,
    PixelWindow Window,
    RasterSize Size,
    BoundingBox Bounds,
    Crs Crs,
    WarpGrid? Grid,
    WarpStretch Stretch,
    PixelScan Scan,
    Resampling Resampling
)
{
    /// <summary>The method of the warp.</summary>
    public Resampling WarpResampling { get; init; }

    /// <summary>
    /// For a warp by <see cref="Resampling.Sum"/>, which shares out pixels of the level: the way to the grid. Null for the others, which
    /// ask what lies under a pixel of the grid.
    /// </summary>
    internal GridMap? ToGrid { get; init; }

    /// <summary>What a sum over a pixel of the grid is multiplied by: see <see cref="PlanGeometry.ShareOf"/>.</summary>
    internal double SumShare { get; init; } = 1;

    /// <summary>
    /// For a picture in which both ends of a world meet: a plan for each part, and the column where it begins. Empty for the others.
    /// </summary>
    internal IReadOnlyList<(int Column, RenderPlan Plan)> Parts { get; init; } = [];

    /// <summary>Plans a picture of a box in any CRS.</summary>
    /// <remarks>
    /// The way of rio-tiler: the level is warped onto a grid of its own resolution, and that is resampled to the picture; a picture finer
    /// than
    /// the level is warped at once. So a nearest pixel is the one that rio-tiler takes.
    /// </remarks>
    /// <param name="header">The file.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Asked once a row of the grid.</param>
    /// <returns>Null when the box misses the image.</returns>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    /// <exception cref="UnsupportedTiffException">The file is not georeferenced.</exception>
    public static RenderPlan? Create(CogHeader header, PlanRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(request);
        if (!ResamplingNames.OfReads.Contains(request.Resampling) || !ResamplingNames.OfWarps.Contains(request.WarpResampling))
        {
            throw new ArgumentException(
                $"{request.Resampling} is not a method of reads, or {request.WarpResampling} none of warps.",
                nameof(request)
            );
        }

        if (request.Crs.WorldAxis is { } axis)
        {
            request = request with { Bounds = axis.Unwrap(request.Bounds) };
        }

        Crs fileCrs = Crs.Of(header);
        CrsTransform toFile = CrsTransform.Create(request.Crs, fileCrs);
        if (!PlanGeometry.Overlaps(header.Bounds, toFile.TransformBounds(request.Bounds), fileCrs.IsGeographic))
        {
            return null;
        }

        // A margin of half pixels has no pixel of the picture without it.
        PlanRequest whole = request.Margin % 1 == 0 ? request : request.WithMarginInside();
        GeoTransform transform = header.GeoTransform;
        return toFile.IsIdentity && header.GroundControlFit is null && transform.IsAxisAligned && transform.A > 0 && transform.E < 0
            ? Straight(header, request.WithMarginInside())
            : Warped(header, whole, toFile, new PlanGeometry(header, whole, fileCrs, toFile), cancellationToken);
    }

    /// <summary>
    /// The plan of some rows of the picture: the same pixels, of a window that is as much smaller. Its bounds stay the whole picture's.
    /// </summary>
    internal RenderPlan Rows(int start, int count)
    {
        double top = Scan.OriginY + (start * Scan.StepY),
            bottom = top + (count * Scan.StepY),
            halo = WarpKernel.Radius(Resampling, Scan.StepY);
        RasterSize size = Size with { Height = count };
        if (Grid is not { } grid)
        {
            PixelWindow rows = PlanGeometry.Clip(Level, Window.X, Window.Y + top - halo, Window.Right, Window.Y + bottom + halo);
            PixelWindow part = rows.Intersect(Window) ?? default;
            return this with { Size = size, Window = part, Scan = Scan with { OriginY = top + Window.Y - part.Y } };
        }

        int first = (int)Math.Clamp(Math.Floor(top - halo) - 1, 0, grid.Area.Height),
            end = (int)Math.Clamp(Math.Ceiling(bottom + halo) + 1, first, grid.Area.Height);
        bool isByArea = WarpResampling != Resampling.Nearest && !KernelFunction.IsConvolution(WarpResampling);
        end = isByArea ? Math.Min(end + 1, grid.Area.Height) : end; // Corners have a row more.
        WarpGrid some = grid.Rows(first, end - first, new(Level.Width, Level.Height));
        PixelWindow touched = some.Touched;
        double more = ToGrid?.Reach ?? 0,
            reachX = more + WarpKernel.Radius(WarpResampling, Stretch.Largest.X),
            reachY = more + WarpKernel.Radius(WarpResampling, Stretch.Largest.Y);
        PixelWindow window =
            touched.Width == 0 || (isByArea && some.Area.Height < 2)
                ? default
                : PlanGeometry.Clip(Level, touched.X - reachX, touched.Y - reachY, touched.Right + reachX, touched.Bottom + reachY);
        return this with { Size = size, Window = window, Grid = some, Scan = Scan with { OriginY = top - first } };
    }

    private static RenderPlan Straight(CogHeader header, PlanRequest request)
    {
        IReadOnlyList<WorldStrip> strips = request.Crs.IsGeographic
            ? WorldAxis.Longitude.Strips(request.Bounds, request.Size.Width, header.Bounds)
            : [new(0, request.Size.Width, request.Bounds)];
        if (strips is [var single])
        {
            return Straight(header, request, single) with { Bounds = request.Bounds };
        }

        (int Column, RenderPlan Plan)[] parts = [.. strips.Select(strip => (strip.Column, Straight(header, request, strip)))];
        RenderPlan shown = parts.Select(part => part.Plan).FirstOrDefault(plan => plan.Window.Width > 0) ?? parts[0].Plan;
        return shown with { Size = request.Size, Bounds = request.Bounds, Parts = parts };
    }

    private static RenderPlan Straight(CogHeader header, PlanRequest request, WorldStrip strip)
    {
        // Of the whole picture, so that all of its parts are read from one level.
        double stepX = request.Bounds.Width / request.Size.Width,
            stepY = request.Bounds.Height / request.Size.Height;
        double target = Math.Min(stepX / header.GeoTransform.A, stepY / -header.GeoTransform.E);
        ImageLevel level = OverviewSelector.Select(header, target, request.ZoomLevelStrategy);
        GeoTransform t = header.GeoTransformOf(level);
        RasterSize size = request.Size with { Width = strip.Width };
        var scan = new PixelScan((strip.Bounds.MinX - t.C) / t.A, (strip.Bounds.MaxY - t.F) / t.E, stepX / t.A, stepY / -t.E);

        PixelWindow window =
            request.Resampling == Resampling.Nearest ? Picked(level, scan, size) : Covered(level, scan, request.Resampling, size);
        scan = scan with { OriginX = scan.OriginX - window.X, OriginY = scan.OriginY - window.Y };
        return new(level, window, size, strip.Bounds, request.Crs, null, WarpStretch.None, scan, request.Resampling);
    }

    // Not the box's pixels: rounding puts a box's edge a hair beyond a pixel's, and at the edge of a block that hair would cost the next
    // one.
    private static PixelWindow Picked(ImageLevel level, PixelScan scan, RasterSize size)
    {
        (double left, double right) = scan.NearestColumns(size.Width);
        (double top, double bottom) = scan.NearestRows(size.Height);
        return PlanGeometry.Clip(level, left, top, right, bottom);
    }

    private static PixelWindow Covered(ImageLevel level, PixelScan scan, Resampling resampling, RasterSize size)
    {
        double right = scan.OriginX + (scan.StepX * size.Width),
            bottom = scan.OriginY + (scan.StepY * size.Height);
        double haloX = WarpKernel.Radius(resampling, scan.StepX),
            haloY = WarpKernel.Radius(resampling, scan.StepY);
        return PlanGeometry.Clip(level, scan.OriginX - haloX, scan.OriginY - haloY, right + haloX, bottom + haloY);
    }

    private static RenderPlan Warped(
        CogHeader header,
        PlanRequest request,
        CrsTransform toFile,
        PlanGeometry geometry,
        CancellationToken cancellationToken
    )
    {
        ImageLevel level = OverviewSelector.Select(header, geometry.TargetScale, request.ZoomLevelStrategy);
        RasterSize size = request.Size,
            gridSize = geometry.GridSize(level);
        double ratioX = (double)gridSize.Width / size.Width,
            ratioY = (double)gridSize.Height / size.Height;
        PixelMap map = geometry.MapTo(level, gridSize);

        // The grid reaches beyond the picture by the kernel that shrinks it, so that neighbouring tiles shrink the same pixels.
        bool isDirect = gridSize == size;
        double marginX = request.Margin * ratioX,
            marginY = request.Margin * ratioY;
        int aroundX = (int)Math.Ceiling(marginX + (isDirect ? 0 : WarpKernel.Radius(request.Resampling, ratioX)));
        int aroundY = (int)Math.Ceiling(marginY + (isDirect ? 0 : WarpKernel.Radius(request.Resampling, ratioY)));
        PixelWindow area = geometry.Footprint(gridSize, aroundX, aroundY);
        if ((long)area.Width * area.Height > request.MaxGridPixels)
        {
            throw new LimitExceededException(
                $"The picture is warped from {area.Width} × {area.Height} pixels; {nameof(CogLimits.MaxRasterBytes)} is "
                    + $"{request.MaxGridPixels}.",
                nameof(CogLimits.MaxRasterBytes)
            );
        }

        WarpStretch stretch = geometry.StretchOf(map, gridSize, area);
        RasterSize levelSize = new(level.Width, level.Height);
        GridMap? toGrid =
            request.WarpResampling == Resampling.Sum ? GridMap.Create(header, level, request, gridSize, toFile.Inverse()) : null;
        bool isByArea = request.WarpResampling != Resampling.Nearest && !KernelFunction.IsConvolution(request.WarpResampling);
        WarpGrid grid = isByArea
            ? WarpGrid.CreateCorners(map, area, levelSize, stretch, cancellationToken)
            : WarpGrid.Create(map, area, levelSize, stretch, cancellationToken);

        PixelWindow window = default;
        if (grid.Touched.Width > 0 && !(isByArea && (grid.Area.Width < 2 || grid.Area.Height < 2)))
        {
            double more = toGrid?.Reach ?? 0;
            double reachX = more + WarpKernel.Radius(request.WarpResampling, stretch.Largest.X),
                reachY = more + WarpKernel.Radius(request.WarpResampling, stretch.Largest.Y);
            PixelWindow touched = grid.Touched;
            window = PlanGeometry.Clip(level, touched.X - reachX, touched.Y - reachY, touched.Right + reachX, touched.Bottom + reachY);
        }

        var scan = new PixelScan(-grid.Area.X - marginX, -grid.Area.Y - marginY, ratioX, ratioY);
        PlanRequest whole = request.WithMarginInside();
        return new(level, window, whole.Size, whole.Bounds, request.Crs, grid, stretch, scan, request.Resampling)
        {
            WarpResampling = request.WarpResampling,
            ToGrid = toGrid,
            SumShare = geometry.ShareOf(level, gridSize),
        };
    }
}
