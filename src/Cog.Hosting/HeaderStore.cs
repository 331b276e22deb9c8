using BitFaster.Caching.Lru;
using Cog.Header;
using Cog.Sources;

namespace Cog.Hosting;

/// <summary>Open files in warm memory, by address; bounded, least recently used first out.</summary>
/// <remarks>
/// Requests that ask for a file at the same time share one read of its header. A failed read is forgotten, and fails all who wait for it.
/// A header whose source states no version is not kept: an overwritten file could not be noticed.
/// </remarks>
public sealed class HeaderStore(Func<Uri, IRangeSource> open, CogOptions options, CogReaderOptions readerOptions, TimeProvider time)
{
    // The smallest that the cache can be is three; with no capacity, entries live only while they are being read.
    private readonly ConcurrentLru<string, Entry> _entries = new(Math.Max(3, options.HeaderCacheSize));

    /// <summary>Gives the open file, reading its header if it is not in memory.</summary>
    /// <param name="source">What the result reads through.</param>
    /// <param name="log">Where the header's reads are written down, if this request is what they are made for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CogException">The header cannot be read.</exception>
    public async Task<CogReader> OpenAsync(IRangeSource source, RequestLog log, CancellationToken cancellationToken)
    {
        string key = source.Uri.AbsoluteUri;
        while (true)
        {
            var mine = new Entry(time.GetTimestamp());
            mine.Read = new(() => ReadAsync(source.Uri, mine, log));

            Entry entry = _entries.GetOrAdd(key, static (_, candidate) => candidate, mine);
            if (entry != mine && time.GetElapsedTime(entry.Since) > options.HeaderMaxAge)
            {
                Remove(key, entry);
                continue;
            }

            log.HeaderFrom = entry == mine ? "file" : "memory";

            // The read goes on when this caller leaves: others may be waiting for it.
            CogReader reader = await entry.Read.Value.WaitAsync(cancellationToken);
            return reader.WithSource(source);
        }
    }

    /// <summary>Forgets a file, unless it has been read anew since.</summary>
    /// <param name="source">The file.</param>
    /// <param name="stale">What was found to be outdated.</param>
    public void Drop(IRangeSource source, CogHeader stale)
    {
        string key = source.Uri.AbsoluteUri;
        if (_entries.TryGet(key, out Entry? entry) && entry.Read.Value is { IsCompletedSuccessfully: true } read && read.Result.Header == stale)
        {
            Remove(key, entry);
        }
    }

    // Through a source of its own: the request that began it may end, and close its source, while others wait.
    private async Task<CogReader> ReadAsync(Uri uri, Entry entry, RequestLog log)
    {
        bool keep = false;
        IRangeSource source = open(uri);
        using var deadline = new CancellationTokenSource(options.RequestTimeout, time);
        try
        {
            CogReader reader = await CogReader.OpenAsync(log.Record(source), readerOptions, deadline.Token);
            keep = reader.Header.ETag is not null && options.HeaderCacheSize > 0;
            return reader;
        }
        catch (OperationCanceledException e)
        {
            throw new SourceTimeoutException($"The header of {uri} did not arrive within {options.RequestTimeout.TotalSeconds:0.#} seconds.", e);
        }
        finally
        {
            (source as IDisposable)?.Dispose();
            if (!keep)
            {
                Remove(uri.AbsoluteUri, entry);
            }
        }
    }

    private void Remove(string key, Entry entry) => _entries.TryRemove(new KeyValuePair<string, Entry>(key, entry));

    private sealed class Entry(long since)
    {
        public long Since { get; } = since;

        public Lazy<Task<CogReader>> Read { get; set; } = null!;
    }
}
