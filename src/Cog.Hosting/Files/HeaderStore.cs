using Cog.Blocks;
using Cog.Header;
using Cog.Hosting.Sources;
using Cog.Sources;

namespace Cog.Hosting.Files;

/// <summary>
/// Headers from where they are nearest: this process's memory, the table that all share, the file. Memory is bounded by bytes, least
/// recently used first out.
/// </summary>
/// <remarks>
/// Requests that ask for a file at the same time share one read of its header. A failed read is forgotten, and fails all who wait for it.
/// A header whose source states no version is not kept: an overwritten file could not be noticed. One that is kept may be outdated; every
/// further read, which expects its version, says so, and <see cref="ConfirmAsync"/> asks for those who read nothing further: a header is
/// all they need, or their blocks are in memory, too.
/// </remarks>
/// <param name="table">The shared table; null for none.</param>
/// <param name="options">How much is kept, and for how long; and whether overviews are looked for beside a file without any.</param>
/// <param name="readerOptions">How files are read.</param>
/// <param name="time">The clock.</param>
internal sealed class HeaderStore(IHeaderCache? table, CogOptions options, CogReaderOptions readerOptions, TimeProvider time)
{
    private static readonly ByteRange s_leastRead = new(0, 1);

    // What somebody says of a header is believed up to this.
    private const int MaxFirstRead = 1 << 20;

    // Of one entry beside its reader: key, OpenHeader, nodes of table and list.
    private const int OverheadBytes = 1024;

    private readonly ByteBoundedLru<HeaderKey, OpenHeader> _entries = new(options.EnableHeaderCache ? options.HeaderCacheBytes : 0);

    // What a caller paid for is not shown to one who did not say so.
    private readonly CogReaderOptions _requesterOptions = readerOptions with { BlockCacheScope = "requester" };

    /// <summary>Bytes of memory that the headers take, block index pages included.</summary>
    public long ByteCount => _entries.ByteCount;

    /// <summary>Gives the header, reading it if it is not in memory.</summary>
    /// <param name="location">The file.</param>
    /// <param name="log">Where the header's reads are written down, if this request is what they are made for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="told">What the table has said already; of another file, it is asked.</param>
    /// <exception cref="CogException">The header cannot be read.</exception>
    public async Task<OpenHeader> OpenAsync(
        FileLocation location,
        RequestLog log,
        CancellationToken cancellationToken,
        TableAnswers? told = null
    )
    {
        OpenHeader mine = new();
        mine.Reading = new(() => ReadAsync(location, mine, log, told));

        OpenHeader entry = _entries.GetOrAdd(location.Key, mine);
        if (entry != mine)
        {
            log.HeaderFrom = "memory";
        }

        // The read goes on when this caller leaves: others may be waiting for it.
        await entry.Reading.Value.WaitAsync(cancellationToken);
        return entry;
    }

    /// <summary>
    /// Asks the shared table for the headers of several files in one question, but for those that are in memory, so that each can be
    /// opened without another.
    /// </summary>
    /// <param name="keys">The files.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public async Task<TableAnswers> AskTableAsync(IEnumerable<HeaderKey> keys, CancellationToken cancellationToken)
    {
        HashSet<HeaderKey> unknown = table is null ? [] : [.. keys.Where(key => _entries.Find(key) is null)];
        return table is null || unknown.Count < 2
            ? TableAnswers.None // One is asked for as it is opened.
            : new(unknown, await table.GetManyAsync(unknown, cancellationToken));
    }

    /// <summary>The header in memory; null when there is none, or it is still being read.</summary>
    public CogHeader? Known(HeaderKey key) =>
        _entries.Find(key) is { Reading: { IsValueCreated: true, Value.IsCompletedSuccessfully: true } } entry ? entry.Reader.Header : null;

    /// <summary>
    /// Makes sure that an answer that reads nothing further is not older than <see cref="CogOptions.HeaderRevalidate"/>, by one small read
    /// if need be.
    /// </summary>
    /// <param name="header">What the answer is made of.</param>
    /// <param name="source">The file.</param>
    /// <param name="external">Its overviews, where they are in a file of their own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <exception cref="SourceChangedException">The header is another version's.</exception>
    public async Task ConfirmAsync(OpenHeader header, IRangeSource source, IRangeSource? external, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - header.AsOf > options.HeaderRevalidate)
        {
            await source.ReadAsync(s_leastRead, header.Reader.Header.ETag, cancellationToken);
            if (external is not null)
            {
                await external.ReadAsync(s_leastRead, header.Reader.Header.ExternalOverviews?.ETag, cancellationToken);
            }

            header.Confirm(now);
        }
    }

    /// <summary>Notes what a header takes now: pages of its block indexes may have come to it.</summary>
    public void SetSize(HeaderKey key, OpenHeader header) => SetSize(key, header, header.Reader);

    /// <summary>The same source; each read that expects the header's version, and gets it, makes the header younger.</summary>
    public IRangeSource Watch(OpenHeader header, IRangeSource source) => new WatchedSource(header, source, time);

    /// <summary>Forgets a header, here and in the table, unless it has been read anew since.</summary>
    /// <param name="key">The file.</param>
    /// <param name="stale">What was found to be outdated.</param>
    /// <param name="cancellationToken">Abandons the removal from the table.</param>
    public async Task DropAsync(HeaderKey key, OpenHeader stale, CancellationToken cancellationToken)
    {
        Remove(key, stale);
        if (table is not null && stale.Reader.Header.ETag is { } etag)
        {
            await stale.Storing; // Else it could be written after its removal.
            await table.RemoveAsync(key, etag, cancellationToken);
        }
    }

    // Through a source of its own: the request that began it may end, and close its source, while others wait.
    private async Task<CogReader> ReadAsync(FileLocation location, OpenHeader entry, RequestLog log, TableAnswers? told)
    {
        HeaderKey key = location.Key;
        CogReader? kept = null;
        CogReaderOptions reading = key.RequesterPays ? _requesterOptions : readerOptions;
        if (location.HeaderBytes is { } first)
        {
            reading = reading with { IngestedBytesAtOpen = Math.Clamp(first, reading.IngestedBytesAtOpen, MaxFirstRead) };
        }

        using MeteredSource source = log.Record(location.Open());
        using MeteredSource? external = options.ExternalOverviews && location.OpenOverviews is { } open ? log.Record(open()) : null;
        using var deadline = new CancellationTokenSource(readerOptions.Limits.MaxTimePerRequest, time);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            CachedHeader? shared =
                told?.Asked.Contains(key) == true ? told.Found.GetValueOrDefault(key)
                : table is null ? null
                : await table.GetAsync(key, deadline.Token);
            if (shared is not null)
            {
                log.HeaderFrom = "table";
                entry.Confirm(shared.ReadAt <= now ? shared.ReadAt : now); // Clocks differ.
                entry.Ranges = new(shared.Ranges, KeepRanges(key, entry, shared.Header.ETag));
                return kept = new(source, shared.Header, reading, external);
            }

            log.HeaderFrom = "file";
            entry.Confirm(now);
            CogReader reader = await CogReader.OpenAsync(source, reading, deadline.Token);
            if (external is not null)
            {
                reader = await reader.WithExternalOverviewsAsync(external, deadline.Token);
            }

            if (reader.Header.ETag is not null)
            {
                kept = reader;
                entry.Ranges = new(keep: KeepRanges(key, entry, reader.Header.ETag));
                entry.Storing = table?.PutAsync(key, new(reader.Header, now), CancellationToken.None).AsTask() ?? Task.CompletedTask;
            }

            return reader;
        }
        catch (OperationCanceledException)
        {
            throw LimitExceededException.Of(
                $"The header of {SourceName.Of(key.Object)} takes longer",
                readerOptions.Limits.MaxTimePerRequest
            );
        }
        finally
        {
            if (kept is null)
            {
                Remove(key, entry);
            }
            else
            {
                SetSize(key, entry, kept);
            }
        }
    }

    private Func<IReadOnlyDictionary<int, ValueRange>, Task>? KeepRanges(HeaderKey key, OpenHeader entry, string? etag) =>
        table is null || etag is null
            ? null
            : async ranges =>
            {
                await entry.Storing; // They stand beside the header.
                await table.PutRangesAsync(key, etag, ranges, CancellationToken.None); // Its own time-out is short.
            };

    private void SetSize(HeaderKey key, OpenHeader entry, CogReader reader) =>
        _entries.SetSize(key, entry, OverheadBytes + reader.MemoryBytes + entry.Ranges.ByteCount);

    private void Remove(HeaderKey key, OpenHeader entry) => _entries.Remove(key, entry);

    private sealed class WatchedSource(OpenHeader header, IRangeSource inner, TimeProvider time) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public void Dispose() => inner.Dispose();

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            DateTimeOffset asked = time.GetUtcNow();
            RangeRead read = await inner.ReadAsync(range, ifMatch, cancellationToken);
            if (ifMatch is not null)
            {
                header.Confirm(asked);
            }

            return read;
        }
    }
}
