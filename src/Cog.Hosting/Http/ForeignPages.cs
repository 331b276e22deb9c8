namespace Cog.Hosting.Http;

/// <summary>
/// Refuses what web pages send to a person's own machine without being allowed to: a picture of another site's page, or its form, asks
/// without CORS, and would be answered. The page never sees the answer, but learns whether there is one, and files and the network would
/// have been read on its word.
/// </summary>
/// <remarks>
/// Browsers say who asks (Fetch Metadata, W3C: <c>Sec-Fetch-Site</c> and <c>Sec-Fetch-Mode</c>; Fetch standard: <c>Origin</c>), and no
/// page can change what they say. Programs that are no browsers say nothing, and are answered.
/// </remarks>
internal static class ForeignPages
{
    /// <summary>Passes a request on, or refuses it: 403.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows.</param>
    /// <param name="cors">Which pages may call.</param>
    public static Task RunAsync(HttpContext context, RequestDelegate next, CorsPolicy cors)
    {
        if (cors.AllowsAll)
        {
            return next(context); // The setting says that every page may call, and see what comes.
        }

        // Ports do not make sites, so the pages of this machine are one.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = cors.AllowsThisMachine ? "same-site" : "same-origin";
        return MayAsk(context.Request, cors)
            ? next(context)
            : throw new BadHttpRequestException(
                "A web page of another site asked, and this server answers its own pages and those that its CORS setting names.",
                StatusCodes.Status403Forbidden
            );
    }

    private static bool MayAsk(HttpRequest request, CorsPolicy cors)
    {
        IHeaderDictionary headers = request.Headers;
        string origin = headers.Origin.ToString();
        bool isOwn = origin == $"{request.Scheme}://{request.Host}";
        bool mayCall = isOwn || cors.Allows(origin);
        if (origin.Length > 0 && !mayCall)
        {
            return false;
        }

        return headers["Sec-Fetch-Site"].ToString() switch
        {
            "" or "none" or "same-origin" => true, // No browser; a person who typed the address; the viewer.
            "same-site" when cors.AllowsThisMachine => true,
            _ => (headers["Sec-Fetch-Mode"] == "cors" && origin.Length > 0) || IsStartPage(request),
        };
    }

    // A link to the viewer may stand anywhere: it reads nothing that the link could name.
    private static bool IsStartPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path == "/" && request.Headers["Sec-Fetch-Dest"] == "document";
}
