using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Files;

/// <summary>Makes the answer to a request from the file that it names.</summary>
internal delegate Task<BufferedResponse> FileAnswer(CogFile file);

/// <summary>From a request to its answer: what every endpoint that reads a file has in common.</summary>
internal sealed class CogFiles(SourceResolver sources, FileOpener opener, CogOptions options)
{
    private const string PayerHeader = "x-amz-request-payer";

    private readonly KeptAnswers _kept = new(options.AnswerCacheBytes);

    /// <summary>The deployment's settings.</summary>
    public CogOptions Options => options;

    /// <summary>An endpoint that reads one file: its parameters are judged first, then the file is opened.</summary>
    /// <param name="parse">Reads the parameters that it takes.</param>
    public RequestDelegate Endpoint(Func<RequestQuery, FileAnswer> parse) =>
        context =>
        {
            var query = new RequestQuery(context.Request);
            return RespondAsync(context, query, parse(query));
        };

    /// <summary>
    /// Opens the file that <paramref name="query"/> names and sends what <paramref name="answer"/> makes of it; 304 without a further read
    /// when the caller has it already.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now: those that were make the ETag.</param>
    /// <param name="answer">Makes the answer; may be called twice: see <see cref="FileOpener"/>.</param>
    public async Task RespondAsync(HttpContext context, RequestQuery query, FileAnswer answer)
    {
        FileLocation location = sources.Locate(query.Url, RequesterPays(context, query));
        RequestLog log = RequestLog.Of(context);

        // What is posted makes the answer, too, and nobody keeps answers to it (RFC 9110 section 9.3.3).
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        string? etag = null,
            had = null;
        BufferedResponse? finished = await opener.UseAsync<BufferedResponse?>(
            location,
            log,
            async file =>
            {
                etag = isPost ? null : ETags.For(file.Version, options.PictureSettings + query.Canonical);
                had = etag is null ? null : ETags.Match(context.Request.Headers.IfNoneMatch, etag);
                if (had is not null)
                {
                    return null;
                }

                // Who asks for the length or for a part will ask for more.
                bool isReadInParts = HttpMethods.IsHead(context.Request.Method) || context.Request.Headers.Range.Count > 0;
                return etag is null || !isReadInParts
                    ? await answer(file)
                    : await _kept.GetAsync(
                        location.Key.RequesterPays ? $"{etag} requester" : etag,
                        () => answer(file),
                        file.CancellationToken
                    );
            },
            context.RequestAborted
        );

        context.Response.Headers.CacheControl = isPost ? "no-store" : options.CacheControl;
        if (etag is not null)
        {
            context.Response.Headers.ETag = had ?? etag;
        }

        if (finished is not null)
        {
            await finished.SendAsync(context);
            return;
        }

        if (had != etag)
        {
            context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Encoding");
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        log.WriteTo(context.Response.Headers);
    }

    // A parameter of the address, or S3's own header. A cache must not hand what one caller paid for to another who did not say so.
    private static bool RequesterPays(HttpContext context, RequestQuery query)
    {
        if (query.Text("request_payer") is { } asked)
        {
            return asked == "requester"
                ? true
                : throw new InvalidParametersException(
                    ParameterError.OfQuery("request_payer", $"request_payer is '{asked}': expected requester.")
                );
        }

        if (!string.Equals(context.Request.Headers[PayerHeader], "requester", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        context.Response.Headers.AppendCommaSeparatedValues("Vary", PayerHeader);
        return true;
    }
}
