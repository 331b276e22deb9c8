using System.Net;

namespace Cog.Hosting.Http;

/// <summary>
/// Answers only those who call this machine by its own names: a foreign page's host name that leads here (DNS rebinding) gets nothing.
/// </summary>
internal static class LoopbackOnly
{
    /// <summary>Passes a request on, or refuses it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows.</param>
    /// <param name="answersOthers">Whether the machine's addresses in a network are names of its own, too: no page can make its name into a
    /// number.</param>
    public static Task RunAsync(HttpContext context, RequestDelegate next, bool answersOthers)
    {
        string host = context.Request.Host.Host;
        bool isOwn =
            host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host is "127.0.0.1" or "[::1]"
            || (answersOthers && (IPAddress.TryParse(host, out _) || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)));
        return isOwn
            ? next(context)
            : throw new BadHttpRequestException(
                answersOthers
                    ? "This server answers to its IP addresses, its host name and localhost only."
                    : "This server answers to localhost, 127.0.0.1 and [::1] only.",
                StatusCodes.Status403Forbidden
            );
    }
}
