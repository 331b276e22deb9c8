using Cog.Blocks;
using Cog.Geo;
using Cog.Header;
using Cog.Rasters;
using Cog.Reading;
using Cog.Resamplers;
using Cog.Sources;
using Cog.Validation;

namespace Cog;

/// <summary>An open file: start reading here.</summary>
/// <example>
/// <code>
/// await using CogReader reader = await CogReader.OpenAsync("https://example.org/dem.tif");
/// using Raster? raster = await reader.ReadAsync(reader.Header.Bounds, new(256, 256), new() { Resampling = Resampling.Bilinear });
/// </code>
/// </example>
/// <remarks>
/// Safe for concurrent calls. Every read after the header's says which version of the object it expects. Whoever is handed a raster
/// disposes it.
/// Where a pixel is valid is GDAL's question: a caller's nodata decides; else the level's mask, the file's nodata, its alpha, in that
/// order.
/// </remarks>
public sealed class CogReader : IAsyncDisposable
{
    // rio-cogeo's and GDAL's, for whether a file should have overviews.
    private const int LargestWithoutOverviews = 512;

    private readonly IRangeSource _source;
    private readonly CogReaderOptions _options;
    private readonly BlockIndexes _indexes;
    private readonly WindowReader _windows;
    private readonly CogReader? _external; // The .ovr file.
    private readonly ReadLog? _log;
    private IRangeSource? _owned;
    private long? _ownBytes;

    /// <summary>Opens a file whose header is known already, without a read.</summary>
    /// <param name="source">The file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="externalOverviews">The .ovr file, where <see cref="CogHeader.ExternalOverviews"/> knows one; without it the file is
    /// read without overviews.</param>
    internal CogReader(IRangeSource source, CogHeader header, CogReaderOptions options, IRangeSource? externalOverviews = null)
        : this(
            source,
            externalOverviews is null ? header.Internal : header,
            options,
            new(header, options),
            null,
            header.ExternalOverviews is { } external && externalOverviews is not null ? new(externalOverviews, external, options) : null
        ) { }

    private CogReader(
        IRangeSource source,
        CogHeader header,
        CogReaderOptions options,
        BlockIndexes indexes,
        ReadLog? log,
        CogReader? external
    )
    {
        (_source, Header, _options, _indexes, _log, _external) = (source, header, options, indexes, log, external);
        _windows = new(header, indexes, options, log);
    }

    /// <summary>What the file says before its first block: size, CRS, tags, levels.</summary>
    public CogHeader Header { get; }

    /// <summary>How it is read.</summary>
    public CogReaderOptions Options => _options;

    /// <summary>
    /// What the file cost so far, header included: the log of <see cref="CogReaderOptions.ReadLog"/>, aiocogeo's <c>requests</c>; null when
    /// there is none.
    /// </summary>
    public ReadLog? Requests => _log;

    /// <summary>Opens a file: a path, or an address of the scheme file, http or https. The reader closes it.</summary>
    /// <param name="pathOrAddress">E.g. <c>dem.tif</c> or <c>https://example.org/dem.tif</c>.</param>
    /// <param name="options">How it is read; null for <see cref="CogReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="CogException">The source fails (<see cref="SourceException"/>), or the file is no TIFF, not supported, or beyond a
    /// limit.</exception>
    /// <exception cref="ArgumentException">The address has another scheme; the message says what reads it.</exception>
    public static async Task<CogReader> OpenAsync(
        string pathOrAddress,
        CogReaderOptions? options = null,
        CancellationToken cancellationToken = default
    ) =>
        await OpenOwnedAsync(SourceAddresses.Open(pathOrAddress, options ?? CogReaderOptions.Default), options, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Opens a file behind an address of the scheme file, http or https. The reader closes it.</summary>
    /// <param name="address">Absolute, or a relative path.</param>
    /// <param name="options">How it is read; null for <see cref="CogReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="CogException">The source fails (<see cref="SourceException"/>), or the file is no TIFF, not supported, or beyond a
    /// limit.</exception>
    /// <exception cref="ArgumentException">The address has another scheme; the message says what reads it.</exception>
    public static async Task<CogReader> OpenAsync(
        Uri address,
        CogReaderOptions? options = null,
        CancellationToken cancellationToken = default
    ) =>
        await OpenOwnedAsync(SourceAddresses.Open(address, options ?? CogReaderOptions.Default), options, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Opens a file that is in memory already.</summary>
    /// <param name="file">All of it; not copied.</param>
    /// <param name="options">How it is read; null for <see cref="CogReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="CogException">The source fails (<see cref="SourceException"/>), or the file is no TIFF, not supported, or beyond a
    /// limit.</exception>
    public static Task<CogReader> OpenAsync(
        ReadOnlyMemory<byte> file,
        CogReaderOptions? options = null,
        CancellationToken cancellationToken = default
    ) => OpenOwnedAsync(new MemoryRangeSource(file), options, cancellationToken);

    /// <summary>
    /// Opens a file behind any source. The reader closes the source, at once when opening fails, unless
    /// <see cref="CogReaderOptions.LeaveOpen"/> says otherwise.
    /// </summary>
    /// <remarks>
    /// One read, if the header fits <see cref="CogReaderOptions.IngestedBytesAtOpen"/>. What opening read is kept: none of it is read
    /// again.
    /// </remarks>
    /// <param name="source">The file.</param>
    /// <param name="options">How it is read; null for <see cref="CogReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="CogException">The source fails (<see cref="SourceException"/>), or the file is no TIFF, not supported, or beyond a
    /// limit.</exception>
    public static Task<CogReader> OpenAsync(
        IRangeSource source,
        CogReaderOptions? options = null,
        CancellationToken cancellationToken = default
    ) =>
        (options ?? CogReaderOptions.Default).LeaveOpen
            ? OpenSourceAsync(source, options ?? CogReaderOptions.Default, cancellationToken)
            : OpenOwnedAsync(source, options, cancellationToken);

    private static async Task<CogReader> OpenOwnedAsync(IRangeSource source, CogReaderOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            CogReader reader = await OpenSourceAsync(source, options ?? CogReaderOptions.Default, cancellationToken).ConfigureAwait(false);
            reader._owned = source;
            return reader;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static async Task<CogReader> OpenSourceAsync(IRangeSource source, CogReaderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var remembering = new PrefixRangeSource(options.ReadLog is { } log ? new RecordedRangeSource(source, log) : source);
        CogHeader header;
        using (remembering.RememberAll())
        {
            header = await CogHeaderReader.ReadAsync(remembering, options, cancellationToken).ConfigureAwait(false);
        }

        return new(remembering, header, options, new(header, options), options.ReadLog, null);
    }

    /// <summary>Closes the source that the reader was opened with. Rasters stay valid.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _owned, null)?.Dispose();
        if (_external is not null)
        {
            await _external.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The same open file, read through another source of the same object: header, block index pages and the bytes read at opening are
    /// shared. So a request can have its reads recorded.
    /// </summary>
    /// <param name="source">Of the same object; not closed by the reader.</param>
    /// <param name="log">Told of each block that is decoded; null when nobody asks. Reads are written down by a
    /// <see cref="RecordedRangeSource"/>.</param>
    /// <param name="externalOverviews">Of the same .ovr file; null for the source it was opened with.</param>
    internal CogReader WithSource(IRangeSource source, ReadLog? log = null, IRangeSource? externalOverviews = null) =>
        new(
            _source is PrefixRangeSource remembering ? remembering.WithInner(source) : source,
            Header,
            _options,
            _indexes,
            log,
            externalOverviews is null ? _external : _external?.WithSource(externalOverviews, log)
        );

    /// <summary>
    /// The same open file with the overviews of another one, as <c>gdaladdo -ro</c> puts them into <c>name.tif.ovr</c>. Costs a read, and
    /// none for a file that has
    /// overviews of its own, or is too small to need any.
    /// </summary>
    /// <param name="beside">Where they may be. It belongs to the reader that is returned; closed at once when there are none to be
    /// had.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>A reader that takes the place of this one; this one when there are none to be had, whatever the reason.</returns>
    public async Task<CogReader> WithExternalOverviewsAsync(IRangeSource beside, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(beside);
        if (Header.Overviews.Count > 0 || Math.Max(Header.Image.Width, Header.Image.Height) <= LargestWithoutOverviews)
        {
            Close(beside);
            return this;
        }

        try
        {
            CogReader external = await OpenAsync(beside, _options, cancellationToken).ConfigureAwait(false);
            CogHeader header = Header.With(external.Header);
            if (header.Overviews.Count > 0)
            {
                return new(_source, header, _options, _indexes, _log, external) { _owned = Interlocked.Exchange(ref _owned, null) };
            }

            await external.DisposeAsync().ConfigureAwait(false);
            return this;
        }
        catch (CogException)
        {
            return this; // Not there, not for us, or no TIFF: a server may answer a page of its own for what it does not have.
        }
    }

    /// <summary>
    /// Bytes of memory that the open file holds on to: tags with the reads they came in, what is made of them, and block index pages, which
    /// become more as blocks are asked for. An estimate.
    /// </summary>
    public long MemoryBytes =>
        (_ownBytes ??= HeaderMemory.Of(Header, (_source as PrefixRangeSource)?.Remembered ?? []))
        + _indexes.ByteCount
        + (_external?.MemoryBytes ?? 0);

    /// <summary>Reads one block as stored (aiocogeo's <c>get_tile</c>). A mask directory gives 0 and 255.</summary>
    /// <param name="ifd">Position in the chain of directories.</param>
    /// <param name="x">Block column.</param>
    /// <param name="y">Block row.</param>
    /// <param name="options">Bands, nodata, and whether a block at the edge is clipped: <see cref="ReadOptions.WholeBlocks"/>. Null clips,
    /// and gives all bands.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// With validity, planes together. Null when there is no such directory or, for blocks that are clipped, no such block.
    /// </returns>
    /// <exception cref="CogException">
    /// The block is outside the image, whole blocks are wanted and <see cref="CogReaderOptions.BoundlessRead"/> is off; or it cannot be
    /// read.
    /// </exception>
    public async Task<Raster?> ReadBlockAsync(
        int ifd,
        int x,
        int y,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= ReadOptions.Default;
        if (FindDirectory(ifd) is not { } directory)
        {
            return null;
        }

        bool isInside = IsInside(directory, x, y);
        if (!isInside && options.WholeBlocks && !_options.BoundlessRead)
        {
            throw new WindowOutsideImageException(
                $"Directory {ifd} has {directory.BlocksAcross} × {directory.BlocksDown} blocks, none at ({x}, {y}), and "
                    + $"{nameof(CogReaderOptions.BoundlessRead)} is off."
            );
        }

        // A page of its own, neither image nor overview, has no mask.
        ImageLevel level = Header.Levels.FirstOrDefault(l => l.Image == directory) ?? new(0, directory, null);
        Raster? inside =
            !isInside ? null
            : directory.IsMask
                ? await _windows.ReadMaskAsync(_source, directory, WindowOf(directory, x, y), cancellationToken).ConfigureAwait(false)
            : await ReadWindowAsync(level, WindowOf(directory, x, y), options, cancellationToken).ConfigureAwait(false);
        if (!options.WholeBlocks || (inside is not null && inside.Width == directory.BlockWidth && inside.Height == directory.BlockHeight))
        {
            return inside;
        }

        using (inside)
        {
            int bands = inside?.Bands ?? (directory.IsMask ? 1 : Samples(level, options.Bands).Count);
            return Padded(
                inside,
                directory.IsMask ? SampleType.UInt8 : directory.SampleType,
                bands,
                new(directory.BlockWidth, directory.BlockHeight)
            );
        }
    }

    /// <summary>Fetches one block without decoding it: the bytes as the file stores them, and what decodes them.</summary>
    /// <param name="ifd">Position in the chain of directories.</param>
    /// <param name="x">Block column.</param>
    /// <param name="y">Block row.</param>
    /// <param name="plane">Of a planar image, the sample, from 0; else 0.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when there is no such directory, block or plane.</returns>
    /// <exception cref="CogException">It cannot be read, or is beyond a limit.</exception>
    public async Task<CompressedBlock?> FetchBlockAsync(int ifd, int x, int y, int plane = 0, CancellationToken cancellationToken = default)
    {
        if (FindDirectory(ifd) is not { } directory || !IsInside(directory, x, y) || plane < 0 || plane >= directory.PlaneCount)
        {
            return null;
        }

        return await _windows.FetchAsync(_source, directory, (x, y, plane), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads pixels of one level, not resampled.</summary>
    /// <param name="level">The level, one of <see cref="CogHeader.Levels"/>.</param>
    /// <param name="window">May reach outside the image: what lies there is masked.</param>
    /// <param name="options">Bands and nodata; null for all bands and the file's nodata.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <exception cref="CogException">It reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is off; or it cannot be
    /// read.</exception>
    public async Task<Raster> ReadWindowAsync(
        ImageLevel level,
        PixelWindow window,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= ReadOptions.Default;
        ArgumentNullException.ThrowIfNull(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(window.Width, 1, nameof(window));
        ArgumentOutOfRangeException.ThrowIfLessThan(window.Height, 1, nameof(window));
        return await ReadPartAsync(
                level,
                window,
                Samples(level, options.Bands),
                PixelValidity.Of(Header, level, options.NoData),
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Reads single pixels of one level: nearest neighbour, in the memory of the picture that they make.</summary>
    /// <param name="level">The level, one of <see cref="CogHeader.Levels"/>.</param>
    /// <param name="picks">Which pixels.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    internal async Task<Raster> ReadPickedAsync(
        ImageLevel level,
        PixelPicks picks,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        CancellationToken cancellationToken
    )
    {
        PixelValidity validity = PixelValidity.Of(Header, level, noData);
        CogReader owner = OwnerOf(level);
        Raster raster = await owner
            ._windows.ReadPickedAsync(owner._source, level, picks, Samples(level, bands), validity, cancellationToken)
            .ConfigureAwait(false);
        return NeedsFullMask(level, validity)
            ? await WithFullMaskAsync(
                    raster,
                    picks.On(new(level.Width, level.Height), new(Header.Image.Width, Header.Image.Height), _options.Limits),
                    cancellationToken
                )
                .ConfigureAwait(false)
            : raster;
    }

    /// <summary>Reads a box of the CRS at a wanted size: the right overview, resampled (aiocogeo's <c>read</c>, GDAL's RasterIO).</summary>
    /// <param name="bounds">In the file's CRS. A rotated image is turned, by nearest neighbour only.</param>
    /// <param name="size">Columns and rows of the result.</param>
    /// <param name="options">Resampling, bands and nodata; null for nearest neighbour, all bands and the file's nodata.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when the box misses the image.</returns>
    /// <exception cref="CogException">
    /// It reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is off; the image is rotated, and the resampling is not
    /// nearest; or it cannot be read.
    /// </exception>
    public async Task<Raster?> ReadAsync(
        BoundingBox bounds,
        RasterSize size,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= ReadOptions.Default;
        (Resampling resampling, IReadOnlyList<int>? bands, NoDataValue? noData) = (options.Resampling, options.Bands, options.NoData);
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        if (!bounds.IsValid)
        {
            throw new ArgumentException($"{bounds} is not a box.", nameof(bounds));
        }

        if (!ResamplingNames.OfReads.Contains(resampling))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                resampling,
                $"Only a warp can: expected {ResamplingNames.ListOf(ResamplingNames.OfReads)}."
            );
        }

        if (!Header.GeoTransform.IsAxisAligned)
        {
            return await ReadRotatedAsync(RotatedPlan.Create(Header, bounds, size, resampling, _options), options, cancellationToken)
                .ConfigureAwait(false);
        }

        int together = (bands?.Count ?? Header.Image.SamplesPerPixel) + (Header.AlphaBand is null ? 0 : 1);
        ReadPlan plan = ReadPlan.Create(Header, bounds, size, together, resampling, _options);
        if (plan.SourceWindow is not { } window)
        {
            return null;
        }

        PixelValidity validity = PixelValidity.Of(Header, plan.Level, noData);
        IReadOnlyList<int> samples = Samples(plan.Level, bands);
        return plan.OnFullImage is { } axes && plan.Resampling == Resampling.Nearest && NeedsFullMask(plan.Level, validity)
            ? await WithFullMaskAsync(await ReadNearestAsync().ConfigureAwait(false), PicksOf(axes), cancellationToken)
                .ConfigureAwait(false)
            : await ReadBoxAsync(plan, window, samples, validity, cancellationToken).ConfigureAwait(false);

        Task<Raster> ReadNearestAsync() => ReadBoxAsync(plan, window, samples, new(ValidityKind.All), cancellationToken);
    }

    /// <summary>Reads the one pixel that holds a point of the CRS; of longitudes, on whichever side of ±180° the image is.</summary>
    /// <param name="x">Easting or longitude.</param>
    /// <param name="y">Northing or latitude.</param>
    /// <param name="options">Bands and nodata; null for all bands and the file's nodata.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>A raster of one pixel; null when the point lies outside the image.</returns>
    public async Task<Raster?> ReadPointAsync(
        double x,
        double y,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        if (Header.GeoKeys.IsGeographic && !(x >= Header.Bounds.MinX && x < Header.Bounds.MaxX))
        {
            x = WorldAxis.Longitude.Near(x, (Header.Bounds.MinX + Header.Bounds.MaxX) / 2);
            x -= x >= Header.Bounds.MaxX && x - 360 >= Header.Bounds.MinX ? 360 : 0; // The end of a whole world is its beginning.
        }

        (double column, double row) = Header.GeoTransform.ToPixel(x, y);
        return column >= 0 && row >= 0 && column < Header.Image.Width && row < Header.Image.Height
            ? await ReadWindowAsync(Header.Levels[0], new((int)column, (int)row, 1, 1), options, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<Raster> ReadBoxAsync(
        ReadPlan plan,
        PixelWindow window,
        IReadOnlyList<int> samples,
        PixelValidity validity,
        CancellationToken cancellationToken
    )
    {
        RasterSize size = new(plan.Columns.OutputSize, plan.Rows.OutputSize);
        bool isNearest = plan is { Resampling: Resampling.Nearest, FirstBand: null, Mask: null };
        if (isNearest && PixelPicks.Serve(plan.Level, window, size, samples.Count, _options.Limits))
        {
            return await PickBoxAsync(plan, samples, validity, cancellationToken).ConfigureAwait(false);
        }

        if (plan is { FirstBand: null, Mask: null } && StripPlan.Serves(plan.Level, window, samples.Count, _options.Limits))
        {
            return await ReadInStripsAsync(plan, window, samples, validity, cancellationToken).ConfigureAwait(false);
        }

        Raster source = await ReadPartAsync(plan.Level, window, samples, validity, null, cancellationToken).ConfigureAwait(false);
        if (plan.IsIdentity)
        {
            return source;
        }

        using (source)
        {
            return Resampler.Resample(source, samples, plan, validity, _options, cancellationToken);
        }
    }

    private async Task<Raster> PickBoxAsync(
        ReadPlan plan,
        IReadOnlyList<int> samples,
        PixelValidity validity,
        CancellationToken cancellationToken
    )
    {
        int[] columns = PixelPicks.OfKernel(plan.Columns),
            rows = PixelPicks.OfKernel(plan.Rows);
        var picks = PixelPicks.OfAxes(columns, rows, _options.Limits);
        CogReader owner = OwnerOf(plan.Level);
        Raster raster = await owner
            ._windows.ReadPickedAsync(owner._source, plan.Level, picks, samples, validity, cancellationToken)
            .ConfigureAwait(false);
        picks.FillUnpicked(raster, SampleBytes.Of(_options.BoundlessReadFillValue, raster.SampleType));
        return raster;
    }

    // Some rows of the picture at a time, with the source's rows under them: what is in memory at once is a part of the window.
    private Task<Raster> ReadInStripsAsync(
        ReadPlan plan,
        PixelWindow window,
        IReadOnlyList<int> samples,
        PixelValidity validity,
        CancellationToken cancellationToken
    )
    {
        RasterSize size = new(plan.Columns.OutputSize, plan.Rows.OutputSize);
        var budget = new RequestBudget(_options.Limits);
        return StripPlan.ReadAsync(
            size,
            StripPlan.RowsOf(plan.Level, window, size.Height, samples.Count, _options.Limits),
            _options,
            async (row, count, token) =>
            {
                ReadPlan strip = plan with { Rows = plan.Rows.Slice(row, count) };
                if (strip.SourceWindow is not { } part)
                {
                    Raster outside = Raster.Rent(
                        plan.Level.Image.SampleType,
                        samples.Count,
                        size.Width,
                        count,
                        _options.Limits,
                        _options.Pool
                    );
                    SampleBytes.Fill(outside.Samples, SampleBytes.Of(_options.BoundlessReadFillValue, outside.SampleType));
                    return outside;
                }

                using Raster source = await ReadPartAsync(plan.Level, part, samples, validity, budget, token).ConfigureAwait(false);
                return Resampler.Resample(source, samples, strip, validity, _options, token);
            },
            cancellationToken
        );
    }

    private async Task<Raster> ReadPartAsync(
        ImageLevel level,
        PixelWindow window,
        IReadOnlyList<int> samples,
        PixelValidity validity,
        RequestBudget? budget,
        CancellationToken cancellationToken
    )
    {
        CogReader owner = OwnerOf(level);
        Raster raster = await owner
            ._windows.ReadAsync(owner._source, level, window, samples, validity, cancellationToken, budget)
            .ConfigureAwait(false);
        if (!NeedsFullMask(level, validity))
        {
            return raster;
        }

        int[] columns = [.. Enumerable.Range(0, window.Width).Select(i => Inside(window.X + i, level.Width))];
        int[] rows = [.. Enumerable.Range(0, window.Height).Select(i => Inside(window.Y + i, level.Height))];
        PixelPicks picks = PixelPicks
            .OfAxes(columns, rows, _options.Limits)
            .On(new(level.Width, level.Height), new(Header.Image.Width, Header.Image.Height), _options.Limits);
        return await WithFullMaskAsync(raster, picks, cancellationToken).ConfigureAwait(false);

        static int Inside(int position, int length) => position < length ? position : PixelPicks.None;
    }

    private static bool NeedsFullMask(ImageLevel level, PixelValidity validity) => validity.Kind == ValidityKind.Mask && level.Mask is null;

    private PixelPicks PicksOf((ResamplingAxis Columns, ResamplingAxis Rows) axes) =>
        PixelPicks.OfAxes(
            PixelPicks.OfKernel(ResamplingKernel.Create(axes.Columns, Header.Image.Width, Resampling.Nearest, _options.Limits)),
            PixelPicks.OfKernel(ResamplingKernel.Create(axes.Rows, Header.Image.Height, Resampling.Nearest, _options.Limits)),
            _options.Limits
        );

    // The mask of the full image is that of overviews without one, as in GDAL, whose dataset mask is read by decimation.
    private async Task<Raster> WithFullMaskAsync(Raster raster, PixelPicks picks, CancellationToken cancellationToken)
    {
        try
        {
            await _windows.ReadMaskAsync(_source, Header.Levels[0].Mask!, picks, raster, cancellationToken).ConfigureAwait(false);
            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="CogHeader.Profile"/>
    public Profile Profile => Header.Profile;

    /// <inheritdoc cref="CogHeader.IsMasked"/>
    public bool IsMasked => Header.IsMasked;

    /// <inheritdoc cref="CogHeader.MaskFlags"/>
    public IReadOnlyList<MaskFlags> MaskFlags => Header.MaskFlags;

    /// <inheritdoc cref="CogHeader.Colormap"/>
    public IReadOnlyDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)>? Colormap => Header.Colormap;

    /// <inheritdoc cref="CogHeader.CreateTileMatrixSet"/>
    public string CreateTileMatrixSet(string identifier) => Header.CreateTileMatrixSet(identifier);

    /// <summary>Judges whether the file is laid out as a Cloud Optimized GeoTIFF, by rio-cogeo's rules, in its words.</summary>
    /// <param name="full">Whether blocks are looked at, too: their order, and the leaders and trailers that the file promises. Costs reads
    /// of the whole block index.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public Task<CogValidation> ValidateAsync(bool full = false, CancellationToken cancellationToken = default) =>
        CogValidator.ValidateAsync(
            _source,
            Header,
            _options,
            new ValidationRequest { IsFull = full, HasExternalOverviews = _external is not null },
            cancellationToken
        );

    /// <summary>The directory at a position of the chain, when there is one.</summary>
    /// <exception cref="CogException">It cannot be read.</exception>
    private Ifd? FindDirectory(int ifd) =>
        ifd < 0 || ifd >= Header.Ifds.Count ? null
        : Header.Ifds[ifd].Problem is { } problem ? throw problem
        : Header.Ifds[ifd];

    private static bool IsInside(Ifd directory, int x, int y) => x >= 0 && y >= 0 && x < directory.BlocksAcross && y < directory.BlocksDown;

    private static PixelWindow WindowOf(Ifd directory, int x, int y) => BlockGrid.Of(directory).Cell(x, y).Window;

    private Raster Padded(Raster? inside, SampleType type, int bands, RasterSize size)
    {
        Raster whole = Raster.Rent(type, bands, size.Width, size.Height, _options.Limits, _options.Pool);
        SampleBytes.Fill(whole.Samples, SampleBytes.Of(_options.BoundlessReadFillValue, type));
        for (int row = 0; inside is not null && row < inside.Height; row++)
        {
            inside.MaskRow(row).CopyTo(whole.MaskRow(row));
            for (int band = 0; band < bands; band++)
            {
                inside.RowBytes(band, row).CopyTo(whole.RowBytes(band, row));
            }
        }

        return whole;
    }

    private void Close(IRangeSource source)
    {
        if (!_options.LeaveOpen)
        {
            source.Dispose();
        }
    }

    /// <summary>The file that a level's directory is in.</summary>
    private CogReader OwnerOf(ImageLevel level) => _external is not null && _external.Header.Ifds.Contains(level.Image) ? _external : this;

    private async Task<Raster?> ReadRotatedAsync(RotatedPlan? plan, ReadOptions options, CancellationToken cancellationToken)
    {
        if (plan is null)
        {
            return null;
        }

        if (PixelPicks.Serve(plan.Level, plan.Window, plan.Size, options.Bands?.Count ?? plan.Level.Image.SamplesPerPixel, _options.Limits))
        {
            PixelPicks picks = plan.Picks(_options.Limits, cancellationToken);
            Raster picked = await ReadPickedAsync(plan.Level, picks, options.Bands, options.NoData, cancellationToken)
                .ConfigureAwait(false);
            picks.FillUnpicked(picked, SampleBytes.Of(_options.BoundlessReadFillValue, picked.SampleType));
            return picked;
        }

        using Raster source = await ReadWindowAsync(plan.Level, plan.Window, options, cancellationToken).ConfigureAwait(false);
        return plan.Rotate(source, _options, cancellationToken);
    }

    private static IReadOnlyList<int> Samples(ImageLevel level, IReadOnlyList<int>? bands)
    {
        int count = level.Image.SamplesPerPixel;
        if (bands is null)
        {
            return [.. Enumerable.Range(0, count)];
        }

        return bands.Count > 0 && bands.All(b => b >= 0 && b < count)
            ? bands
            : throw new ArgumentOutOfRangeException(
                nameof(bands),
                $"[{string.Join(", ", bands)}] are not all among the samples 0 … {count - 1}."
            );
    }
}
