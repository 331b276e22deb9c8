using System.Collections.Concurrent;
using Cog.Header;

namespace Cog.Testing.Web.Hosting;

/// <summary>The shared table, in memory.</summary>
internal sealed class FakeHeaderCache : IHeaderCache
{
    public ConcurrentDictionary<HeaderKey, CachedHeader> Items { get; } = new();

    /// <summary>What was asked of it.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public ValueTask<CachedHeader?> GetAsync(HeaderKey key, CancellationToken cancellationToken)
    {
        Calls.Enqueue("get");
        return ValueTask.FromResult(Items.GetValueOrDefault(key));
    }

    public ValueTask<IReadOnlyDictionary<HeaderKey, CachedHeader>> GetManyAsync(
        IReadOnlyCollection<HeaderKey> keys,
        CancellationToken cancellationToken
    )
    {
        Calls.Enqueue($"get {keys.Count}");
        return ValueTask.FromResult<IReadOnlyDictionary<HeaderKey, CachedHeader>>(
            keys.Where(Items.ContainsKey).ToDictionary(key => key, key => Items[key])
        );
    }

    public ValueTask PutAsync(HeaderKey key, CachedHeader header, CancellationToken cancellationToken)
    {
        Calls.Enqueue("put");
        Items.AddOrUpdate(key, header, (_, known) => known.ReadAt > header.ReadAt ? known : header);
        return ValueTask.CompletedTask;
    }

    public ValueTask PutRangesAsync(
        HeaderKey key,
        string etag,
        IReadOnlyDictionary<int, ValueRange> ranges,
        CancellationToken cancellationToken
    )
    {
        Calls.Enqueue("ranges");
        if (Items.TryGetValue(key, out CachedHeader? item) && item.Header.ETag == etag)
        {
            Items[key] = item with { Ranges = item.Ranges.Where(r => !ranges.ContainsKey(r.Key)).Concat(ranges).ToDictionary() };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(HeaderKey key, string etag, CancellationToken cancellationToken)
    {
        Calls.Enqueue("remove");
        if (Items.TryGetValue(key, out CachedHeader? header) && header.Header.ETag == etag)
        {
            Items.TryRemove(key, out _);
        }

        return ValueTask.CompletedTask;
    }
}
