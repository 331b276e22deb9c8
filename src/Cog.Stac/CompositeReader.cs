namespace Cog.Stac;

/// <summary>Several files, read side by side (aiocogeo's <c>CompositeReader</c>).</summary>
/// <example>
/// <code>
/// var scenes = new CompositeReader([one, other]) { Filter = reader =&gt; reader.Header.EpsgCode == 32632 };
/// Raster?[] same = [.. await scenes.ReadAsync(bounds, new RasterSize(256, 256))];
/// double warmest = await scenes.ReadAsync(bounds, size, parts =&gt; parts.Max(part =&gt; Warmest(part)));
/// </code>
/// </example>
/// <param name="readers">The files. Disposed of with this reader.</param>
public class CompositeReader(IReadOnlyList<CogReader> readers) : IAsyncDisposable
{
    /// <summary>The files.</summary>
    public IReadOnlyList<CogReader> Readers => readers;

    /// <summary>Which files take part in a call; all by default.</summary>
    public Func<CogReader, bool> Filter { get; init; } = _ => true;

    /// <summary>
    /// What is done with the rasters of a call that names no reducer of its own (aiocogeo's <c>default_reducer</c>); by default they are
    /// returned as they are. It disposes those that it does not return.
    /// </summary>
    public Func<IReadOnlyList<Raster?>, IReadOnlyList<Raster?>> DefaultReducer { get; init; } = rasters => rasters;

    /// <summary>Calls a function for each file that <see cref="Filter"/> lets pass, side by side.</summary>
    /// <param name="map">The function.</param>
    /// <returns>The results, in the order of the files.</returns>
    /// <exception cref="CogException">The first failure, in the order of the files; all others have ended by then.</exception>
    public async Task<IReadOnlyList<T>> MapAsync<T>(Func<CogReader, Task<T>> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Task<T>[] asked = [.. Readers.Where(Filter).Select(reader => AskAsync(map, reader))];
        try
        {
            return await Task.WhenAll(asked).ConfigureAwait(false);
        }
        catch
        {
            // Rasters are rented: what succeeded beside a failure is nobody's.
            foreach (Task<T> task in asked)
            {
                if (task.IsCompletedSuccessfully)
                {
                    (task.Result as IDisposable)?.Dispose();
                }
            }

            throw;
        }
    }

    /// <summary>Reads one block of each file, by the number of its directory (aiocogeo's <c>get_tile</c>).</summary>
    /// <param name="ifd">The directory, from 0.</param>
    /// <param name="x">Its column of blocks, from 0.</param>
    /// <param name="y">Its row of blocks, from 0.</param>
    /// <param name="options">Bands and nodata.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>What <see cref="DefaultReducer"/> makes of the blocks; the caller disposes them.</returns>
    public Task<IReadOnlyList<Raster?>> ReadBlockAsync(
        int ifd,
        int x,
        int y,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    ) => ReadBlockAsync(ifd, x, y, DefaultReducer, options, cancellationToken);

    /// <summary>The same, with a reducer of its own.</summary>
    /// <param name="ifd">The directory, from 0.</param>
    /// <param name="x">Its column of blocks, from 0.</param>
    /// <param name="y">Its row of blocks, from 0.</param>
    /// <param name="reducer">Makes one result of the blocks, and owns them.</param>
    /// <param name="options">Bands and nodata.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<T> ReadBlockAsync<T>(
        int ifd,
        int x,
        int y,
        Func<IReadOnlyList<Raster?>, T> reducer,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(reducer);
        return reducer(
            await MapAsync(async reader =>
                    (Raster?)await reader.ReadBlockAsync(ifd, x, y, OptionsOf(reader, options), cancellationToken).ConfigureAwait(false)
                )
                .ConfigureAwait(false)
        );
    }

    /// <summary>Reads a box of each file, in each file's own CRS (aiocogeo's <c>read</c>).</summary>
    /// <param name="bounds">The box.</param>
    /// <param name="size">Columns and rows of each raster.</param>
    /// <param name="options">Resampling, bands and nodata.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>
    /// What <see cref="DefaultReducer"/> makes of the rasters, one for each file: null where it has no pixel in the box. The caller
    /// disposes them.
    /// </returns>
    public Task<IReadOnlyList<Raster?>> ReadAsync(
        BoundingBox bounds,
        RasterSize size,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    ) => ReadAsync(bounds, size, DefaultReducer, options, cancellationToken);

    /// <summary>The same, with a reducer of its own.</summary>
    /// <param name="bounds">The box.</param>
    /// <param name="size">Columns and rows of each raster.</param>
    /// <param name="reducer">Makes one result of the rasters, and owns them.</param>
    /// <param name="options">Resampling, bands and nodata.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<T> ReadAsync<T>(
        BoundingBox bounds,
        RasterSize size,
        Func<IReadOnlyList<Raster?>, T> reducer,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(reducer);
        return reducer(
            await MapAsync(reader => reader.ReadAsync(bounds, size, OptionsOf(reader, options), cancellationToken)).ConfigureAwait(false)
        );
    }

    /// <summary>Reads the pixel at a place of each file, in each file's own CRS.</summary>
    /// <param name="x">Easting or longitude.</param>
    /// <param name="y">Northing or latitude.</param>
    /// <param name="options">Bands and nodata.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>What <see cref="DefaultReducer"/> makes of the rasters of one pixel; null where the place is outside of a file.</returns>
    public async Task<IReadOnlyList<Raster?>> ReadPointAsync(
        double x,
        double y,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default
    ) =>
        DefaultReducer(
            await MapAsync(reader => reader.ReadPointAsync(x, y, OptionsOf(reader, options), cancellationToken)).ConfigureAwait(false)
        );

    /// <summary>Closes all files. Rasters stay valid.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (CogReader reader in Readers)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    // What is known of a file beside what it says itself.
    private protected virtual ReadOptions? OptionsOf(CogReader reader, ReadOptions? options) => options;

    // One that throws before it waits is a failure like others.
    private static async Task<T> AskAsync<T>(Func<CogReader, Task<T>> map, CogReader reader) => await map(reader).ConfigureAwait(false);
}
