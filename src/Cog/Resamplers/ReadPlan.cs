namespace Cog.Resamplers;

/// <summary>What a read of a box takes: the level, its window, and the weights. A pure value, made before any pixel is read.</summary>
/// <param name="Level">Which overview.</param>
/// <param name="Columns">The horizontal axis.</param>
/// <param name="Rows">The vertical axis.</param>
/// <param name="Resampling">The method, which need not be the one asked for: a window of as many whole pixels as the output is copied, not
/// resampled.</param>
internal sealed record ReadPlan(ImageLevel Level, ResamplingKernel Columns, ResamplingKernel Rows, Resampling Resampling)
{
    /// <summary>Other axes for the first band alone; null nearly always. See <see cref="VirtualFile"/>.</summary>
    public (ResamplingKernel Columns, ResamplingKernel Rows)? FirstBand { get; private init; }

    /// <summary>
    /// Another way for a transparency mask alone: where bands are copied, it is resampled all the same. Null nearly always.
    /// </summary>
    public ReadPlan? Mask { get; private init; }

    /// <summary>
    /// Where the picture's pixels lie on the full image, for a level that has no mask while the image has one: GDAL then reads that,
    /// however small the picture. Null for the others.
    /// </summary>
    public (ResamplingAxis Columns, ResamplingAxis Rows)? OnFullImage { get; private init; }

    /// <summary>The pixels there are of a grid that has no other end; null for an image.</summary>
    public PixelWindow? GridArea { get; init; }

    /// <summary>The pixels of the level that are needed, all inside it; null when the box misses the image.</summary>
    public PixelWindow? SourceWindow
    {
        get
        {
            if (GridArea is { } area)
            {
                return area;
            }

            if (Columns.SourceLength == 0 || Rows.SourceLength == 0)
            {
                return null;
            }

            (int left, int right) = Union(Columns, FirstBand?.Columns ?? Mask?.Columns);
            (int top, int bottom) = Union(Rows, FirstBand?.Rows ?? Mask?.Rows);
            return new(left, top, right - left, bottom - top);
        }
    }

    /// <summary>True when the window's pixels are the answer.</summary>
    public bool IsIdentity => Columns.IsIdentity && Rows.IsIdentity && FirstBand is null && Mask is null;

    /// <summary>Plans a read.</summary>
    /// <param name="header">The file.</param>
    /// <param name="bounds">The box.</param>
    /// <param name="size">The picture's columns and rows.</param>
    /// <param name="bands">How many bands are read together, alpha among them.</param>
    /// <param name="resampling">The method asked for.</param>
    /// <param name="options">The overview strategy, and limits.</param>
    /// <exception cref="WindowOutsideImageException">The box reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is
    /// off.</exception>
    public static ReadPlan Create(
        CogHeader header,
        BoundingBox bounds,
        RasterSize size,
        int bands,
        Resampling resampling,
        CogReaderOptions options
    )
    {
        GeoTransform transform = header.GeoTransform;
        BoundingBox box = Around(transform, bounds);
        int width = header.Image.Width,
            height = header.Image.Height;
        bool reachesOutside = box.MinX < -1e-6 || box.MinY < -1e-6 || box.MaxX > width + 1e-6 || box.MaxY > height + 1e-6;
        if (reachesOutside && !options.BoundlessRead)
        {
            throw new WindowOutsideImageException(
                $"{bounds} reaches outside the image, whose bounds are {header.Bounds}, and {nameof(CogReaderOptions.BoundlessRead)} is "
                    + "off."
            );
        }

        // The axis that keeps more pixels decides, as in GDAL; each by its own size.
        double resolution = Math.Min(box.Width / size.Width, box.Height / size.Height);
        ImageLevel level = OverviewSelector.Select(header, resolution, options.ZoomLevelStrategy);

        // Output runs east and south; an image whose first row is its southernmost is turned. One without a georeference stands as it is
        // stored.
        bool isSouthUp = transform.E > 0 && transform != GeoTransform.Identity;
        double toLevelX = (double)level.Width / width,
            toLevelY = (double)level.Height / height;
        double rowRatio = box.Height * toLevelY / size.Height;
        ResamplingAxis columns = new ResamplingAxis(
            box.MinX * toLevelX,
            box.Width * toLevelX,
            size.Width,
            IsFlipped: transform.A < 0
        ).WithRowRatio(rowRatio);
        ResamplingAxis rows = new ResamplingAxis(
            box.MinY * toLevelY,
            box.Height * toLevelY,
            size.Height,
            IsFlipped: isSouthUp
        ).WithRowRatio(rowRatio);
        if (resampling != Resampling.Nearest && IsWhole(columns.Start) && IsWhole(rows.Start))
        {
            if (IsSame(columns.Length, size.Width) && IsSame(rows.Length, size.Height))
            {
                resampling = Resampling.Nearest;
            }
            else if (
                IsInterleaved(header)
                && bands > 1
                && WholePixels(box.Width, toLevelX) == size.Width
                && WholePixels(box.Height, toLevelY) == size.Height
            )
            {
                // GDALDataset::IRasterIO: bands that are stored and read together are copied where the whole pixels are as many, whatever
                // fraction is left.
                return Plan(Resampling.Nearest) with { Mask = level.Mask is null ? null : Plan(resampling) };
            }
        }

        ReadPlan plan = Plan(resampling);
        if (level.Mask is null && header.Levels[0].Mask is not null)
        {
            plan = plan with
            {
                OnFullImage = (columns with { Start = box.MinX, Length = box.Width }, rows with { Start = box.MinY, Length = box.Height }),
            };
        }

        return reachesOutside && resampling == Resampling.Nearest && level.Number > 0
            ? plan with
            {
                FirstBand = (
                    Kernel(
                        columns with
                        {
                            Length = columns.Length * VirtualFile.Stretch(width, level.Width, box.Width),
                        },
                        level.Width,
                        resampling
                    ),
                    Kernel(
                        rows with
                        {
                            Length = rows.Length * VirtualFile.Stretch(height, level.Height, box.Height),
                        },
                        level.Height,
                        resampling
                    )
                ),
            }
            : plan;

        ReadPlan Plan(Resampling method) => new(level, Kernel(columns, level.Width, method), Kernel(rows, level.Height, method), method);

        ResamplingKernel Kernel(ResamplingAxis axis, int length, Resampling method) =>
            ResamplingKernel.Create(axis, length, method, options.Limits);
    }

    private static bool IsInterleaved(CogHeader header) =>
        header.Image is { PlanarConfiguration: PlanarConfiguration.Chunky, SamplesPerPixel: > 1 };

    private static bool IsWhole(double position) => IsSame(position, Math.Round(position));

    // But for what is lost on the way from coordinates.
    private static bool IsSame(double a, double b) => Math.Abs(a - b) < 1e-6;

    // How GDAL counts a window's pixels: cut at full size (by rasterio), rounded on an overview.
    private static double WholePixels(double length, double toLevel) =>
        Math.Floor((Math.Max(1, Math.Floor(length + 1e-6)) * toLevel) + 0.5);

    private static (int Start, int End) Union(ResamplingKernel all, ResamplingKernel? firstBand)
    {
        int end = all.SourceStart + all.SourceLength;
        return firstBand is null || firstBand.SourceLength == 0
            ? (all.SourceStart, end)
            : (Math.Min(all.SourceStart, firstBand.SourceStart), Math.Max(end, firstBand.SourceStart + firstBand.SourceLength));
    }

    private static BoundingBox Around(GeoTransform transform, BoundingBox bounds) =>
        BoundingBox.Around(
            transform.ToPixel(bounds.MinX, bounds.MinY),
            transform.ToPixel(bounds.MinX, bounds.MaxY),
            transform.ToPixel(bounds.MaxX, bounds.MinY),
            transform.ToPixel(bounds.MaxX, bounds.MaxY)
        );
}
