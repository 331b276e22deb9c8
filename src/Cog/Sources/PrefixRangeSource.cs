namespace Cog.Sources;

/// <summary>
/// Remembers the first read from the start of an object, and what else is read while it is being opened: later reads take from memory what
/// is there, and ask for the rest.
/// </summary>
/// <remarks>
/// So a file that is smaller than the first read costs one read in all, and no byte of a header is asked for twice. What is remembered
/// keeps its version: a read that expects another fails as the source's own would.
/// </remarks>
internal sealed class PrefixRangeSource : IRangeSource
{
    private readonly IRangeSource _inner;
    private readonly Memory _memory;

    /// <summary>Wraps a source; nothing is remembered yet.</summary>
    public PrefixRangeSource(IRangeSource inner)
        : this(inner, new()) { }

    private PrefixRangeSource(IRangeSource inner, Memory memory) => (_inner, _memory) = (inner, memory);

    /// <inheritdoc/>
    public Uri Uri => _inner.Uri;

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    /// <summary>What is remembered, shared, before another source of the same object.</summary>
    public PrefixRangeSource WithInner(IRangeSource source) => new(source, _memory);

    /// <summary>Remembers every read until the end of a <c>using</c>.</summary>
    internal IDisposable RememberAll() => new Opening(_memory);

    /// <summary>The bytes that are remembered.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Remembered => [.. _memory.Parts.Select(p => p.Read.Data)];

    /// <inheritdoc/>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (long Offset, RangeRead Read)? known = _memory.Find(range.Offset);
        if (
            known is { } part
            && (range.End <= part.Offset + part.Read.Data.Length || part.Read.ObjectLength == part.Offset + part.Read.Data.Length)
        )
        {
            EntityTag.ThrowIfChanged(Uri, ifMatch, part.Read.ETag);
            return part.Read with { Data = new ByteRange(range.Offset - part.Offset, range.Length).Of(part.Read.Data) };
        }

        // The rest of it: what stands in memory is neither asked for at the start of the range nor at its end.
        ReadOnlyMemory<byte> head = known is { } start ? start.Read.Data[(int)(range.Offset - start.Offset)..] : default;
        var rest = new ByteRange(range.Offset + head.Length, range.Length - head.Length);
        (long Offset, RangeRead Read)? end = rest.Length > 0 ? _memory.Find(range.End - 1) : null;
        ReadOnlyMemory<byte> tail =
            end is { } last && last.Offset > rest.Offset ? last.Read.Data[..(int)(range.End - last.Offset)] : default;
        rest = rest with { Length = rest.Length - tail.Length };
        if (known is not null || !tail.IsEmpty)
        {
            EntityTag.ThrowIfChanged(Uri, ifMatch, (known ?? end)!.Value.Read.ETag);
        }

        RangeRead read = await _inner
            .ReadAsync(rest, ifMatch ?? (head.IsEmpty && tail.IsEmpty ? null : (known ?? end)!.Value.Read.ETag), cancellationToken)
            .ConfigureAwait(false);
        _memory.Keep(rest, read);
        if (head.IsEmpty && tail.IsEmpty)
        {
            return read;
        }

        EntityTag.ThrowIfChanged(Uri, (known ?? end)!.Value.Read.ETag, read.ETag);
        return read with { Data = Joined(head, read.Data, read.Data.Length < rest.Length ? default : tail) };
    }

    private static byte[] Joined(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> middle, ReadOnlyMemory<byte> tail)
    {
        byte[] whole = GC.AllocateUninitializedArray<byte>(head.Length + middle.Length + tail.Length);
        head.CopyTo(whole);
        middle.CopyTo(whole.AsMemory(head.Length));
        tail.CopyTo(whole.AsMemory(head.Length + middle.Length));
        return whole;
    }

    private sealed class Memory
    {
        private readonly Lock _gate = new();

        /// <summary>Few: the first read, and those of the header. Replaced, never changed.</summary>
        public volatile (long Offset, RangeRead Read)[] Parts = [];

        public volatile bool KeepsAll;

        /// <summary>The part that a byte stands in; where the file is known to end with a part, also for bytes behind it.</summary>
        public (long Offset, RangeRead Read)? Find(long offset)
        {
            foreach ((long Offset, RangeRead Read) part in Parts)
            {
                long end = part.Offset + part.Read.Data.Length;
                if (offset >= part.Offset && (offset < end || part.Read.ObjectLength == end))
                {
                    return part;
                }
            }

            return null;
        }

        public void Keep(ByteRange range, RangeRead read)
        {
            if (read.Data.IsEmpty || !(KeepsAll || (range.Offset == 0 && Parts.Length == 0)))
            {
                return;
            }

            // Fewer bytes than were asked for: that was all.
            RangeRead kept = read.Data.Length < range.Length ? read with { ObjectLength = range.Offset + read.Data.Length } : read;
            lock (_gate)
            {
                Parts = [.. Parts, (range.Offset, kept)];
            }
        }
    }

    private sealed class Opening : IDisposable
    {
        private readonly Memory _memory;

        public Opening(Memory memory)
        {
            _memory = memory;
            _memory.KeepsAll = true;
        }

        public void Dispose() => _memory.KeepsAll = false;
    }
}
