using Cog.Blocks;

namespace Cog.Validation;

/// <summary>
/// Whether blocks keep what the ghost area promises: GDAL's full check, its words and its order, of every block. They are decoded in the
/// same pass where that is asked for.
/// </summary>
internal sealed class FrameCheck
{
    private const int BlocksAtOnce = 4096;

    // A file can have any number of blocks, all of them wrong.
    private const int MaxErrors = 1000;

    private readonly List<string> _errors = [];
    private readonly ValidatedFile _file;
    private readonly GhostArea _promises;
    private readonly BlockAllowance _allowance;
    private readonly BlockDecoding? _decoding;
    private long _looked,
        _unlisted;

    private FrameCheck(ValidatedFile file, GhostArea promises, BlockAllowance allowance, bool decodes)
    {
        (_file, _promises, _allowance) = (file, promises, allowance);
        _decoding = decodes ? new(file, promises, allowance) : null;
    }

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>How many blocks were looked at; null where the file promises nothing of them.</summary>
    public BlockCoverage? Coverage { get; private set; }

    /// <summary>What decoding them found; null when they were not.</summary>
    public PixelFindings? Pixels { get; private set; }

    private bool PromisesAny => _promises.BlocksRowMajor || _promises.BlockLeader || _promises.BlockTrailer || _promises.MaskInterleaved;

    /// <summary>Checks the image, its mask, then each overview and its mask. A file that promises nothing is in order.</summary>
    public static async Task<FrameCheck> RunAsync(ValidatedFile file, ValidationRequest request, CancellationToken cancellationToken)
    {
        using var allowance = new BlockAllowance(request.Budget, cancellationToken);
        file = allowance.Limit(file);
        FrameCheck? check = null;
        await allowance
            .RunAsync(async () =>
            {
                GhostArea promises = await PromisesAsync(file, allowance.Token).ConfigureAwait(false);
                check = new(file, promises, allowance, request.IsDecoded);
                if (check.PromisesAny || request.IsDecoded)
                {
                    await check.CheckAllAsync().ConfigureAwait(false);
                }
            })
            .ConfigureAwait(false);
        check ??= new(file, file.Header.Ghost, allowance, request.IsDecoded);
        check.Cover();
        if (check._unlisted > 0)
        {
            check._errors.Add(string.Create(CultureInfo.InvariantCulture, $"{check._unlisted} more blocks are not as promised"));
        }

        return check;
    }

    private static ImageLevel LevelOf(ValidatedFile file, Ifd image) =>
        file.Header.Levels.FirstOrDefault(l => l.Image == image) ?? new(0, image, null);

    private void Cover()
    {
        ImageLevel[] levels = [.. _file.Images.Select(i => LevelOf(_file, i))];
        Coverage = PromisesAny
            ? new(_looked, levels.Sum(l => BlocksOf(_file, l.Image) + (l.Mask is null ? 0 : BlocksOf(_file, l.Mask))), _allowance.Stopped)
            : null;
        Pixels = _decoding is null
            ? null
            : new(
                _decoding.Problems,
                new(_decoding.Looked, levels.Sum(l => l.Image.BlockCount + (l.Mask?.BlockCount ?? 0)), _allowance.Stopped)
            );
    }

    private async Task CheckAllAsync()
    {
        if (_decoding is not null)
        {
            _file.Options.ReadLog?.Plan(
                _file.Images.Select(i => LevelOf(_file, i)).Sum(l => l.Image.BlockCount + (l.Mask?.BlockCount ?? 0))
            );
        }

        for (int i = 0; i < _file.Images.Length; i++)
        {
            ImageLevel level = LevelOf(_file, _file.Images[i]);
            string name = i == 0 ? "Main resolution image" : string.Create(CultureInfo.InvariantCulture, $"Overview {i - 1}");
            await CheckAsync(name, Directory(level, level.Image), _promises.MaskInterleaved ? level.Mask : null).ConfigureAwait(false);
            if (level.Mask is { } mask)
            {
                await CheckAsync(
                        i == 0
                            ? "Mask band of main resolution image"
                            : string.Create(CultureInfo.InvariantCulture, $"Mask band of overview {i - 1}"),
                        Directory(level, mask),
                        null
                    )
                    .ConfigureAwait(false);
            }
        }
    }

    private CheckedDirectory Directory(ImageLevel level, Ifd ifd) =>
        new(
            ifd.IsMask
                ? string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}, mask")
                : string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}"),
            ifd,
            new(_file.Header, ifd, _file.Options)
        );

    /// <summary>
    /// What the file once promised: GDAL checks that even when an edit is known to have broken it, but only where the first directory
    /// leaves room for it.
    /// </summary>
    private static async Task<GhostArea> PromisesAsync(ValidatedFile file, CancellationToken cancellationToken)
    {
        CogHeader header = file.Header;
        if (header.Ghost.ByteCount == 0 || header.Image.Offset is 8 or 16)
        {
            return GhostArea.None;
        }

        RangeRead start = await file
            .Source.ReadAsync(new(0, header.File.Layout.HeaderSize + header.Ghost.ByteCount), header.ETag, cancellationToken)
            .ConfigureAwait(false);
        return GhostArea.ParsePromises(start.Data.Span, header.File.Layout);
    }

    // Of the first plane, like GDAL; as many as the index has, whatever the image claims.
    private static long BlocksOf(ValidatedFile file, Ifd ifd) =>
        Math.Min((long)ifd.BlocksAcross * ifd.BlocksDown, new BlockIndex(file.Header, ifd, file.Options).EntryCount);

    private void Add(string error)
    {
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(error);
        }
        else
        {
            _unlisted++;
        }
    }

    private async Task CheckAsync(string name, CheckedDirectory directory, Ifd? mask)
    {
        Ifd ifd = directory.Ifd;
        if (mask is not null && (mask.BlockWidth, mask.BlockHeight) != (ifd.BlockWidth, ifd.BlockHeight))
        {
            Add(name + ": mask block size is different from its imagery band");
            mask = null;
        }

        if (_decoding is not null)
        {
            PixelCheck.CheckIndex(directory, _decoding);
        }

        try
        {
            await CheckBlocksAsync(name, directory, mask).ConfigureAwait(false);
        }
        catch (InvalidTiffException error) when (_decoding is not null)
        {
            _decoding.Add(directory, null, error); // Its index is not all there.
        }
    }

    private async Task CheckBlocksAsync(string name, CheckedDirectory directory, Ifd? mask)
    {
        Ifd ifd = directory.Ifd;
        BlockIndex? maskIndex = mask is null ? null : new BlockIndex(_file.Header, mask, _file.Options);
        long before = 0,
            count = BlocksOf(_file, ifd);
        for (long first = 0; first < count && _allowance.Stopped is null; first += BlocksAtOnce)
        {
            long[] numbers = PixelCheck.Numbers(first, (int)Math.Min(BlocksAtOnce, count - first));
            BlockEntries entries = await directory.EntriesAsync(_file.Source, numbers, _allowance.Token).ConfigureAwait(false);
            long[] maskOffsets = maskIndex is null
                ? []
                : (await maskIndex.EntriesAsync(_file.Source, numbers, _allowance.Token).ConfigureAwait(false)).Offsets;
            BlockFrames frames = _decoding is null
                ? await ReadFramesAsync(entries).ConfigureAwait(false)
                : await _decoding.RunAsync(directory, entries).ConfigureAwait(false);
            for (int i = 0; i < numbers.Length; i++)
            {
                (long y, long x) = Math.DivRem(numbers[i], ifd.BlocksAcross);
                string block = string.Create(CultureInfo.InvariantCulture, $"block ({x}, {y})");
                CheckBlock(name, block, (entries.Offsets[i], entries.Counts[i]), before, frames);
                before =
                    maskOffsets.Length == 0
                        ? entries.Offsets[i]
                        : CheckMask(name, block, (entries.Offsets[i], entries.Counts[i]), maskOffsets[i], before);
            }
        }

        // GDAL looks at the frames of the first plane; data of the others are data, too.
        if (_decoding is not null && _allowance.Stopped is null)
        {
            await PixelCheck.LookAtAllAsync(_file, directory, count, _decoding, _allowance).ConfigureAwait(false);
        }
    }

    private void CheckBlock(string name, string block, (long Offset, long Count) place, long before, BlockFrames frames)
    {
        (long offset, long count) = place;
        if (BlockFrames.Promised(_promises, offset, count).All(r => frames.At(r.Offset, r.Length) is not null))
        {
            _looked++;
        }

        if (offset <= 0)
        {
            return;
        }

        if (_promises.BlocksRowMajor && offset < before)
        {
            Add($"{name}: offset of {block} is smaller than previous block");
        }

        if (
            frames.At(offset - BlockLeader.ByteCount, BlockLeader.ByteCount) is { Length: BlockLeader.ByteCount } leader
            && BinaryPrimitives.ReadUInt32LittleEndian(leader) is var said
            && said != count
        )
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{name}: for {block}, size in leader bytes is {said} instead of {count}"));
        }

        // One that the file ends before is not compared: GDAL reads all eight bytes or none.
        if (
            count >= BlockLeader.ByteCount
            && frames.At(offset + count - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount) is { Length: 2 * BlockLeader.ByteCount } end
            && !end.AsSpan(0, BlockLeader.ByteCount).SequenceEqual(end.AsSpan(BlockLeader.ByteCount))
        )
        {
            Add($"{name}: for {block}, trailer bytes are invalid");
        }
    }

    /// <returns>What the next block is compared with.</returns>
    private long CheckMask(string name, string block, (long Offset, long Count) image, long maskOffset, long before)
    {
        if (image.Offset > 0 && maskOffset > 0)
        {
            long expected =
                image.Offset
                + image.Count
                + (_promises.BlockLeader ? BlockLeader.ByteCount : 0)
                + (_promises.BlockTrailer ? BlockLeader.ByteCount : 0);
            if (maskOffset != expected)
            {
                Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Mask of {name}: for {block}, offset is {maskOffset}, whereas {expected} was expected"
                    )
                );
            }
        }
        else if (image.Offset == 0 && maskOffset > 0)
        {
            if (_promises.BlocksRowMajor && maskOffset < before)
            {
                Add($"Mask of {name}: offset of {block} is smaller than previous block");
            }

            return maskOffset;
        }

        return image.Offset;
    }

    private Task<BlockFrames> ReadFramesAsync(BlockEntries entries) =>
        BlockFrames.ReadAsync(
            _file,
            [.. entries.Offsets.Zip(entries.Counts).SelectMany(e => BlockFrames.Promised(_promises, e.First, e.Second))],
            _allowance
        );
}
