using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Http;

/// <summary>Answers only those who call this machine by its own names: a foreign page's host name that leads here (DNS rebinding) gets nothing.</summary>
internal static class LoopbackOnly
{
    public static Task RunAsync(HttpContext context, RequestDelegate next)
    {
        string host = context.Request.Host.Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]"
            ? next(context)
            : throw new BadHttpRequestException("This server answers to localhost, 127.0.0.1 and [::1] only.", StatusCodes.Status403Forbidden);
    }
}
