using Cog.Header;
using Cog.Hosting.Sources;

namespace Cog.Testing.Web.Hosting;

/// <summary>A file in memory whose reads wait for a gate, can fail, and are counted.</summary>
internal sealed class GatedSource(byte[] file, string? etag = "\"v1\"") : IRangeSource, IDisposable
{
    private int _reads;
    private int _disposals;

    public Uri Uri { get; } = new("memory://test/file.tif");

    /// <summary>Reads wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public CogException? Failure { get; set; }

    public int Reads => _reads;

    public string? LastIfMatch { get; private set; }

    public int Disposals => _disposals;

    public FileLocation At(HeaderKey key) => new(key, () => this);

    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        LastIfMatch = ifMatch;
        await Gate.WaitAsync(cancellationToken);
        if (Failure is not null)
        {
            throw Failure;
        }

        int start = (int)Math.Min(range.Offset, file.Length),
            length = Math.Min(range.Length, file.Length - start);
        return new(file.AsMemory(start, length), etag, file.Length);
    }

    public void Dispose() => Interlocked.Increment(ref _disposals);
}
