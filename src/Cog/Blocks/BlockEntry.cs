namespace Cog.Blocks;

/// <summary>A block that is in memory, or on its way there.</summary>
internal sealed class BlockEntry
{
    private readonly TaskCompletionSource<byte[]?> _bytes = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Its bytes as stored, none when it was never written; null when whoever fetched it gave up: then it must be claimed anew. Fails as
    /// the source did.
    /// </summary>
    public Task<byte[]?> Bytes => _bytes.Task;

    /// <summary>Its bytes when they are here.</summary>
    public byte[]? Known => _bytes.Task.IsCompletedSuccessfully ? _bytes.Task.Result : null;

    public void Supply(byte[] bytes) => _bytes.TrySetResult(bytes);

    public void Abandon(CogException? failure)
    {
        if (failure is null)
        {
            _bytes.TrySetResult(null);
        }
        else if (_bytes.TrySetException(failure))
        {
            _ = _bytes.Task.Exception; // Perhaps nobody waits: that is no unobserved failure.
        }
    }
}
