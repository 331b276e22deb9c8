using Cog.Hosting.Sources;

namespace Cog.Hosting.Files;

/// <summary>An open file, for one request.</summary>
/// <param name="Reader">Reads it through <paramref name="Source"/>.</param>
/// <param name="Source">What it reads is written into <paramref name="Log"/>.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Log">The request's log.</param>
/// <param name="CancellationToken">Ends with the request or its time limit.</param>
internal sealed record CogFile(
    CogReader Reader,
    IRangeSource Source,
    FileLocation Location,
    RequestLog Log,
    CancellationToken CancellationToken
)
{
    /// <summary>What pictures of all requests wait for: see <see cref="EnterAsync"/>.</summary>
    public required PicturesInFlight Pictures { get; init; }

    /// <summary>Pixels that a WebP picture may have.</summary>
    public int MaxWebPPixels { get; init; } = int.MaxValue;

    /// <summary>When the header was known to be the file's; the time before it was asked for.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>The ranges of its values that were counted, for this request or another.</summary>
    public CountedRanges Ranges { get; init; } = new();

    /// <summary>The deployment's settings.</summary>
    public CogOptions Options { get; init; } = new();

    /// <summary>Its header, of the version that all its reads expect.</summary>
    public CogHeader Header => Reader.Header;

    /// <summary>Its version, and that of its external overviews where it has some; null when either is unknown.</summary>
    public string? Version =>
        Header.ExternalOverviews is not { } external ? Header.ETag
        : Header.ETag is { } own && external.ETag is { } others ? $"{own} {others}"
        : null;

    /// <summary>Waits until the making of a picture has room beside others.</summary>
    /// <param name="size">Its columns and rows.</param>
    /// <param name="bytesPerPixel">Of all bands.</param>
    /// <returns>To be disposed of when the picture is done.</returns>
    public Task<IDisposable> EnterAsync(RasterSize size, int bytesPerPixel) => Pictures.EnterAsync(size, bytesPerPixel, CancellationToken);

    /// <summary>Whether there is a file of overviews beside it: known, if its header came with them; else one small read tells.</summary>
    /// <exception cref="CogException">A store of objects does not say. A web server may say anything of what it does not have.</exception>
    public async Task<bool> HasExternalOverviewsAsync()
    {
        if (Header.ExternalOverviews is not null || Location.OpenOverviews is not { } open)
        {
            return Header.ExternalOverviews is not null;
        }

        using MeteredSource beside = Log.Record(open());
        try
        {
            RangeRead start = await beside.ReadAsync(new(0, 16), null, CancellationToken);
            return !start.Data.IsEmpty;
        }
        catch (CogException error) when (error is SourceNotFoundException or SourceAccessDeniedException || beside.Uri.Scheme != "s3")
        {
            return false; // Not there, or not for us: S3 answers 403 for what is not there when listing is not allowed.
        }
    }
}
