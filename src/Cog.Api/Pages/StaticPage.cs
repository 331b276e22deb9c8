using System.Security.Cryptography;

namespace Cog.Api.Pages;

/// <summary>Sends what depends on no file: its ETag is made of its own bytes.</summary>
internal static class StaticPage
{
    /// <summary>Sends it, or 304 to who has it.</summary>
    public static Task SendAsync(HttpContext context, CogOptions options, BufferedResponse answer)
    {
        string etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body.Span).AsSpan(0, 12))}\"";
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = etag;

        // On a person's own machine the next `cog` may be another version: kept, but asked for again.
        headers.CacheControl = options.IsLocalMachine ? "no-cache" : options.CacheControl;
        if (ETags.Match(context.Request.Headers.IfNoneMatch, etag) is null)
        {
            return answer.SendAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
