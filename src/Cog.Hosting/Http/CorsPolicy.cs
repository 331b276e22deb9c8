using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Http;

/// <summary>Which web pages may call and what they may see, errors included (Fetch standard, "CORS protocol").</summary>
internal sealed class CorsPolicy(IReadOnlyList<string> origins)
{
    private const string Methods = "GET, HEAD, OPTIONS, POST";
    private const string Exposed = "Content-Bbox, Content-Crs, ETag, Server-Timing, X-Cog-Reads, X-Cog-Bytes, X-Cog-Header";

    private readonly bool _all = origins.Contains("*");
    private readonly bool _loopback = origins.Contains("loopback");

    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        StringValues origin = context.Request.Headers.Origin;
        IHeaderDictionary headers = context.Response.Headers;

        if (!_all)
        {
            // A cache must not hand one page's answer to another.
            headers.Vary = "Origin";
        }

        bool allowed =
            _all
            || origins.Contains(origin.ToString(), StringComparer.OrdinalIgnoreCase)
            || (
                _loopback
                && Uri.TryCreate(origin.ToString(), UriKind.Absolute, out Uri? page)
                && page.Scheme is "http" or "https"
                && page.IsLoopback
            );
        if (allowed)
        {
            headers.AccessControlAllowOrigin = _all ? "*" : origin;
            headers.AccessControlExposeHeaders = Exposed;
        }

        bool preflight =
            HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.ContainsKey("Access-Control-Request-Method");
        if (!preflight)
        {
            return next(context);
        }

        if (allowed)
        {
            headers.AccessControlAllowMethods = Methods;
            headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
            headers.AccessControlMaxAge = "600";
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
