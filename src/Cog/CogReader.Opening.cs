using Cog.Header;
using Cog.Sources;

namespace Cog;

/// <content>Opening and closing.</content>
public sealed partial class CogReader
{
    // rio-cogeo's and GDAL's, for whether a file should have overviews.
    private const int LargestWithoutOverviews = 512;

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
    /// none for a file that has overviews of its own, or is too small to need any.
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

    private void Close(IRangeSource source)
    {
        if (!_options.LeaveOpen)
        {
            source.Dispose();
        }
    }
}
