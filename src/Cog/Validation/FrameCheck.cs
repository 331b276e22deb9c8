using System.Buffers.Binary;
using Cog.Blocks;
using Cog.Header;
using Cog.Sources;
using Cog.Tiff;
using static Cog.Validation.LayoutRules;

namespace Cog.Validation;

/// <summary>Whether blocks keep what the ghost area promises: GDAL's full check, its words and its order. Indexes are read whole; leaders and trailers of so many blocks at most.</summary>
internal sealed class FrameCheck
{
    // Blocks of the whole file whose leaders and trailers are read, each by about one read.
    private const int MaxFrames = 2048;

    // Blocks of the whole file whose offsets are compared: 12 MB of index.
    private const long MaxBlocks = 1 << 20;

    private const int BlocksAtOnce = 4096;

    private readonly List<string> _errors = [];
    private readonly ValidatedFile _file;
    private readonly GhostArea _promises;
    private readonly long _stride;

    private FrameCheck(ValidatedFile file, GhostArea promises, long blocks)
    {
        (_file, _promises) = (file, promises);
        _stride = ((blocks - 1) / MaxFrames) + 1;
        Limitation = blocks > MaxBlocks
            ? Invariant($"The file has {blocks} blocks, more than the {MaxBlocks} whose order is checked: none was looked at.")
            : _stride > 1
                ? Invariant($"Of {blocks} blocks, one of {_stride} had its leader and trailer looked at.")
                : null;
    }

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>What was not looked at; null when everything was.</summary>
    public string? Limitation { get; }

    /// <summary>Checks the image, its mask, then each overview and its mask. A file that promises nothing is in order.</summary>
    public static async Task<FrameCheck> RunAsync(ValidatedFile file, CancellationToken cancellationToken)
    {
        GhostArea promises = await PromisesAsync(file, cancellationToken).ConfigureAwait(false);
        ImageLevel[] levels = [.. file.Images.Select(i => file.Header.Levels.FirstOrDefault(l => l.Image == i) ?? new(0, i, null))];
        var check = new FrameCheck(file, promises, levels.Sum(l => BlocksOf(file, l.Image) + (l.Mask is null ? 0 : BlocksOf(file, l.Mask))));
        bool promisesAny = promises.BlocksRowMajor || promises.BlockLeader || promises.BlockTrailer || promises.MaskInterleaved;
        if (!promisesAny || check.Limitation is not null && check._stride > MaxBlocks / MaxFrames)
        {
            return check;
        }

        for (int i = 0; i < levels.Length; i++)
        {
            string name = i == 0 ? "Main resolution image" : Invariant($"Overview {i - 1}");
            await check.CheckAsync(name, levels[i].Image, promises.MaskInterleaved ? levels[i].Mask : null, cancellationToken).ConfigureAwait(false);
            if (levels[i].Mask is { } mask)
            {
                await check.CheckAsync(i == 0 ? "Mask band of main resolution image" : Invariant($"Mask band of overview {i - 1}"), mask, null, cancellationToken).ConfigureAwait(false);
            }
        }

        return check;
    }

    /// <summary>What the file once promised: GDAL checks that even when an edit is known to have broken it, but only where the first directory leaves room for it.</summary>
    private static async Task<GhostArea> PromisesAsync(ValidatedFile file, CancellationToken cancellationToken)
    {
        CogHeader header = file.Header;
        if (header.Ghost.ByteCount == 0 || header.Image.Offset is 8 or 16)
        {
            return GhostArea.None;
        }

        RangeRead start = await file.Source.ReadAsync(new(0, header.File.Layout.HeaderSize + header.Ghost.ByteCount), header.ETag, cancellationToken).ConfigureAwait(false);
        return GhostArea.ParsePromises(start.Data.Span, header.File.Layout);
    }

    // Of the first plane, like GDAL; as many as the index has, whatever the image claims.
    private static long BlocksOf(ValidatedFile file, Ifd ifd) =>
        Math.Min((long)ifd.BlocksAcross * ifd.BlocksDown, new BlockIndex(file.Header, ifd, file.Options).EntryCount);

    private async Task CheckAsync(string name, Ifd ifd, Ifd? mask, CancellationToken cancellationToken)
    {
        if (mask is not null && (mask.BlockWidth, mask.BlockHeight) != (ifd.BlockWidth, ifd.BlockHeight))
        {
            _errors.Add(name + ": mask block size is different from its imagery band");
            mask = null;
        }

        var index = new BlockIndex(_file.Header, ifd, _file.Options);
        BlockIndex? maskIndex = mask is null ? null : new BlockIndex(_file.Header, mask, _file.Options);
        long before = 0, count = BlocksOf(_file, ifd);
        for (long first = 0; first < count; first += BlocksAtOnce)
        {
            long start = first;
            long[] numbers = [.. Enumerable.Range(0, (int)Math.Min(BlocksAtOnce, count - first)).Select(i => start + i)];
            (long[] offsets, long[] counts) = await index.EntriesAsync(_file.Source, numbers, cancellationToken).ConfigureAwait(false);
            long[] maskOffsets = maskIndex is null ? [] : (await maskIndex.EntriesAsync(_file.Source, numbers, cancellationToken).ConfigureAwait(false)).Offsets;
            BlockFrames frames = await ReadFramesAsync(numbers, offsets, counts, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < numbers.Length; i++)
            {
                (long y, long x) = Math.DivRem(numbers[i], ifd.BlocksAcross);
                string block = Invariant($"block ({x}, {y})");
                CheckBlock(name, block, offsets[i], counts[i], before, frames);
                before = maskOffsets.Length == 0 ? offsets[i] : CheckMask(name, block, (offsets[i], counts[i]), maskOffsets[i], before);
            }
        }
    }

    private void CheckBlock(string name, string block, long offset, long count, long before, BlockFrames frames)
    {
        if (offset <= 0)
        {
            return;
        }

        if (_promises.BlocksRowMajor && offset < before)
        {
            _errors.Add($"{name}: offset of {block} is smaller than previous block");
        }

        if (frames.At(offset - BlockLeader.ByteCount, BlockLeader.ByteCount) is { Length: BlockLeader.ByteCount } leader
            && BinaryPrimitives.ReadUInt32LittleEndian(leader) is var said && said != count)
        {
            _errors.Add(Invariant($"{name}: for {block}, size in leader bytes is {said} instead of {count}"));
        }

        // One that the file ends before is not compared: GDAL reads all eight bytes or none.
        if (count >= BlockLeader.ByteCount
            && frames.At(offset + count - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount) is { Length: 2 * BlockLeader.ByteCount } end
            && !end.AsSpan(0, BlockLeader.ByteCount).SequenceEqual(end.AsSpan(BlockLeader.ByteCount)))
        {
            _errors.Add($"{name}: for {block}, trailer bytes are invalid");
        }
    }

    /// <returns>What the next block is compared with.</returns>
    private long CheckMask(string name, string block, (long Offset, long Count) image, long maskOffset, long before)
    {
        if (image.Offset > 0 && maskOffset > 0)
        {
            long expected = image.Offset + image.Count + (_promises.BlockLeader ? BlockLeader.ByteCount : 0) + (_promises.BlockTrailer ? BlockLeader.ByteCount : 0);
            if (maskOffset != expected)
            {
                _errors.Add(Invariant($"Mask of {name}: for {block}, offset is {maskOffset}, whereas {expected} was expected"));
            }
        }
        else if (image.Offset == 0 && maskOffset > 0)
        {
            if (_promises.BlocksRowMajor && maskOffset < before)
            {
                _errors.Add($"Mask of {name}: offset of {block} is smaller than previous block");
            }

            return maskOffset;
        }

        return image.Offset;
    }

    private async Task<BlockFrames> ReadFramesAsync(long[] numbers, long[] offsets, long[] counts, CancellationToken cancellationToken)
    {
        var wanted = new List<ByteRange>();
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] % _stride != 0 || offsets[i] <= 0)
            {
                continue;
            }

            if (_promises.BlockLeader && offsets[i] >= BlockLeader.ByteCount)
            {
                wanted.Add(new(offsets[i] - BlockLeader.ByteCount, BlockLeader.ByteCount));
            }

            if (_promises.BlockTrailer && counts[i] >= BlockLeader.ByteCount && counts[i] <= long.MaxValue - offsets[i])
            {
                wanted.Add(new(offsets[i] + counts[i] - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount));
            }
        }

        return await BlockFrames.ReadAsync(_file, wanted, cancellationToken).ConfigureAwait(false);
    }
}
