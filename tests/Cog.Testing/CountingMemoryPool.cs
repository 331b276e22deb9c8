using System.Buffers;

namespace Cog.Testing;

/// <summary>A pool that knows how many of its buffers are out. What reads rasters must bring it back to zero, on every path.</summary>
internal sealed class CountingMemoryPool : MemoryPool<byte>
{
    private int _rented;
    private int _total;
    private long _bytes;
    private long _peak;
    private long _totalBytes;

    /// <summary>Buffers not given back yet.</summary>
    public int Rented => Volatile.Read(ref _rented);

    /// <summary>Buffers ever handed out; 0 means that a test tested nothing.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Bytes ever handed out: pools that are no tests' own hand out the same ones again.</summary>
    public long TotalBytes => Volatile.Read(ref _totalBytes);

    /// <summary>The most bytes that were out at once.</summary>
    public long PeakBytes => Volatile.Read(ref _peak);

    /// <inheritdoc/>
    public override int MaxBufferSize => int.MaxValue;

    /// <summary>Rents a buffer full of 0xA5, not of zeros: a caller that relies on zeros is wrong.</summary>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        Interlocked.Increment(ref _rented);
        Interlocked.Increment(ref _total);
        Interlocked.Add(ref _totalBytes, Math.Max(1, minBufferSize));
        byte[] buffer = new byte[Math.Max(1, minBufferSize)];
        long bytes = Interlocked.Add(ref _bytes, buffer.Length);
        for (long peak = PeakBytes; bytes > peak && Interlocked.CompareExchange(ref _peak, bytes, peak) != peak; )
        {
            peak = PeakBytes;
        }

        buffer.AsSpan().Fill(0xA5);
        return new Owner(this, buffer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) { }

    private sealed class Owner(CountingMemoryPool pool, byte[] buffer) : IMemoryOwner<byte>
    {
        private bool _disposed;

        public Memory<byte> Memory => _disposed ? throw new ObjectDisposedException(nameof(CountingMemoryPool)) : buffer;

        public void Dispose()
        {
            if (_disposed)
            {
                throw new InvalidOperationException("A buffer was given back twice.");
            }

            _disposed = true;
            Interlocked.Add(ref pool._bytes, -buffer.Length);
            Interlocked.Decrement(ref pool._rented);
        }
    }
}
