namespace Cog.Blocks;

/// <summary>Blocks, bytes and reads that one request has taken, over all of its reads. Safe for concurrent calls.</summary>
internal sealed class RequestBudget(CogLimits limits)
{
    private long _blocks;
    private long _bytes;
    private long _reads;

    /// <summary>Counts blocks against the limits of the request.</summary>
    /// <exception cref="LimitExceededException">There are no more.</exception>
    public void AddBlocks(long count)
    {
        long blocks = Interlocked.Add(ref _blocks, count);
        if (blocks > limits.MaxBlocksPerRequest)
        {
            throw LimitExceededException.Of($"The request needs {blocks} blocks", limits.MaxBlocksPerRequest);
        }
    }

    /// <summary>Takes reads of the file's blocks.</summary>
    /// <exception cref="LimitExceededException">There are no more.</exception>
    public void AddReads(long count)
    {
        long reads = Interlocked.Add(ref _reads, count);
        if (reads > limits.MaxReadsPerRequest)
        {
            throw LimitExceededException.Of($"The request needs {reads} reads of the file", limits.MaxReadsPerRequest);
        }
    }

    /// <summary>Takes bytes of the file.</summary>
    /// <exception cref="LimitExceededException">There are no more.</exception>
    public void AddBytes(long count)
    {
        long bytes = Interlocked.Add(ref _bytes, count);
        if (bytes > limits.MaxBytesPerRequest)
        {
            throw LimitExceededException.Of($"The request needs {bytes} bytes of the file", limits.MaxBytesPerRequest);
        }
    }
}
