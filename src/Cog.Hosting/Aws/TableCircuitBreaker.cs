using System.Net;
using Amazon.Runtime;
using Cog.Sources;

namespace Cog.Hosting.Aws;

/// <summary>
/// Requests to a table that callers can do without: one attempt, a short time-out, and a pause after each failure. Failures are reported,
/// never thrown.
/// </summary>
/// <param name="table">Its name, for reports.</param>
/// <param name="timeout">Of one request; the first may take four times as long, since it opens the connection.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Told of each kind of failure once.</param>
internal sealed class TableCircuitBreaker(string table, TimeSpan timeout, TimeProvider time, Action<string>? report)
{
    // What may pass soon, and what somebody has to mend.
    private static readonly TimeSpan s_shortPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longPause = TimeSpan.FromSeconds(60);

    private readonly HashSet<string> _reported = [];
    private readonly Lock _gate = new();
    private long _resume; // UTC ticks.
    private volatile bool _hasAnswered;

    /// <summary>True while the table is left alone: its time-out is then not added to every request.</summary>
    public bool IsPaused => time.GetUtcNow().UtcTicks < Interlocked.Read(ref _resume);

    /// <summary>Sends a request, unless recent ones have failed.</summary>
    /// <param name="ask">Sends it.</param>
    /// <param name="cancellationToken">The caller's; only its cancellation is thrown.</param>
    /// <returns>Null when there is no answer, or the condition of a write was not met.</returns>
    public async ValueTask<T?> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsPaused)
        {
            return null;
        }

        TimeSpan patience = _hasAnswered ? timeout : 4 * timeout;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(patience);
        try
        {
            T answer = await ask(limited.Token);
            _hasAnswered = true;
            return answer;
        }
        catch (TableException error) when (error.IsConditionNotMet)
        {
            _hasAnswered = true;
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Pause(s_shortPause, "Timeout", $"did not answer within {patience.TotalMilliseconds:0} ms");
        }
        catch (TableException error) when (error.IsTableMissing)
        {
            Pause(s_longPause, error.Code, "does not exist in this region and account");
        }
        catch (TableException error) when (error.Status < HttpStatusCode.InternalServerError)
        {
            _hasAnswered = true;
            Pause(
                error.IsThrottled ? s_shortPause : s_longPause,
                error.Code,
                $"answered {(int)error.Status} {error.Code}: {error.Message}"
            );
        }
        catch (Exception error)
            when (error
                    is TableException
                        or AmazonServiceException
                        or AmazonClientException
                        or HttpRequestException
                        or IOException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            // Connections that broke, and credentials that are not there.
            Pause(s_shortPause, error.GetType().Name, $"cannot be asked: {NetworkFailure.Describe(error)}");
        }

        return null;
    }

    private void Pause(TimeSpan pause, string cause, string what)
    {
        Interlocked.Exchange(ref _resume, (time.GetUtcNow() + pause).UtcTicks);
        lock (_gate)
        {
            if (!_reported.Add(cause))
            {
                return;
            }
        }

        report?.Invoke(
            $"The header table {table} {what}. Headers are read from the objects meanwhile; it is tried again every "
                + $"{pause.TotalSeconds:0} seconds."
        );
    }
}
