using Cog.Blocks;
using Cog.Geo;
using Cog.Header;
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
public sealed partial class CogReader : IAsyncDisposable
{
    private readonly IRangeSource _source;
    private readonly CogReaderOptions _options;
    private readonly BlockIndexes _indexes;
    private readonly WindowReader _windows;
    private readonly LevelReader _levels;
    private readonly BlockReader _blocks;
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
        _windows = new(source, header, indexes, options, log);
        _levels = new(header, _windows, external?._windows, options);
        _blocks = new(_windows, _levels, options);
    }

    /// <summary>The parsed header: size, CRS, tags, levels.</summary>
    public CogHeader Header { get; }

    /// <summary>The options that the file is read with.</summary>
    public CogReaderOptions Options => _options;

    /// <summary>
    /// What the file cost so far, header included: the log of <see cref="CogReaderOptions.ReadLog"/>, aiocogeo's <c>requests</c>; null when
    /// there is none.
    /// </summary>
    public ReadLog? Requests => _log;

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
    /// <param name="x">Column of the block, from 0.</param>
    /// <param name="y">Row of the block, from 0.</param>
    /// <param name="options">Bands, nodata, and whether a block at the edge is clipped: <see cref="ReadOptions.WholeBlocks"/>. Null clips,
    /// and gives all bands.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>
    /// The samples of all bands and their mask. Null when there is no such directory or, for blocks that are clipped, no such block.
    /// </returns>
    /// <exception cref="CogException"> The block is outside the image, whole blocks are wanted and
    /// <see cref="CogReaderOptions.BoundlessRead"/> is off; or it cannot be read.
    /// </exception>
    public async Task<Raster?> ReadBlockAsync(
        int ifd,
        int x,
        int y,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        return FindDirectory(ifd) is { } directory
            ? await _blocks.ReadAsync(directory, x, y, options ?? ReadOptions.Default, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Fetches one block without decoding it: the bytes as the file stores them, and what decodes them.</summary>
    /// <param name="ifd">Position in the chain of directories.</param>
    /// <param name="x">Column of the block, from 0.</param>
    /// <param name="y">Row of the block, from 0.</param>
    /// <param name="plane">Of a planar image, the sample, from 0; else 0.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when there is no such directory, block or plane.</returns>
    /// <exception cref="CogException">It cannot be read, or is beyond a limit.</exception>
    public async Task<CompressedBlock?> FetchBlockAsync(int ifd, int x, int y, int plane = 0, CancellationToken cancellationToken = default)
    {
        return FindDirectory(ifd) is { } directory
            ? await _blocks.FetchAsync(directory, (x, y, plane), cancellationToken).ConfigureAwait(false)
            : null;
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
        return await _levels.ReadAsync(Request(level, options), window, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads single pixels of one level: nearest neighbour, in the memory of the picture that they make.</summary>
    /// <param name="level">The level, one of <see cref="CogHeader.Levels"/>.</param>
    /// <param name="picks">Which pixels.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    internal Task<Raster> ReadPickedAsync(
        ImageLevel level,
        PixelPicks picks,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        CancellationToken cancellationToken
    ) => _levels.ReadPickedAsync(PixelRequest.Of(Header, level, bands, noData), picks, cancellationToken);

    /// <inheritdoc cref="WindowReader.FetchStoredAsync"/>
    internal Task<StoredBlock> FetchStoredAsync(
        ImageLevel level,
        (int X, int Y) position,
        bool asksMask,
        CancellationToken cancellationToken
    ) => _levels.FetchStoredAsync(level, position, asksMask, cancellationToken);

    /// <summary>Reads a box of the CRS at a wanted size: the right overview, resampled (aiocogeo's <c>read</c>, GDAL's RasterIO).</summary>
    /// <param name="bounds">In the file's CRS. A rotated image is turned, by nearest neighbour only.</param>
    /// <param name="size">Columns and rows of the result.</param>
    /// <param name="options">Resampling, bands and nodata; null for nearest neighbour, all bands and the file's nodata.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when the box misses the image.</returns>
    /// <exception cref="CogException"> It reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is off; the image is rotated,
    /// and the resampling is not nearest; or it cannot be read.
    /// </exception>
    public async Task<Raster?> ReadAsync(
        BoundingBox bounds,
        RasterSize size,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= ReadOptions.Default;
        Resampling resampling = options.Resampling;
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

        var plans = new PlanReader(_levels, _options, _log);
        if (!Header.GeoTransform.IsAxisAligned)
        {
            return RotatedPlan.Create(Header, bounds, size, resampling, _options) is { } rotated
                ? await plans.ReadAsync(rotated, Request(rotated.Level, options), cancellationToken).ConfigureAwait(false)
                : null;
        }

        int together = (options.Bands?.Count ?? Header.Image.SamplesPerPixel) + (Header.AlphaBand is null ? 0 : 1);
        ReadPlan plan = ReadPlan.Create(Header, bounds, size, together, resampling, _options);
        return plan.SourceWindow is null
            ? null
            : await plans.ReadAsync(plan, Request(plan.Level, options), cancellationToken).ConfigureAwait(false);
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

    /// <summary>Validates the file's layout as that of a Cloud Optimized GeoTIFF, by rio-cogeo's rules and in its words.</summary>
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

    private PixelRequest Request(ImageLevel level, ReadOptions options) => PixelRequest.Of(Header, level, options.Bands, options.NoData);
}
