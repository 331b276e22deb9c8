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

    /// <summary>How long nothing must be in flight.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly ITimer _timer;
    private readonly Action _collect;
    private int _inFlight;
    private int _left;

    /// <param name="collect">Gives memory back; null for the runtime's own way.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public IdleMemory(Action? collect = null, TimeProvider? time = null)
    {
        _collect = collect ?? Collect;
        _timer = (time ?? TimeProvider.System).CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
                _timer.Change(Pause, Pause);
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
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
