using Cog;
using Cog.Header;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Sources;
using Cog.Validation;
using Microsoft.AspNetCore.Http;

namespace Functions.Validate;

/// <summary>From one record of an S3 notification to its result.</summary>
/// <param name="objects">The objects.</param>
/// <param name="headers">The shared table of headers; null when there is none.</param>
/// <param name="options">The deployment's settings.</param>
/// <param name="reader">How files are read.</param>
internal sealed class UploadValidator(S3Objects objects, IHeaderCache? headers, CogOptions options, CogReaderOptions reader)
{
    /// <summary>Validates what was created, forgets what was removed. Never throws: a failure is a result, too, so that it takes no other record's along.</summary>
    public async Task<UploadResult> HandleAsync(S3Record record, ReadLog reads, CancellationToken cancellationToken)
    {
        try
        {
            return record.IsRemoved
                ? await ForgetAsync(record, cancellationToken)
                : await TagAsync(record, await ValidateAsync(record, reads, cancellationToken), cancellationToken);
        }
        catch (Exception error)
        {
            // The one table of errors decides; what is not in it is a fault of ours, which Lambda may try again.
            int status = CogProblems.StatusFor(error);
            return status switch
            {
                StatusCodes.Status404NotFound => UploadResult.Of(record, UploadStatus.Gone, error.Message),
                StatusCodes.Status422UnprocessableEntity => UploadResult.Of(record, UploadStatus.Invalid, error.Message),
                _ => UploadResult.Of(record, UploadStatus.Error, error is OperationCanceledException ? "There was no time left for it." : error.Message)
                    with { MayPass = status >= StatusCodes.Status500InternalServerError },
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
        try
        {
            // The header's own first read, so that this look at the magic costs none.
            var source = new PrefixRangeSource(new RecordedRangeSource(opened, reads));
            RangeRead start = await source.ReadAsync(new(0, reader.IngestedBytesAtOpen), null, cancellationToken);
            if (!IsTiff(start.Data.Span))
            {
                return UploadResult.Of(record, UploadStatus.NotATiff);
            }

            CogReader file = await CogReader.OpenAsync(source, reader, cancellationToken);
            var request = new ValidationRequest { HasExternalOverviews = await ExistsAsync(record with { Key = record.Key + ".ovr", VersionId = null }, reads, cancellationToken) };
            ValidateResponse report = await ValidateResponse.CreateAsync(
                S3Objects.UriOf(record).AbsoluteUri, source, file, request, strict: false, cancellationToken);
            return UploadResult.Of(record, report.IsCog ? UploadStatus.Valid : UploadStatus.Invalid) with { Report = report };
        }
        finally
        {
            (opened as IDisposable)?.Dispose();
        }
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
            (source as IDisposable)?.Dispose();
        }
    }

    private async Task<UploadResult> TagAsync(S3Record record, UploadResult result, CancellationToken cancellationToken)
    {
        if (!options.TagObjects || result.Report is not { } report)
        {
            return result;
        }

        try
        {
            await objects.TagAsync(record, UploadTags.Of(report.IsCog, report.Errors ?? []), cancellationToken);
            return result with { IsTagged = true };
        }
        catch (CogException error)
        {
            // The verdict stands without its tags.
            return result with
            {
                IsTagged = false,
                Message = $"The tags were not set: {error.Message}",
                MayPass = CogProblems.StatusFor(error) >= StatusCodes.Status500InternalServerError,
            };
        }
    }

    private async Task<UploadResult> ForgetAsync(S3Record record, CancellationToken cancellationToken)
    {
        if (headers is not null)
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
