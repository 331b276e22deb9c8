using System.Diagnostics;
using System.Globalization;
using Cog.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting;

/// <summary>What one request cost: its reads, and milliseconds by stage. Becomes <c>Server-Timing</c>, <c>X-Cog-*</c> and the request's single log line.</summary>
public sealed class RequestLog
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(string Stage, double Milliseconds)> _stages = [];
    private readonly ReadClock _clock = new();

    /// <summary>The reads so far, header included.</summary>
    public ReadLog Reads { get; } = new();

    /// <summary>Where the header came from: <c>memory</c>, <c>table</c> or <c>file</c>; null before it is known.</summary>
    public string? HeaderFrom { get; set; }

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

    /// <summary>The same object, its reads written down here.</summary>
    public IRangeSource Record(IRangeSource source) => new RecordedRangeSource(_clock.Watch(source), Reads);

    /// <summary>Measures a stage until the result is disposed.</summary>
    /// <param name="stage">A short name, e.g. <c>encode</c>.</param>
    /// <param name="withoutReads">True: the time in which reads were in flight is not this stage's, but goes to the stage <c>read</c>.</param>
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
        IEnumerable<string> parts = _stages
            .GroupBy(s => s.Stage)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key};dur={g.Sum(s => s.Milliseconds):0.0}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"total;dur={Stopwatch.GetElapsedTime(_start).TotalMilliseconds:0.0}"));
        headers["Server-Timing"] = string.Join(", ", parts);

        if (HeaderFrom is not null)
        {
            headers["X-Cog-Reads"] = Reads.Count.ToString(CultureInfo.InvariantCulture);
            headers["X-Cog-Bytes"] = Reads.ByteCount.ToString(CultureInfo.InvariantCulture);
            headers["X-Cog-Header"] = HeaderFrom;
        }
    }

    internal static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        RequestLog log = Of(context);
        await next(context);

        // The query is left out: an address in it may be signed.
        logger.LogInformation(
            "{Method} {Path} {Status} {Milliseconds:0.0} ms, {Reads} reads, {Bytes} bytes, header from {HeaderFrom}",
            context.Request.Method,
            context.Request.Path,
            context.Response.StatusCode,
            Stopwatch.GetElapsedTime(log._start).TotalMilliseconds,
            log.Reads.Count,
            log.Reads.ByteCount,
            log.HeaderFrom ?? "nowhere");
    }

    private sealed class Measurement(RequestLog log, string stage, bool withoutReads) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly TimeSpan _readBefore = log._clock.Elapsed;

        public void Dispose()
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
            if (withoutReads)
            {
                TimeSpan read = log._clock.Elapsed - _readBefore;
                log._stages.Add(("read", read.TotalMilliseconds));
                elapsed -= read;
            }

            log._stages.Add((stage, Math.Max(0, elapsed.TotalMilliseconds)));
        }
    }
}
