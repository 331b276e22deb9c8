namespace Cog.Sources;

/// <summary>
/// Bounds the bytes that one request may ask for over all its reads: header, block index and blocks, of whatever sources it reads through.
/// Safe for concurrent calls.
/// </summary>
/// <remarks>
/// A reader by itself compares each of its calls with <see cref="CogLimits.MaxBytesPerRequest"/>; who makes several of them for one request
/// gives them one budget.
/// </remarks>
internal sealed class ReadBudget
{
    private readonly long _maxBytes;
    private readonly string _name;
    private readonly string? _limit;
    private long _bytes;

    /// <summary>The budget of a request.</summary>
    /// <param name="maxBytes">Of <see cref="CogLimits.MaxBytesPerRequest"/>.</param>
    public ReadBudget(long maxBytes) =>
        (_maxBytes, _name, _limit) = (maxBytes, nameof(CogLimits.MaxBytesPerRequest), nameof(CogLimits.MaxBytesPerRequest));

    /// <summary>A budget that something else than <see cref="CogLimits"/> sets.</summary>
    /// <param name="maxBytes">The ceiling.</param>
    /// <param name="name">What errors call it.</param>
    internal ReadBudget(long maxBytes, string name) => (_maxBytes, _name) = (maxBytes, name);

    /// <summary>Bytes taken so far.</summary>
    public long ByteCount => Interlocked.Read(ref _bytes);

    /// <summary>Takes a read's bytes before it is made, so that reads at the same time cannot exceed the budget together.</summary>
    /// <param name="range">What is about to be read.</param>
    /// <param name="uri">Names the object in the message.</param>
    /// <exception cref="LimitExceededException">There are not so many left; nothing is taken.</exception>
    public void Take(ByteRange range, Uri uri)
    {
        long bytes = Interlocked.Add(ref _bytes, range.Length);
        if (bytes > _maxBytes)
        {
            Interlocked.Add(ref _bytes, -range.Length);
            throw new LimitExceededException(
                $"The request needs {bytes} bytes of {SourceName.Of(uri)} and more; {_name} is {_maxBytes}.",
                _limit
            );
        }
    }

    /// <summary>Makes a read whose bytes are taken first; what it does not bring is given back.</summary>
    /// <param name="range">What is about to be read.</param>
    /// <param name="uri">Names the object in the message.</param>
    /// <param name="readAsync">The read.</param>
    /// <exception cref="LimitExceededException">There are not so many bytes left; nothing is taken or read.</exception>
    public async ValueTask<RangeRead> SpendAsync(ByteRange range, Uri uri, Func<ValueTask<RangeRead>> readAsync)
    {
        Take(range, uri);
        int received = 0;
        try
        {
            RangeRead read = await readAsync().ConfigureAwait(false);
            received = read.Data.Length;
            return read;
        }
        finally
        {
            Return(range, received);
        }
    }

    /// <summary>Gives back what a read has not brought.</summary>
    /// <param name="range">What was taken.</param>
    /// <param name="received">Bytes that came; 0 when the read failed.</param>
    public void Return(ByteRange range, int received) => Interlocked.Add(ref _bytes, received - range.Length);

    /// <summary>The same object, its reads taken from this budget.</summary>
    public IRangeSource Limit(IRangeSource source) => new LimitedRangeSource(source, this);

    private sealed class LimitedRangeSource(IRangeSource inner, ReadBudget budget) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public void Dispose() => inner.Dispose();

        public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
            budget.SpendAsync(range, Uri, () => inner.ReadAsync(range, ifMatch, cancellationToken));
    }
}
