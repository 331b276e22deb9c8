using Cog.Sources;

namespace Cog.Header;

/// <summary>The parts of a file that were read for its header, and the way to more of it: all of one version, and never more than <see cref="CogLimits.MaxHeaderBytes"/>.</summary>
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

    /// <summary>Bytes that are here already.</summary>
    public bool TryGet(long offset, long length, out ReadOnlyMemory<byte> bytes)
    {
        foreach ((long start, ReadOnlyMemory<byte> data) in _parts)
        {
            if (offset >= start && offset - start <= data.Length - length)
            {
                bytes = data.Slice((int)(offset - start), (int)length);
                return true;
            }
        }

        bytes = default;
        return false;
    }

    /// <summary>Bytes of the file, read when they are not here; one read brings <see cref="CogReaderOptions.HeaderChunkSize"/> bytes or more.</summary>
    /// <param name="offset">Their first.</param>
    /// <param name="length">How many; the result is shorter only at the end of the file.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <exception cref="InvalidTiffException">The offset lies at or behind the end of the file.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        if (FileLength - offset is { } left && left < length)
        {
            length = left > 0
                ? (int)left
                : throw new InvalidTiffException($"Need {length} bytes at {offset}, but the file ends at {FileLength}.");
        }

        if (TryGet(offset, length, out ReadOnlyMemory<byte> bytes))
        {
            return bytes;
        }

        long wanted = Math.Max(length, options.HeaderChunkSize);
        wanted = Math.Min(wanted, (FileLength ?? long.MaxValue) - offset);
        if (wanted > options.Limits.MaxHeaderBytes - ByteCount)
        {
            throw new LimitExceededException(
                $"The header takes {wanted} bytes more at {offset}, after {ByteCount}; {nameof(CogLimits.MaxHeaderBytes)} is {options.Limits.MaxHeaderBytes}.", nameof(CogLimits.MaxHeaderBytes));
        }

        var range = new ByteRange(offset, (int)wanted);
        RangeRead read = await source.ReadAsync(range, ETag, cancellationToken).ConfigureAwait(false);
        EntityTag.ThrowIfChanged(source.Uri, ETag, read.ETag);
        Keep(range, read);
        return read.Data.IsEmpty
            ? throw new InvalidTiffException($"Need {length} bytes at {offset}, but the file ends at or before it.")
            : read.Data[..Math.Min(length, read.Data.Length)];
    }

    private void Keep(ByteRange range, RangeRead read)
    {
        if (read.Data.Length > range.Length)
        {
            throw new SourceUnavailableException($"{source.Uri} answered {read.Data.Length} bytes to a read of {range}.");
        }

        bool isShort = read.Data.Length < range.Length;
        long? length = read.ObjectLength ?? (isShort && !read.Data.IsEmpty ? range.Offset + read.Data.Length : null);
        if (length is not null && FileLength is not null && length != FileLength)
        {
            throw new SourceChangedException($"{source.Uri} changed from {FileLength} to {length} bytes while its header was read.");
        }

        FileLength ??= length;
        if (isShort && FileLength is { } known && range.Offset + read.Data.Length < known && range.Offset < known)
        {
            throw new SourceUnavailableException($"{source.Uri} has {known} bytes, but a read of {range} brought {read.Data.Length}.");
        }

        ByteCount += read.Data.Length;
        _parts.Add((range.Offset, read.Data));
    }

    // Of the longer header, BigTIFF's.
    private static int TiffStartBytes => Tiff.TiffLayout.Big.HeaderSize;
}
