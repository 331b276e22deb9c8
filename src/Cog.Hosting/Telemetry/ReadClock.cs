using System.Diagnostics;

namespace Cog.Hosting.Telemetry;

/// <summary>How long at least one read was in flight: reads run side by side, so their own times add up to more.</summary>
internal sealed class ReadClock
{
    private readonly Lock _gate = new();
    private int _inFlight;
    private long _since;
    private TimeSpan _elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _inFlight == 0 ? _elapsed : _elapsed + Stopwatch.GetElapsedTime(_since);
            }
        }
    }

    /// <summary>A read begins.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_inFlight++ == 0)
            {
                _since = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>A read has ended, whatever its end.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_inFlight == 0)
            {
                _elapsed += Stopwatch.GetElapsedTime(_since);
            }
        }
    }
}
