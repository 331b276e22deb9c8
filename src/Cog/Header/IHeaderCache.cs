using System.Collections.ObjectModel;

namespace Cog.Header;

/// <summary>Where headers outlive a process: shared by all that read the same objects.</summary>
/// <remarks>
/// A cache is never needed for an answer. Whatever goes wrong inside one, it has no header, keeps none, and throws nothing but
/// <see cref="OperationCanceledException"/> for the caller's own token. A header found here may be outdated; the first block read, which
/// expects its ETag, says so. Implementations are safe for concurrent calls.
/// </remarks>
internal interface IHeaderCache
{
    /// <summary>Finds a header.</summary>
    /// <returns>Null when there is none, it has expired, or the cache cannot say.</returns>
    ValueTask<CachedHeader?> GetAsync(HeaderKey key, CancellationToken cancellationToken);

    /// <summary>Finds the headers of several objects in few questions: one for each hundred.</summary>
    /// <returns>Those that are there, have not expired, and that the cache has told of in time.</returns>
    ValueTask<IReadOnlyDictionary<HeaderKey, CachedHeader>> GetManyAsync(
        IReadOnlyCollection<HeaderKey> keys,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Keeps a header, unless there is one that was read later. One without an ETag is not kept: an overwritten object could not be
    /// noticed.
    /// </summary>
    ValueTask PutAsync(HeaderKey key, CachedHeader header, CancellationToken cancellationToken);

    /// <summary>Keeps ranges of values beside the header of the version that they were counted on, unless it is no longer there.</summary>
    /// <param name="key">The object.</param>
    /// <param name="etag">The version.</param>
    /// <param name="ranges">By sample, from 0; ranges of other samples stay.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    ValueTask PutRangesAsync(HeaderKey key, string etag, IReadOnlyDictionary<int, ValueRange> ranges, CancellationToken cancellationToken);

    /// <summary>Forgets a header that turned out to be outdated, unless another has taken its place since.</summary>
    /// <param name="key">The object.</param>
    /// <param name="etag">The version that is no longer there.</param>
    /// <param name="cancellationToken">Abandons the removal.</param>
    ValueTask RemoveAsync(HeaderKey key, string etag, CancellationToken cancellationToken);
}

/// <summary>What a cached header is found by: the object, and on whose bill it was read.</summary>
/// <param name="Object">The object, of one version where the address names one.</param>
/// <param name="RequesterPays"> Whether it was read with RequestPayer=requester. The two are kept apart: what was read because a caller
/// said who pays is no proof that one who did not say so may read it.
/// </param>
internal readonly record struct HeaderKey(Uri Object, bool RequesterPays)
{
    /// <summary>The key as text: the address, and a word behind a space, which no address contains, when the requester pays.</summary>
    public override string ToString() => RequesterPays ? $"{Object.AbsoluteUri} requester" : Object.AbsoluteUri;
}

/// <summary>A header as a cache gives it.</summary>
/// <param name="Header">The header.</param>
/// <param name="ReadAt"> When its reading from the object began. This orders the headers of one object, since an ETag has no order and
/// Last-Modified is the time at which a multipart upload began, not that at which it took effect; S3 is consistent, so what was asked for
/// later is never older.
/// </param>
internal sealed record CachedHeader(CogHeader Header, DateTimeOffset ReadAt)
{
    /// <summary>The ranges of values that were counted, by sample, from 0.</summary>
    public IReadOnlyDictionary<int, ValueRange> Ranges { get; init; } = ReadOnlyDictionary<int, ValueRange>.Empty;
}

/// <summary>Between which values most of a band lies.</summary>
internal readonly record struct ValueRange(double Minimum, double Maximum);
