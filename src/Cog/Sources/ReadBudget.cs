namespace Cog.Sources;

/// <summary>Bounds the bytes that one request may ask for over all its reads: header, block index and blocks, of whatever sources it reads through. Safe for concurrent calls.</summary>
/// <remarks>A reader by itself compares each of its calls with <see cref="CogLimits.MaxBytesPerRequest"/>; who makes several of them for one request gives them one budget.</remarks>
/// <param name="maxBytes">Of <see cref="CogLimits.MaxBytesPerRequest"/>.</param>
public sealed class ReadBudget(long maxBytes)
{
    private long _bytes;

    /// <summary>Bytes taken so far.</summary>
    public long ByteCount => Interlocked.Read(ref _bytes);

    /// <summary>The same object, its reads taken from this budget: before they are made, so that reads at the same time cannot exceed it together. What a read does not bring is given back.</summary>
    public IRangeSource Limit(IRangeSource source) => new LimitedRangeSource(source, this, maxBytes);

    private sealed class LimitedRangeSource(IRangeSource inner, ReadBudget budget, long maxBytes) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public void Dispose() => inner.Dispose();

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            long bytes = Interlocked.Add(ref budget._bytes, range.Length);
            int received = 0;
            try
            {
                if (bytes > maxBytes)
                {
                    throw new LimitExceededException(
                        $"The request needs {bytes} bytes of {Uri} and more; {nameof(CogLimits.MaxBytesPerRequest)} is {maxBytes}.", nameof(CogLimits.MaxBytesPerRequest));
                }

                RangeRead read = await inner.ReadAsync(range, ifMatch, cancellationToken).ConfigureAwait(false);
                received = read.Data.Length;
                return read;
            }
            finally
            {
                Interlocked.Add(ref budget._bytes, received - range.Length);
            }
        }
    }
}
