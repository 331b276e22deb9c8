namespace Cog.Header;

/// <summary>A header as a cache gives it.</summary>
/// <param name="Header">The header.</param>
/// <param name="ReadAt">
/// When its reading from the object began. This orders the headers of one object, since an ETag has no order and Last-Modified is the time at which
/// a multipart upload began, not that at which it took effect; S3 is consistent, so what was asked for later is never older.
/// </param>
public sealed record CachedHeader(CogHeader Header, DateTimeOffset ReadAt);
