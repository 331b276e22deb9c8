namespace Cog.Header;

/// <summary>Where headers outlive a process: shared by all that read the same objects.</summary>
/// <remarks>
/// A cache is never needed for an answer. Whatever goes wrong inside one, it has no header, keeps none, and throws nothing but
/// <see cref="OperationCanceledException"/> for the caller's own token. A header found here may be outdated; the first block read, which expects its
/// ETag, says so. Implementations are safe for concurrent calls.
/// </remarks>
public interface IHeaderCache
{
    /// <summary>Finds a header.</summary>
    /// <returns>Null when there is none, it has expired, or the cache cannot say.</returns>
    ValueTask<CachedHeader?> GetAsync(HeaderKey key, CancellationToken cancellationToken);

    /// <summary>Keeps a header, unless there is one that was read later. One without an ETag is not kept: an overwritten object could not be noticed.</summary>
    ValueTask PutAsync(HeaderKey key, CachedHeader header, CancellationToken cancellationToken);

    /// <summary>Forgets a header that turned out to be outdated, unless another has taken its place since.</summary>
    /// <param name="key">The object.</param>
    /// <param name="etag">The version that is no longer there.</param>
    /// <param name="cancellationToken">Abandons the removal.</param>
    ValueTask RemoveAsync(HeaderKey key, string etag, CancellationToken cancellationToken);
}
