namespace Cog.Hosting.Http;

/// <summary>
/// Where callers find this server, which a front may hide: links are made of it, and what of it stands in a path is taken off.
/// </summary>
/// <param name="publicUrl">The address in the settings; null for that which the request names.</param>
/// <param name="trustForwarded">Whether the front's <c>X-Forwarded-Host</c>, <c>-Proto</c> and <c>-Prefix</c> are believed: anyone can send
/// them to a server without a front.</param>
internal sealed class FrontAddress(Uri? publicUrl, bool trustForwarded)
{
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (publicUrl is not null)
        {
            request.Scheme = publicUrl.Scheme;
            request.Host = new(publicUrl.Authority); // Without the port that is its scheme's own.
            request.PathBase = PathString.FromUriComponent(publicUrl.AbsolutePath.TrimEnd('/'));
        }
        else if (trustForwarded)
        {
            request.Scheme = Last(request, "X-Forwarded-Proto") is ("http" or "https") and var scheme ? scheme : request.Scheme;
            if (Last(request, "X-Forwarded-Host") is { } host && IsHost(host))
            {
                request.Host = new(host);
            }

            if (Last(request, "X-Forwarded-Prefix") is { } prefix && IsPrefix(prefix))
            {
                request.PathBase = PathString.FromUriComponent(prefix.TrimEnd('/'));
            }
        }

        return next(context);
    }

    /// <summary>The path without that of the public address, where a front has left it there; null where it does not begin so.</summary>
    /// <param name="request">With the public address's path as its <see cref="HttpRequest.PathBase"/>.</param>
    public static PathString? WithoutBase(HttpRequest request) =>
        request.PathBase.HasValue && request.Path.StartsWithSegments(request.PathBase, StringComparison.Ordinal, out PathString rest)
            ? rest.HasValue
                ? rest
                : "/"
            : null;

    // The nearest front's: what others, or the caller, have sent stands before it.
    private static string? Last(HttpRequest request, string name) =>
        request.Headers[name] is { Count: > 0 } values && values[^1]?.Split(',')[^1].Trim() is { Length: > 0 } last ? last : null;

    private static bool IsHost(string text) =>
        Uri.TryCreate($"http://{text}/", UriKind.Absolute, out Uri? uri) && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;

    private static bool IsPrefix(string text) =>
        text.StartsWith('/')
        && !text.Contains("//", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "/-._~%".Contains(c, StringComparison.Ordinal))
        && !text.Split('/').Any(segment => segment is "." or "..");
}
