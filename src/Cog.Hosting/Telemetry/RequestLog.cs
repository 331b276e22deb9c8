using System.Diagnostics;
using Cog.Sources;

namespace Cog.Hosting.Telemetry;

/// <summary>
/// What one request cost: its reads, and milliseconds by stage. Becomes <c>Server-Timing</c>, <c>X-Cog-*</c> and the request's single log
/// line.
/// </summary>
internal sealed class RequestLog
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(string Stage, double Milliseconds)> _stages = [];

    /// <summary>The reads so far, header included.</summary>
    public ReadLog Reads { get; } = new();

    /// <summary>Where the header came from: <c>memory</c>, <c>table</c> or <c>file</c>; null before it is known.</summary>
    public string? HeaderFrom { get; set; }

    /// <summary>The route template of its endpoint; null when it has none.</summary>
    public string? Endpoint { get; internal set; }

    /// <summary>The file's address, without what may be a signature; null before it is known.</summary>
    public string? Source { get; set; }

    /// <summary>What its reads are taken from.</summary>
    public ReadBudget Budget { get; set; } = new(long.MaxValue);

    /// <summary>
    /// The status that the request ended with, where that is not the response's: nobody was there to receive one, or it broke off.
    /// </summary>
    public int? Status { get; set; }

    /// <summary>Runs while a read is in flight.</summary>
    internal ReadClock Clock { get; } = new();

    /// <summary>Why it failed, for whoever runs this; null when it did not, or the caller's request was at fault.</summary>
    internal string? Failure { get; set; }

    /// <summary>Since the request came.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Milliseconds by stage.</summary>
    internal IEnumerable<(string Stage, double Milliseconds)> Stages
    {
        get
        {
            lock (_stages)
            {
                return [.. _stages.GroupBy(s => s.Stage).Select(g => (g.Key, g.Sum(s => s.Milliseconds)))];
            }
        }
    }

    /// <summary>The log of a request; every request has one.</summary>
    public static RequestLog Of(HttpContext context)
    {
        if (context.Features.Get<RequestLog>() is not { } log)
        {
            log = new();
            context.Features.Set(log);
        }

        return log;
    }

    /// <summary>
    /// The same object, its reads written down here and taken from the request's budget. Whoever disposes it disposes
    /// <paramref name="source"/>.
    /// </summary>
    public MeteredSource Record(IRangeSource source) => new(source, this);

    /// <summary>Measures a stage until the result is disposed.</summary>
    /// <param name="stage">A short name, e.g. <c>encode</c>.</param>
    /// <param name="withoutReads">True: the time in which reads were in flight is not this stage's, but goes to the stage
    /// <c>read</c>.</param>
    public IDisposable Measure(string stage, bool withoutReads = false) => new Measurement(this, stage, withoutReads);

    /// <summary>Runs a read of pixels: waiting goes to the stage <c>read</c>, the rest, decoding and warping, to <c>decode</c>.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        using (Measure("decode", withoutReads: true))
        {
            return await read();
        }
    }

    /// <summary>Sets <c>Server-Timing</c>, <c>X-Cog-Reads</c>, <c>X-Cog-Bytes</c> and <c>X-Cog-Header</c>.</summary>
    public void WriteTo(IHeaderDictionary headers)
    {
        headers["Server-Timing"] = ServerTiming.Of(this);

        if (HeaderFrom is not null)
        {
            headers["X-Cog-Reads"] = Reads.Count.ToString(CultureInfo.InvariantCulture);
            headers["X-Cog-Bytes"] = Reads.ByteCount.ToString(CultureInfo.InvariantCulture);
            headers["X-Cog-Header"] = HeaderFrom;
        }
    }

    internal static async Task RunAsync(
        HttpContext context,
        RequestDelegate next,
        RequestMetrics? metrics,
        Func<Task<int?>>? replaceAsync = null
    )
    {
        RequestLog log = Of(context);
        try
        {
            await next(context);
            log.Status ??= replaceAsync is null ? null : await replaceAsync();
        }
        catch
        {
            log.Status = StatusCodes.Status500InternalServerError; // After its start: the status that was sent says nothing.
            throw;
        }
        finally
        {
            metrics?.Write(context, log);
        }
    }

    // Files are read side by side.
    private void AddStage(string stage, double milliseconds)
    {
        lock (_stages)
        {
            _stages.Add((stage, milliseconds));
        }
    }

    private sealed class Measurement(RequestLog log, string stage, bool withoutReads) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly TimeSpan _readBefore = log.Clock.Elapsed;

        public void Dispose()
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
            if (withoutReads)
            {
                TimeSpan read = log.Clock.Elapsed - _readBefore;
                log.AddStage("read", read.TotalMilliseconds);
                elapsed -= read;
            }

            log.AddStage(stage, Math.Max(0, elapsed.TotalMilliseconds));
        }
    }
}
