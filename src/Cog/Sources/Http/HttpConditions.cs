using System.Collections.Concurrent;
using System.Net;

namespace Cog.Sources.Http;

/// <summary>
/// Which servers mishandle If-Match, or have an ETag on each of their machines: found out once, asked without a condition from then on.
/// </summary>
/// <remarks>Nothing is lost but a body that a 412 would have saved: the version of every answer is compared all the same.</remarks>
internal static class HttpConditions
{
    private const int MaxRemembered = 1024;

    private static readonly ConcurrentDictionary<string, bool> s_unfit = new();

    /// <summary>Whether a server takes conditions, as far as is known.</summary>
    public static bool Takes(Uri uri) => !s_unfit.ContainsKey(uri.Authority);

    /// <summary>Notes that it does not.</summary>
    public static void Forgo(Uri uri)
    {
        if (s_unfit.Count >= MaxRemembered)
        {
            s_unfit.Clear(); // Costs each one request more; a hostile list of names costs no memory.
        }

        s_unfit[uri.Authority] = true;
    }

    /// <summary>
    /// Whether an answer may be what a server makes of If-Match alone: 412 of one whose machines disagree, and whatever those say that do
    /// not know it. Not what is said of the object or the asker whatever the condition, and not what another attempt may mend.
    /// </summary>
    public static bool MayRefuse(HttpStatusCode status) =>
        status
            is HttpStatusCode.NotModified
                or HttpStatusCode.NotImplemented
                or (
                    >= HttpStatusCode.BadRequest
                    and < HttpStatusCode.InternalServerError
                    and not (
                        HttpStatusCode.Unauthorized
                        or HttpStatusCode.NotFound
                        or HttpStatusCode.Gone
                        or HttpStatusCode.ProxyAuthenticationRequired
                        or HttpStatusCode.RequestTimeout
                        or HttpStatusCode.RequestedRangeNotSatisfiable
                        or HttpStatusCode.UnavailableForLegalReasons
                        or (HttpStatusCode)HttpRangeResponse.TooEarly
                        or HttpStatusCode.TooManyRequests
                    )
                );
}
