using System.Runtime;

namespace Cog.Cli.Serving;

/// <summary>
/// Gives memory back to the machine when nobody asks for anything: the runtime keeps what large pictures took, and collects only when more
/// is asked for.
/// </summary>
internal sealed class IdleMemory : IDisposable
{
    // Arrays that were lent leave their pool when a collection finds them unused for some time, so one collection is not enough.
    private const int Collections = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(15);

    private readonly Timer _timer;
    private readonly Action _collect;
    private readonly TimeSpan _every;
    private int _inFlight;
    private int _left;

    /// <param name="collect">Gives memory back; null for the runtime's own way.</param>
    /// <param name="pause">How long nothing must be in flight; null for a quarter of a minute.</param>
    public IdleMemory(Action? collect = null, TimeSpan? pause = null)
    {
        _collect = collect ?? Collect;
        _every = pause ?? s_pause;
        _timer = new(_ => Tick());
    }

    /// <summary>Runs a request.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _inFlight);
        try
        {
            await next(context);
        }
        finally
        {
            if (Interlocked.Decrement(ref _inFlight) == 0)
            {
                Volatile.Write(ref _left, Collections);
                _timer.Change(_every, _every);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        if (Volatile.Read(ref _inFlight) > 0)
        {
            return; // The end of the last one starts it anew.
        }

        _collect();
        if (Interlocked.Decrement(ref _left) <= 0)
        {
            _timer.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    private static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
