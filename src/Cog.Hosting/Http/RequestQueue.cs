using System.Threading.RateLimiting;

namespace Cog.Hosting.Http;

/// <summary>
/// How many requests are worked on at once, and how many wait for that in the order in which they came. Any more is told to come back
/// (503, <c>Retry-After</c>) before it takes anything: a queue without an end would answer nobody in time.
/// </summary>
/// <param name="atOnce">Requests worked on.</param>
/// <param name="waiting">Requests that wait; their time limit runs.</param>
internal sealed class RequestQueue(int atOnce, int waiting) : IDisposable
{
    // Long enough for several tiles to be done, short enough for a person at a map.
    private const string SecondsUntilRetry = "1";

    private readonly ConcurrencyLimiter _places = new(
        new()
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    /// <summary>Runs a request when it is its turn; one whose caller has left never is.</summary>
    /// <exception cref="BadHttpRequestException">503: as many wait as may.</exception>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        using RateLimitLease place = await _places.AcquireAsync(1, context.RequestAborted);
        if (!place.IsAcquired)
        {
            context.Response.Headers.RetryAfter = SecondsUntilRetry;
            throw new BadHttpRequestException(
                $"{atOnce} requests are worked on, and {waiting} wait: ask again in a second. The settings COG_MAX_REQUESTS and "
                    + "COG_MAX_WAITING_REQUESTS change how many.",
                StatusCodes.Status503ServiceUnavailable
            );
        }

        await next(context);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
