using Cog.Header;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Cog.Sources;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Files;

/// <summary>From an address to an answer: what every endpoint that reads a file has in common.</summary>
public sealed class CogFiles(SourceResolver sources, HeaderStore headers, CogOptions options)
{
    private const string PayerHeader = "x-amz-request-payer";

    public CogOptions Options => options;

    /// <summary>
    /// Opens the file that <paramref name="query"/> names and sends what <paramref name="answer"/> makes of it; 304 without a further read when the caller has it already.
    /// </summary>
    /// <remarks>A file overwritten meanwhile is opened and answered for once more, from its start, then given up on: an answer comes from one version only.</remarks>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now: those that were make the ETag.</param>
    /// <param name="answer">Makes the answer; may be called twice.</param>
    public async Task RespondAsync(HttpContext context, RequestQuery query, Func<CogFile, Task<BufferedResponse>> answer)
    {
        HeaderKey key = sources.Locate(query.Url, RequesterPays(context, query));
        RequestLog log = RequestLog.Of(context);
        log.Source = key.Object.GetLeftPart(UriPartial.Path);
        log.Budget = new(options.Limits.MaxBytesPerRequest);
        for (bool again = false; ; again = true)
        {
            IRangeSource source = sources.Open(key);
            IRangeSource? external = null;
            OpenHeader? header = null;
            try
            {
                using (log.Measure("header"))
                {
                    header = await headers.OpenAsync(key, log, context.RequestAborted);
                }

                external = header.Reader.Header.ExternalOverviews is not null && sources.Beside(key, HeaderStore.OverviewsSuffix) is { } beside ? sources.Open(beside) : null;
                await RespondAsync(context, query, key, header, source, external, answer);
                return;
            }
            catch (CogException error) when (error is SourceChangedException || (error is SourceNotFoundException && external is not null))
            {
                if (header is not null)
                {
                    await headers.DropAsync(key, header, context.RequestAborted);
                }

                if (again)
                {
                    throw;
                }
            }
            finally
            {
                source.Dispose();
                external?.Dispose();
                if (header is not null)
                {
                    headers.SetSize(key, header);
                }
            }
        }
    }

    /// <summary>Whether there is an object beside a file, its name longer by <paramref name="suffix"/>.</summary>
    public async Task<bool> ExistsAsync(CogFile file, string suffix)
    {
        if (sources.Beside(file.Key, suffix) is not { } beside)
        {
            return false;
        }

        IRangeSource source = sources.Open(beside);
        try
        {
            RangeRead start = await file.Log.Record(source).ReadAsync(new(0, 16), null, file.CancellationToken);
            return start.Data.Length > 0;
        }
        catch (CogException)
        {
            return false; // Not there, or not for us: S3 answers 403 for what is not there when listing is not allowed.
        }
        finally
        {
            source.Dispose();
        }
    }

    private async Task RespondAsync(
        HttpContext context, RequestQuery query, HeaderKey key, OpenHeader header, IRangeSource source, IRangeSource? external, Func<CogFile, Task<BufferedResponse>> answer)
    {
        RequestLog log = RequestLog.Of(context);
        CancellationToken cancellationToken = context.RequestAborted;
        IRangeSource recorded = headers.Watch(header, log.Record(source));
        IRangeSource? recordedExternal = external is null ? null : log.Record(external);
        var file = new CogFile(header.Reader.WithSource(recorded, log.Reads, recordedExternal), recorded, key, log, cancellationToken);

        // What is posted makes the answer, too, and nobody keeps answers to it (RFC 9110 section 9.3.3).
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        string? etag = isPost ? null : ETags.For(VersionOf(file.Header), query.Canonical);
        bool isKnown = etag is not null && ETags.Matches(context.Request.Headers.IfNoneMatch, etag);
        BufferedResponse? finished = null;
        try
        {
            finished = isKnown ? null : await answer(file);
        }
        catch (Exception error) when (CogProblems.StatusFor(error) < StatusCodes.Status500InternalServerError)
        {
            await headers.ConfirmAsync(header, recorded, recordedExternal, cancellationToken); // An outdated header has no say in what the file lacks, either.
            throw;
        }

        await headers.ConfirmAsync(header, recorded, recordedExternal, cancellationToken);
        await header.Storing;

        context.Response.Headers.CacheControl = isPost ? "no-store" : options.CacheControl;
        if (etag is not null)
        {
            context.Response.Headers.ETag = etag;
        }

        if (finished is not null)
        {
            await finished.SendAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        log.WriteTo(context.Response.Headers);
    }

    // Of both files, where overviews are in one of their own.
    private static string? VersionOf(CogHeader header) =>
        header.ExternalOverviews is not { } external ? header.ETag : header.ETag is { } own && external.ETag is { } others ? $"{own} {others}" : null;

    // A parameter of the address, or S3's own header. A cache must not hand what one caller paid for to another who did not say so.
    private static bool RequesterPays(HttpContext context, RequestQuery query)
    {
        if (query.Text("request_payer") is { } asked)
        {
            return asked == "requester" ? true : throw new BadHttpRequestException($"request_payer is '{asked}': expected requester.");
        }

        if (!string.Equals(context.Request.Headers[PayerHeader], "requester", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        context.Response.Headers.AppendCommaSeparatedValues("Vary", PayerHeader);
        return true;
    }
}

/// <summary>An open file, for one request.</summary>
/// <param name="Reader">Reads it through <paramref name="Source"/>.</param>
/// <param name="Source">What it reads is written into <paramref name="Log"/>.</param>
/// <param name="Key">Its address, and who pays.</param>
/// <param name="Log">The request's log.</param>
/// <param name="CancellationToken">Ends with the request or its time limit.</param>
public sealed record CogFile(CogReader Reader, IRangeSource Source, HeaderKey Key, RequestLog Log, CancellationToken CancellationToken)
{
    public CogHeader Header => Reader.Header;
}
