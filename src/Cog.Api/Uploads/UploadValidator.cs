using Cog.Api.Validation;
using Cog.Header;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Sources;
using Cog.Validation;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Uploads;

/// <summary>From one record of an S3 notification to its result.</summary>
/// <param name="objects">The objects.</param>
/// <param name="headers">The shared table of headers; null when there is none.</param>
/// <param name="options">The deployment's settings.</param>
/// <param name="reader">How files are read.</param>
/// <param name="time">The clock.</param>
internal sealed class UploadValidator(S3Objects objects, IHeaderCache? headers, CogOptions options, CogReaderOptions reader, TimeProvider time)
{
    // Blocks that are looked at once are nothing to keep.
    private readonly CogReaderOptions _reader = reader with { BlockCache = null };

    /// <summary>Validates what was created, forgets what was removed. Never throws: a failure is a result, too, so that it takes no other record's along.</summary>
    public async Task<UploadResult> HandleAsync(S3Record record, ReadLog reads, CancellationToken cancellationToken)
    {
        try
        {
            if (record.IsRemoved)
            {
                return await ForgetAsync(record, cancellationToken);
            }

            UploadResult result = await ValidateAsync(record, reads, cancellationToken);
            return result.Report is { } report ? await TagAsync(record, result, report.IsCog, report.Errors ?? [], cancellationToken) : result;
        }
        catch (Exception error)
        {
            // The one table of errors decides; what is not in it is a fault of ours, which Lambda may try again.
            int status = CogProblems.StatusFor(error);
            return status switch
            {
                StatusCodes.Status404NotFound => UploadResult.Of(record, UploadStatus.Gone, error.Message),
                StatusCodes.Status422UnprocessableEntity => await TagAsync(
                    record, UploadResult.Of(record, UploadStatus.Invalid, CogProblems.MessageOf(error)), false, [CogProblems.MessageOf(error)], cancellationToken),
                _ => UploadResult.Of(record, UploadStatus.Error, error is OperationCanceledException ? "There was no time left for it." : error.Message)
                    with { IsTransient = status >= StatusCodes.Status500InternalServerError },
            };
        }
    }

    // An object overwritten meanwhile is judged anew, once.
    private async Task<UploadResult> ValidateAsync(S3Record record, ReadLog reads, CancellationToken cancellationToken)
    {
        try
        {
            return await ValidateOnceAsync(record, reads, cancellationToken);
        }
        catch (SourceChangedException)
        {
            return await ValidateOnceAsync(record, reads, cancellationToken);
        }
    }

    private async Task<UploadResult> ValidateOnceAsync(S3Record record, ReadLog reads, CancellationToken cancellationToken)
    {
        IRangeSource opened = objects.Open(record);
        var budget = new ReadBudget(_reader.Limits.MaxBytesPerRequest);
        try
        {
            // The header's own first read, so that this look at the magic costs none.
            var source = new PrefixRangeSource(budget.Limit(new RecordedRangeSource(opened, reads)));
            DateTimeOffset readAt = time.GetUtcNow();
            RangeRead start = await source.ReadAsync(new(0, _reader.IngestedBytesAtOpen), null, cancellationToken);
            if (!IsTiff(start.Data.Span))
            {
                return UploadResult.Of(record, UploadStatus.NotATiff);
            }

            CogReader file = await CogReader.OpenAsync(source, _reader, cancellationToken);
            var request = new ValidationRequest { HasExternalOverviews = await ExistsAsync(record with { Key = record.Key + HeaderStore.OverviewsSuffix, VersionId = null }, reads, cancellationToken) };
            bool isPrewarmed = !(request.HasExternalOverviews && options.ExternalOverviews) && await PrewarmAsync(record, file.Header, readAt); // This header knows nothing of them.
            ValidateResponse report = await ValidateResponse.CreateAsync(
                S3Objects.TextOf(record), source, file, request, strict: false, cancellationToken);
            return UploadResult.Of(record, report.IsCog ? UploadStatus.Valid : UploadStatus.Invalid) with { Report = report, IsPrewarmed = isPrewarmed };
        }
        finally
        {
            opened.Dispose();
        }
    }

    /// <summary>Puts the header into the shared table, so that the first map view of the upload parses nothing. Valid or not: whatever can be opened can be looked at.</summary>
    /// <remarks>
    /// Maps ask for the object without a version, by the bill that the bucket's policy says: that is the key. What was read without a version is what such
    /// a map would have read at that time. A record of one version may be late, and its version no longer the newest; it was the newest when it was
    /// written, so that is the time its header counts as read at: every header of a later version was read later than that, and the table keeps the later of
    /// two. Where it has neither, the header is as old as the record to whoever finds it, so an answer without a read asks for the version first, and a read
    /// expects it.
    /// </remarks>
    /// <returns>Whether the table was given it; it may have kept a later one.</returns>
    private async Task<bool> PrewarmAsync(S3Record record, CogHeader header, DateTimeOffset readAt)
    {
        if (headers is null || header.ETag is null || !S3Objects.HasAddress(record))
        {
            return false;
        }

        if (record.VersionId is not null)
        {
            if (record.EventTime is not { } written)
            {
                return false;
            }

            readAt = written < readAt ? written : readAt; // Clocks differ.
        }

        var key = new HeaderKey(S3Objects.UriOf(record with { VersionId = null }), options.Aws.PolicyOf(record.Bucket).RequesterPays);
        await headers.PutAsync(key, new(header, readAt), CancellationToken.None); // Its own time-out is short.
        return true;
    }

    private async Task<bool> ExistsAsync(S3Record record, ReadLog reads, CancellationToken cancellationToken)
    {
        IRangeSource source = objects.Open(record);
        try
        {
            return (await new RecordedRangeSource(source, reads).ReadAsync(new(0, 16), null, cancellationToken)).Data.Length > 0;
        }
        catch (Exception error) when (error is SourceNotFoundException or SourceAccessDeniedException)
        {
            return false; // S3 answers 403 for what is not there when listing is not allowed.
        }
        finally
        {
            source.Dispose();
        }
    }

    private async Task<UploadResult> TagAsync(S3Record record, UploadResult result, bool isCog, IReadOnlyList<string> errors, CancellationToken cancellationToken)
    {
        if (!options.TagObjects)
        {
            return result;
        }

        try
        {
            await objects.TagAsync(record, UploadTags.Of(isCog, errors), cancellationToken);
            return result with { IsTagged = true };
        }
        catch (CogException error)
        {
            // The verdict stands without its tags.
            return result with
            {
                IsTagged = false,
                Message = result.Message is null ? $"The tags were not set: {error.Message}" : $"{result.Message} The tags were not set: {error.Message}",
                IsTransient = CogProblems.StatusFor(error) >= StatusCodes.Status500InternalServerError,
            };
        }
    }

    private async Task<UploadResult> ForgetAsync(S3Record record, CancellationToken cancellationToken)
    {
        if (headers is not null && S3Objects.HasAddress(record))
        {
            foreach (HeaderKey key in S3Objects.HeaderKeysOf(record))
            {
                if (await headers.GetAsync(key, cancellationToken) is { Header.ETag: { } etag })
                {
                    await headers.RemoveAsync(key, etag, cancellationToken);
                }
            }
        }

        return UploadResult.Of(record, UploadStatus.Removed);
    }

    // TIFF 6.0 section 2 and BigTIFF: byte order, then 42 or 43 in it.
    private static bool IsTiff(ReadOnlySpan<byte> start) => start is
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];
}
