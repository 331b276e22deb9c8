using System.Diagnostics;

namespace Cog.Hosting.Telemetry;

/// <summary>
/// An object as one request reads it: each read is taken from the request's budget, timed and written into its log. Owns the source that it
/// reads through.
/// </summary>
/// <param name="inner">The transport.</param>
/// <param name="log">The request's.</param>
internal sealed class MeteredSource(IRangeSource inner, RequestLog log) : IRangeSource, IDisposable
{
    /// <inheritdoc/>
    public Uri Uri => inner.Uri;

    /// <inheritdoc/>
    /// <exception cref="LimitExceededException">The request's budget has not so many bytes left; nothing is read, and nothing
    /// logged.</exception>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        log.Budget.Take(range, Uri);
        log.Clock.Start();
        long start = Stopwatch.GetTimestamp();
        int received = 0;
        try
        {
            RangeRead read = await inner.ReadAsync(range, ifMatch, cancellationToken);
            received = read.Data.Length;
            return read;
        }
        finally
        {
            log.Reads.Add(new(range, received, Stopwatch.GetElapsedTime(start)));
            log.Clock.End();
            log.Budget.Return(range, received);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
