using Cog.Geo;
using Cog.Header;
using Cog.Reading;
using Cog.Sources;

namespace Cog;

/// <summary>An open file: start reading here.</summary>
/// <example>
/// <code>
/// var reader = await CogReader.OpenAsync(new FileRangeSource("dem.tif"), CogReaderOptions.Default, cancellationToken);
/// using Raster raster = await reader.ReadAsync(reader.Header.Bounds, new(256, 256), Resampling.Bilinear, null, cancellationToken);
/// </code>
/// </example>
/// <remarks>Safe for concurrent calls. Every read after the header's says which version of the object it expects.</remarks>
public sealed class CogReader
{
    private readonly IRangeSource _source;
    private readonly CogReaderOptions _options;

    /// <summary>Opens a file whose header is known already, without a read.</summary>
    public CogReader(IRangeSource source, CogHeader header, CogReaderOptions options) =>
        (_source, Header, _options) = (source, header, options);

    public CogHeader Header { get; }

    public CogReaderOptions Options => _options;

    /// <summary>Opens a file: one read, if its header fits <see cref="CogReaderOptions.IngestedBytesAtOpen"/>.</summary>
    public static async Task<CogReader> OpenAsync(IRangeSource source, CogReaderOptions options, CancellationToken cancellationToken) =>
        new(source, await CogHeaderReader.ReadAsync(source, options, cancellationToken).ConfigureAwait(false), options);

    /// <summary>The same open file, read through another source of the same object: header and block index pages are shared. So a request can have its reads recorded.</summary>
    public CogReader WithSource(IRangeSource source) => throw new NotImplementedException();

    /// <summary>Reads one block as stored, clipped to the image (aiocogeo's <c>get_tile</c>). A mask directory gives 0 and 255.</summary>
    /// <param name="ifd">Position in the chain of directories.</param>
    /// <param name="x">Block column.</param>
    /// <param name="y">Block row.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>All bands (all planes of a planar image), with validity; null when the image has no such block or directory.</returns>
    public Task<Raster?> ReadBlockAsync(int ifd, int x, int y, CancellationToken cancellationToken) => throw new NotImplementedException(_source.ToString());

    /// <summary>Reads pixels of one level, not resampled.</summary>
    /// <param name="level">The level, one of <see cref="CogHeader.Levels"/>.</param>
    /// <param name="window">May reach outside the image: what lies there is masked.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all. The alpha sample counts as one.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    public Task<Raster> ReadWindowAsync(ImageLevel level, PixelWindow window, IReadOnlyList<int>? bands, NoDataValue? noData, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Reads a box of the CRS at a wanted size: the right overview, resampled (aiocogeo's <c>read</c>, GDAL's RasterIO).</summary>
    /// <param name="bounds">In the file's CRS.</param>
    /// <param name="size">Columns and rows of the result.</param>
    /// <param name="resampling">How source pixels become output pixels, mask-aware.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when the box misses the image.</returns>
    public Task<Raster?> ReadAsync(BoundingBox bounds, RasterSize size, Resampling resampling, IReadOnlyList<int>? bands, NoDataValue? noData, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Reads the one pixel that holds a point of the CRS.</summary>
    /// <returns>A raster of one pixel; null when the point lies outside the image.</returns>
    public Task<Raster?> ReadPointAsync(double x, double y, IReadOnlyList<int>? bands, NoDataValue? noData, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
