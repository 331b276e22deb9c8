using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Http;

/// <summary>Which web pages may call and what they may see, errors included (Fetch standard, "CORS protocol").</summary>
internal sealed class CorsPolicy(IReadOnlyList<string> origins)
{
    private const string Methods = "GET, HEAD, OPTIONS, POST";
    private const string Exposed =
        "Accept-Ranges, Content-Range, Content-Bbox, Content-Crs, ETag, Server-Timing, X-Cog-Reads, X-Cog-Bytes, X-Cog-Header, "
        + "X-Assets, X-Mosaic-Failed, X-Mosaic-Left-Out, X-Tile-Path";

    /// <summary>Whether every page may call.</summary>
    public bool AllowsAll { get; } = origins.Contains("*");

    /// <summary>Whether every page of this machine may.</summary>
    public bool AllowsThisMachine { get; } = origins.Contains("loopback");

    /// <summary>Whether the pages of an origin may call: compared exactly, as browsers send it.</summary>
    /// <param name="origin">The header; empty when there is none, and then allowed only where everything is.</param>
    public bool Allows(string origin) => AllowsAll || origins.Contains(origin) || (AllowsThisMachine && WebOrigin.IsLoopback(origin));

    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        StringValues origin = context.Request.Headers.Origin;
        IHeaderDictionary headers = context.Response.Headers;

        if (!AllowsAll)
        {
            // A cache must not hand one page's answer to another.
            headers.Vary = "Origin";
        }

        bool allowed = Allows(origin.ToString());
        if (allowed)
        {
            headers.AccessControlAllowOrigin = AllowsAll ? "*" : origin;
            headers.AccessControlExposeHeaders = Exposed;
        }

        context.Features.Get<PageHeaders>()?.Keep(headers);
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
