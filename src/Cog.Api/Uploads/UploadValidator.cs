using Cog.Api.Validation;
using Cog.Hosting.Failures;
using Cog.Hosting.Lambda;
using Cog.Hosting.Telemetry;
using Cog.Validation;

namespace Cog.Api.Uploads;

/// <summary>From one record of an S3 notification to its result.</summary>
/// <param name="objects">The objects.</param>
/// <param name="tables">What uploads are entered in.</param>
/// <param name="options">The deployment's settings.</param>
/// <param name="reader">How files are read.</param>
/// <param name="time">The clock.</param>
internal sealed class UploadValidator(
    S3Objects objects,
    UploadTables tables,
    CogOptions options,
    CogReaderOptions reader,
    TimeProvider time
)
{
    private readonly PrewarmedHeaders _headers = new(tables.Headers, options);
    private readonly PlacedUploads _places = new(tables.Places);

    // What an upload replaces may still be in memory, and blocks that are looked at once are nothing to keep.
    private readonly CogOptions _options = options with { EnableHeaderCache = false };
    private readonly CogReaderOptions _reader = reader with { BlockCache = null };

    /// <summary>
    /// Validates what was created, forgets what was removed. Never throws: a failure is a result, too, so that it takes no other record's
    /// along.
    /// </summary>
    /// <param name="record">What happened.</param>
    /// <param name="log">What it costs is written here.</param>
    /// <param name="cancellationToken">Ends when there is no time left.</param>
    public async Task<UploadResult> HandleAsync(S3Record record, RequestLog log, CancellationToken cancellationToken)
    {
        try
        {
            await _headers.ForgetOwnerOfOverviewsAsync(record, cancellationToken);
            if (record.IsRemoved)
            {
                await _headers.ForgetAsync(record, cancellationToken);
                await _places.RemoveAsync(record, cancellationToken);
                return UploadResult.Of(record, UploadStatus.Removed);
            }

            return await ValidateAsync(record, log, cancellationToken);
        }
        catch (Exception error)
        {
            Failure failure = Failure.Of(error);
            return UploadResult.Of(
                record,
                UploadStatus.Error,
                error is OperationCanceledException ? "There was no time left for it." : failure.FullMessage
            ) with
            {
                IsTransient = failure.IsTransient,
            };
        }
    }

    private async Task<UploadResult> ValidateAsync(S3Record record, RequestLog log, CancellationToken cancellationToken)
    {
        UploadResult result;
        string? prewarmed = null;
        try
        {
            // A store of its own: an object that no address leads to shares its address with another.
            var opener = new FileOpener(new HeaderStore(table: null, _options, _reader, time), _options);
            result = await opener.UseAsync(
                objects.LocationOf(record),
                log,
                async file =>
                {
                    prewarmed = await _headers.StoreAsync(record, file.Header, file.AsOf);
                    return await PlaceAsync(record, file, await JudgeAsync(record, file));
                },
                cancellationToken
            );
        }
        catch (Exception error) when (StatusOf(Failure.Of(error).Kind) is { } status)
        {
            result = UploadResult.Of(record, status, Failure.Of(error).FullMessage);
            if (prewarmed is null && status != UploadStatus.Gone)
            {
                await _headers.ForgetReplacedAsync(record, cancellationToken);
                prewarmed = PrewarmedHeaders.NotReadable;
            }

            await _places.RemoveAsync(record, cancellationToken);
        }

        return await TagAsync(record, result with { Prewarmed = prewarmed }, cancellationToken);
    }

    // What can be drawn is on the map of its folder, unless it is no valid file of its kind.
    private async Task<UploadResult> PlaceAsync(S3Record record, CogFile file, UploadResult result)
    {
        if (result.Status is UploadStatus.Valid or UploadStatus.Partial)
        {
            return result with { Placed = await _places.EnterAsync(record, file.Header, file.AsOf, file.CancellationToken) };
        }

        await _places.RemoveAsync(record, file.CancellationToken);
        return result;
    }

    private async Task<UploadResult> JudgeAsync(S3Record record, CogFile file)
    {
        ValidationSettings rules = options.Validation;
        var request = new ValidationRequest
        {
            Profile = rules.Profile,
            IsFull = rules.IsFull,
            IsDecoded = rules.AllBlocks,
            HasExternalOverviews = await file.HasExternalOverviewsAsync(),
            Budget = BlockBudget.Of(_reader.Limits, file.Log.Budget.ByteCount),
        };
        string path = S3Objects.TextOf(record);
        ValidateResponse report = await ValidateResponse.CreateAsync(
            path,
            file.Source,
            file.Reader,
            request,
            rules.IsStrict,
            file.CancellationToken
        );

        // What this program cannot read, for want of a codec for one, it cannot draw either: that is more than a part that was not looked
        // at.
        string status = !report.IsReadable
            ? UploadStatus.Invalid
            : report.Verdict switch
            {
                "valid" => UploadStatus.Valid,
                "partial" => UploadStatus.Partial,
                _ => UploadStatus.Invalid,
            };
        return UploadResult.Of(record, status) with
        {
            Report = report,
            Findings = [.. report.Errors ?? [], .. rules.IsStrict ? report.Warnings ?? [] : [], .. report.ReadErrors ?? []],
        };
    }

    // Another kind of file, and one that is gone, have nothing to be tagged with.
    private async Task<UploadResult> TagAsync(S3Record record, UploadResult result, CancellationToken cancellationToken)
    {
        if (!options.TagObjects || UploadTags.ValueOf(result.Status) is not { } verdict)
        {
            return result;
        }

        try
        {
            await objects.TagAsync(record, UploadTags.Of(verdict, result.Findings ?? [result.Message ?? ""]), cancellationToken);
            return result with { IsTagged = true };
        }
        catch (CogException error)
        {
            // The verdict stands without its tags, and where they may not be set it need not be found again.
            Failure failure = Failure.Of(error);
            return result with
            {
                IsTagged = false,
                Message = string.Join(
                    ' ',
                    (IEnumerable<string>)
                        [.. result.Message is null ? [] : new[] { result.Message }, $"The tags were not set: {failure.FullMessage}"]
                ),
                IsTransient = failure is { IsTransient: true, Kind: not FailureKind.AccessDenied },
            };
        }
    }

    // What the file itself is at fault for is a verdict; null: there is none.
    private static string? StatusOf(FailureKind kind) =>
        kind switch
        {
            FailureKind.NotFound => UploadStatus.Gone,
            FailureKind.NotATiff => UploadStatus.NotATiff,
            FailureKind.Malformed or FailureKind.Unsupported or FailureKind.UnsupportedCrs or FailureKind.LimitExceeded =>
                UploadStatus.Invalid,
            _ => null,
        };
}
