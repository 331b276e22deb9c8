using Cog.Header;
using Cog.Sources;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting;

/// <summary>From an address to an answer: what every endpoint that reads a file has in common.</summary>
public sealed class CogFiles(SourceResolver sources, HeaderStore headers, CogOptions options)
{
    public CogOptions Options => options;

    /// <summary>
    /// Opens the file that <paramref name="query"/> names and sends what <paramref name="answer"/> makes of it; 304 without a further read when the caller has it already.
    /// </summary>
    /// <remarks>A file overwritten meanwhile is opened and answered for once more, from its start, then given up on: an answer comes from one version only.</remarks>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now: those that were make the ETag.</param>
    /// <param name="answer">Makes the answer; may be called twice.</param>
    public async Task AnswerAsync(HttpContext context, RequestQuery query, Func<CogFile, Task<Answer>> answer)
    {
        Uri uri = sources.Locate(query.Url);
        for (bool again = false; ; again = true)
        {
            IRangeSource source = sources.Open(uri);
            CogFile? file = null;
            try
            {
                file = await OpenAsync(context, source);
                await AnswerAsync(context, query, file, answer);
                return;
            }
            catch (SourceChangedException)
            {
                if (file is not null)
                {
                    headers.Drop(source, file.Header);
                }

                if (again)
                {
                    throw;
                }
            }
            finally
            {
                (source as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>Whether there is an object that may be read. An address with a query is not asked for: what stands behind it is no name to add to.</summary>
    public async Task<bool> ExistsAsync(string url, RequestLog log, CancellationToken cancellationToken)
    {
        if (url.Contains('?', StringComparison.Ordinal))
        {
            return false;
        }

        IRangeSource? source = null;
        try
        {
            source = sources.Open(sources.Locate(url));
            RangeRead start = await log.Record(source).ReadAsync(new(0, 16), null, cancellationToken);
            return start.Data.Length > 0;
        }
        catch (CogException)
        {
            return false; // Not there, or not for us: S3 answers 403 for what is not there when listing is not allowed.
        }
        finally
        {
            (source as IDisposable)?.Dispose();
        }
    }

    private async Task<CogFile> OpenAsync(HttpContext context, IRangeSource source)
    {
        RequestLog log = RequestLog.Of(context);
        using (log.Measure("header"))
        {
            IRangeSource recorded = log.Record(source);
            return new(await headers.OpenAsync(recorded, log, context.RequestAborted), recorded, log, context.RequestAborted);
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestQuery query, CogFile file, Func<CogFile, Task<Answer>> answer)
    {
        string? etag = ETags.For(file.Header.ETag, query.Canonical);
        Answer? finished = etag is not null && ETags.Matches(context.Request.Headers.IfNoneMatch, etag) ? null : await answer(file);

        context.Response.Headers.CacheControl = options.CacheControl;
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
        file.Log.WriteTo(context.Response.Headers);
    }
}

/// <summary>An open file, for one request.</summary>
/// <param name="Reader">Reads it through <paramref name="Source"/>.</param>
/// <param name="Source">What it reads is written into <paramref name="Log"/>.</param>
/// <param name="Log">The request's log.</param>
/// <param name="CancellationToken">Ends with the request or its time limit.</param>
public sealed record CogFile(CogReader Reader, IRangeSource Source, RequestLog Log, CancellationToken CancellationToken)
{
    public CogHeader Header => Reader.Header;
}
