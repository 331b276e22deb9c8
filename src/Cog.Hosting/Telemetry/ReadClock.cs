using System.Diagnostics;
using Cog.Sources;

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

    public IRangeSource Watch(IRangeSource source) => new Watched(source, this);

    private void Started()
    {
        lock (_gate)
        {
            if (_inFlight++ == 0)
            {
                _since = Stopwatch.GetTimestamp();
            }
        }
    }

    private void Ended()
    {
        lock (_gate)
        {
            if (--_inFlight == 0)
            {
                _elapsed += Stopwatch.GetElapsedTime(_since);
            }
        }
    }

    private sealed class Watched(IRangeSource inner, ReadClock clock) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public void Dispose() => inner.Dispose();

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            clock.Started();
            try
            {
                return await inner.ReadAsync(range, ifMatch, cancellationToken);
            }
            finally
            {
                clock.Ended();
            }
        }
    }
}
