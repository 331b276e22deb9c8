using Cog.Header;
using Cog.Hosting.Lambda;
using Cog.Hosting.Sources;

namespace Cog.Api.Uploads;

/// <summary>
/// The shared table of headers, kept up with what is uploaded: the first map view of an upload parses nothing, and what was replaced is not
/// found any more.
/// </summary>
/// <param name="table">The table; null when there is none.</param>
/// <param name="options">Who pays for which bucket, as maps ask.</param>
internal sealed class PrewarmedHeaders(IHeaderCache? table, CogOptions options)
{
    /// <summary>The table has the header.</summary>
    public const string Stored = "stored";

    /// <summary>The table has that of a later version, and keeps it.</summary>
    public const string KeptNewer = "kept-newer";

    /// <summary>The table did not take it: it did not answer, or the header is too large for an item.</summary>
    public const string NotStored = "not-stored";

    /// <summary>There is no table.</summary>
    public const string NoTable = "no-table";

    /// <summary>The object has no header that can be read; that of what it replaced is forgotten.</summary>
    public const string NotReadable = "not-readable";

    /// <summary>The store states no version, so that an outdated header could not be noticed.</summary>
    public const string NoVersion = "no-version";

    /// <summary>No address leads to the object's key.</summary>
    public const string NoAddress = "no-address";

    /// <summary>The record is of one version and does not say when it was written: it may be an old one.</summary>
    public const string UnknownTime = "unknown-time";

    /// <summary>Puts the header into the table. Valid or not: whatever can be opened can be looked at.</summary>
    /// <remarks>
    /// Maps ask for the object without a version, by the bill that the bucket's policy says: that is the key. What was read without a
    /// version is what such
    /// a map would have read at that time. A record of one version may be late, and its version no longer the newest; it was the newest
    /// when it was
    /// written, so that is the time its header counts as read at: every header of a later version was read later than that, and the table
    /// keeps the later of
    /// two. Where it has neither, the header is as old as the record to whoever finds it, so an answer without a read asks for the version
    /// first, and a read
    /// expects it.
    /// </remarks>
    /// <param name="record">The upload.</param>
    /// <param name="header">Its header.</param>
    /// <param name="readAt">When it was known to be the object's.</param>
    /// <returns>What became of it, in one of this type's words.</returns>
    public async Task<string> StoreAsync(S3Record record, CogHeader header, DateTimeOffset readAt)
    {
        if (table is null || header.ETag is null || !S3Objects.HasAddress(record))
        {
            return table is null ? NoTable
                : header.ETag is null ? NoVersion
                : NoAddress;
        }

        if (record.VersionId is not null)
        {
            if (record.EventTime is not { } written)
            {
                return UnknownTime;
            }

            readAt = written < readAt ? written : readAt; // Clocks differ.
        }

        var key = new HeaderKey(S3Objects.UriOf(record with { VersionId = null }), options.Aws.PolicyOf(record.Bucket).RequesterPays);
        await table.PutAsync(key, new(header, readAt), CancellationToken.None); // Its own time-out is short.
        return await table.GetAsync(key, CancellationToken.None) is not { } found ? NotStored
            : found.Header.ETag == header.ETag ? Stored
            : KeptNewer;
    }

    /// <summary>Forgets the headers of an object that was removed: that of the version, and the current one.</summary>
    public async Task ForgetAsync(S3Record record, CancellationToken cancellationToken)
    {
        S3Record current = record with { VersionId = null };
        await ForgetAsync(record.VersionId is null ? [current] : [record, current], null, cancellationToken);
    }

    /// <summary>Forgets the header of what an upload without one has replaced; not that of a version written after it.</summary>
    public Task ForgetReplacedAsync(S3Record record, CancellationToken cancellationToken) =>
        ForgetAsync([record with { VersionId = null }], record.VersionId is null ? null : record.EventTime, cancellationToken);

    /// <summary>Forgets the header of the file whose external overviews came or went: it says that there are some, or none.</summary>
    public Task ForgetOwnerOfOverviewsAsync(S3Record record, CancellationToken cancellationToken) =>
        record.Key.EndsWith(FileLocation.OverviewsSuffix, StringComparison.Ordinal)
        && record.Key.Length > FileLocation.OverviewsSuffix.Length
            ? ForgetAsync(
                [record with { Key = record.Key[..^FileLocation.OverviewsSuffix.Length], VersionId = null }],
                null,
                cancellationToken
            )
            : Task.CompletedTask;

    private async Task ForgetAsync(IEnumerable<S3Record> records, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        if (table is null)
        {
            return;
        }

        foreach (HeaderKey key in records.Where(S3Objects.HasAddress).SelectMany(S3Objects.HeaderKeysOf))
        {
            if (
                await table.GetAsync(key, cancellationToken) is { Header.ETag: { } etag } found
                && (before is not { } time || found.ReadAt <= time)
            )
            {
                await table.RemoveAsync(key, etag, cancellationToken);
            }
        }
    }
}
