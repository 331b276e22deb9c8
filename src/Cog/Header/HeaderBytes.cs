using Cog.Sources;

namespace Cog.Header;

/// <summary>
/// The parts of a file that were read for its header, and the way to more of it: all of one version, and never more than
/// <see cref="CogLimits.MaxHeaderBytes"/>.
/// </summary>
internal sealed class HeaderBytes(IRangeSource source, CogReaderOptions options)
{
    private readonly List<(long Offset, ReadOnlyMemory<byte> Data)> _parts = [];

    public string? ETag { get; private set; }

    /// <summary>Null while nothing told it.</summary>
    public long? FileLength { get; private set; }

    /// <summary>Bytes received so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>The file's first bytes: one read.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadStartAsync(CancellationToken cancellationToken)
    {
        int length = Math.Max(options.IngestedBytesAtOpen, TiffStartBytes);
        RangeRead read = await source.ReadAsync(new(0, length), ifMatch: null, cancellationToken).ConfigureAwait(false);
        ETag = read.ETag;
        Keep(new(0, length), read);
        return _parts[0].Data;
    }

    /// <summary>Bytes that are here already, from one part or from several that touch.</summary>
    public bool TryGet(long offset, long length, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (PartAt(offset) is not { } first || length > ByteCount)
        {
            return false;
        }

        if (offset - first.Offset <= first.Data.Length - length)
        {
            bytes = first.Data.Slice((int)(offset - first.Offset), (int)length);
            return true;
        }

        // Nothing is allocated before all of it is known to be here.
        for (long position = offset; position < offset + length; position = first.Offset + first.Data.Length)
        {
            if (PartAt(position) is not { } part)
            {
                return false;
            }

            first = part;
        }

        byte[] joined = new byte[length];
        for (long position = offset; position < offset + length; )
        {
            (long start, ReadOnlyMemory<byte> data) = PartAt(position)!.Value;
            ReadOnlyMemory<byte> taken = data[(int)(position - start)..];
            taken = taken[..(int)Math.Min(taken.Length, offset + length - position)];
            taken.CopyTo(joined.AsMemory((int)(position - offset)));
            position += taken.Length;
        }

        bytes = joined;
        return true;
    }

    /// <summary>
    /// Bytes of the file, read when they are not here; one read brings <see cref="CogReaderOptions.HeaderChunkSize"/> bytes or more.
    /// </summary>
    /// <param name="offset">Their first.</param>
    /// <param name="length">How many; the result is shorter only at the end of the file.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <exception cref="InvalidTiffException">The offset lies at or behind the end of the file.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        if (FileLength - offset is { } left && left < length)
        {
            length =
                left > 0
                    ? (int)left
                    : throw new InvalidTiffException($"Need {length} bytes at {offset}, but the file ends at {FileLength}.");
        }

        if (TryGet(offset, length, out ReadOnlyMemory<byte> bytes))
        {
            return bytes;
        }

        // Only what is missing is asked for: no byte comes twice.
        long end = offset + length;
        for (long position = offset; position < end; )
        {
            if (PartAt(position) is { } part)
            {
                position = part.Offset + part.Data.Length;
                continue;
            }

            ByteRange gap = Gap(position, end);
            RangeRead read = await FetchAsync(gap, cancellationToken).ConfigureAwait(false);
            position += read.Data.Length;
            if (read.Data.Length < gap.Length)
            {
                end = Math.Min(end, position);
            }
        }

        return end > offset && TryGet(offset, end - offset, out bytes)
            ? bytes
            : throw new InvalidTiffException($"Need {length} bytes at {offset}, but the file ends at or before it.");
    }

    /// <summary>From a byte that is missing: up to the next that is here, a chunk long where nothing is.</summary>
    private ByteRange Gap(long position, long end)
    {
        long wanted = Math.Max(end - position, options.HeaderChunkSize);
        wanted = Math.Min(wanted, (FileLength ?? long.MaxValue) - position);
        foreach ((long start, _) in _parts)
        {
            wanted = start > position ? Math.Min(wanted, start - position) : wanted;
        }

        return wanted <= options.Limits.MaxHeaderBytes - ByteCount
            ? new(position, (int)wanted)
            : throw LimitExceededException.Of(
                $"The header takes {wanted} bytes more at {position}, after {ByteCount}",
                options.Limits.MaxHeaderBytes
            );
    }

    private async ValueTask<RangeRead> FetchAsync(ByteRange range, CancellationToken cancellationToken)
    {
        if (_parts.Count >= options.Limits.MaxHeaderReads)
        {
            throw new LimitExceededException(
                $"The header takes more than {_parts.Count} reads: its directories are far apart; {nameof(CogLimits.MaxHeaderReads)} is "
                    + $"{options.Limits.MaxHeaderReads}.",
                nameof(CogLimits.MaxHeaderReads)
            );
        }

        RangeRead read = await source.ReadAsync(range, ETag, cancellationToken).ConfigureAwait(false);
        EntityTag.ThrowIfChanged(source.Uri, ETag, read.ETag);
        Keep(range, read);
        return read;
    }

    private (long Offset, ReadOnlyMemory<byte> Data)? PartAt(long position)
    {
        foreach ((long Offset, ReadOnlyMemory<byte> Data) part in _parts)
        {
            if (position >= part.Offset && position - part.Offset < part.Data.Length)
            {
                return part;
            }
        }

        return null;
    }

    private void Keep(ByteRange range, RangeRead read)
    {
        if (read.Data.Length > range.Length)
        {
            throw new SourceUnavailableException($"{SourceName.Of(source.Uri)} answered {read.Data.Length} bytes to a read of {range}.");
        }

        bool isShort = read.Data.Length < range.Length;
        long? length = read.ObjectLength ?? (isShort && !read.Data.IsEmpty ? range.Offset + read.Data.Length : null);
        if (length is not null && FileLength is not null && length != FileLength)
        {
            throw new SourceChangedException(
                $"{SourceName.Of(source.Uri)} changed from {FileLength} to {length} bytes while its header was read."
            );
        }

        FileLength ??= length;
        if (isShort && FileLength is { } known && range.Offset + read.Data.Length < known && range.Offset < known)
        {
            throw new SourceUnavailableException(
                $"{SourceName.Of(source.Uri)} has {known} bytes, but a read of {range} brought {read.Data.Length}."
            );
        }

        ByteCount += read.Data.Length;
        _parts.Add((range.Offset, read.Data));
    }

    // Of the longer header, BigTIFF's.
    private static int TiffStartBytes => Tiff.TiffLayout.Big.HeaderSize;
}
