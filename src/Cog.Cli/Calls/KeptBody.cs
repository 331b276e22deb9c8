namespace Cog.Cli.Calls;

/// <summary>The body of an answer, in memory: one that is written at once is kept as it is, and not copied.</summary>
internal sealed class KeptBody : Stream
{
    private MemoryStream? _copy;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => Bytes.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => Bytes.Length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Add(buffer.AsSpan(offset, count).ToArray());

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Add(buffer);
        return ValueTask.CompletedTask;
    }

    private void Add(ReadOnlyMemory<byte> bytes)
    {
        if (Bytes.IsEmpty)
        {
            Bytes = bytes;
            return;
        }

        if (_copy is null)
        {
            _copy = new();
            _copy.Write(Bytes.Span);
        }

        _copy.Write(bytes.Span);
        Bytes = _copy.GetBuffer().AsMemory(0, (int)_copy.Length);
    }
}
