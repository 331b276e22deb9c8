using Cog.Sources;

namespace Cog.Header;

/// <summary>
/// Reads a header by few range reads: one of <see cref="CogReaderOptions.IngestedBytesAtOpen"/>, and more only when a directory or a long
/// tag value lies beyond.
/// </summary>
internal sealed class CogHeaderReader
{
    private readonly HeaderBytes _bytes;
    private readonly ImageFileHeader _file;
    private readonly CogLimits _limits;

    private CogHeaderReader(HeaderBytes bytes, ImageFileHeader file, CogLimits limits) => (_bytes, _file, _limits) = (bytes, file, limits);

    /// <summary>Reads and parses the header.</summary>
    /// <remarks>
    /// The first directory must be sound. A later one that cannot be parsed ends the chain, and so does an offset that was visited before:
    /// GDAL, too, opens what comes before it. One that parses, but shows an unsupported image, is kept with its <see cref="Ifd.Problem"/>.
    /// </remarks>
    /// <exception cref="CogException">The source fails, or the file is malformed or beyond a limit.</exception>
    public static Task<CogHeader> ReadAsync(IRangeSource source, CogReaderOptions options, CancellationToken cancellationToken) =>
        TimeLimit.RunAsync(
            $"The header of {SourceName.Of(source.Uri)}",
            options.Limits,
            token => ParseAsync(source, options, token),
            cancellationToken
        );

    private static async Task<CogHeader> ParseAsync(IRangeSource source, CogReaderOptions options, CancellationToken cancellationToken)
    {
        var bytes = new HeaderBytes(source, options);
        ReadOnlyMemory<byte> start = await bytes.ReadStartAsync(cancellationToken).ConfigureAwait(false);
        var file = ImageFileHeader.Parse(start.Span);
        var reader = new CogHeaderReader(bytes, file, options.Limits);
        var ifds = new List<Ifd>();
        var visited = new HashSet<long>();
        for (long offset = file.FirstIfdOffset; offset != 0 && visited.Add(offset); )
        {
            if (ifds.Count == options.Limits.MaxIfds)
            {
                throw LimitExceededException.Of($"The file has more than {ifds.Count} directories", options.Limits.MaxIfds);
            }

            try
            {
                (Ifd ifd, offset) = await reader.ReadIfdAsync(ifds.Count, offset, cancellationToken).ConfigureAwait(false);
                ifds.Add(ifd);
            }
            catch (CogException e) when (ifds.Count > 0 && (e is InvalidTiffException || IsOfDirectory(e)))
            {
                break;
            }
        }

        if (ifds[0].Problem is { } problem)
        {
            throw problem;
        }

        List<Ifd> subIfds = await reader.ReadSubIfdsAsync(ifds, visited, cancellationToken).ConfigureAwait(false);

        return new()
        {
            File = file,
            Ghost = GhostArea.Parse(start.Span, file.Layout),
            Ifds = ifds,
            SubIfds = subIfds,
            ETag = bytes.ETag,
            FileLength = bytes.FileLength,
            HeaderBytes = bytes.ByteCount,
        };
    }

    // Of the image alone, as in GDAL. One that cannot be read is passed over, and there are no more than directories may be.
    private async Task<List<Ifd>> ReadSubIfdsAsync(List<Ifd> chain, HashSet<long> visited, CancellationToken cancellationToken)
    {
        var subIfds = new List<Ifd>();
        foreach (long offset in chain[0].Find(TagId.SubIfds) is { } tag && tag.Type.ByteSize() >= sizeof(uint) ? tag.AsIntegers() : [])
        {
            if (chain.Count + subIfds.Count >= _limits.MaxIfds || offset <= 0 || !visited.Add(offset))
            {
                continue;
            }

            try
            {
                (Ifd ifd, _) = await ReadIfdAsync(chain.Count + subIfds.Count, offset, cancellationToken).ConfigureAwait(false);
                subIfds.Add(ifd);
            }
            catch (CogException e) when (e is InvalidTiffException || IsOfDirectory(e)) { }
        }

        return subIfds;
    }

    // What one directory asks for, not what all have taken together: that is no fault of the last.
    private static bool IsOfDirectory(CogException error) =>
        error is LimitExceededException { Limit: not nameof(CogLimits.MaxHeaderReads) };

    private async Task<(Ifd Ifd, long NextOffset)> ReadIfdAsync(int index, long offset, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> start = await _bytes.ReadAsync(offset, _file.Layout.EntryCountSize, cancellationToken).ConfigureAwait(false);
        int length = IfdParser.ByteCountOf(start.Span, _file, _limits);
        ReadOnlyMemory<byte> directory = await _bytes.ReadAsync(offset, length, cancellationToken).ConfigureAwait(false);
        ParsedIfd parsed = IfdParser.Parse(directory, offset, _file);
        var tags = new OrderedDictionary<TagId, Tag>(parsed.Tags.Count);
        foreach (Tag tag in parsed.Tags)
        {
            tags.Add(tag.Id, tag);
        }

        await LoadValuesAsync(tags, index, cancellationToken).ConfigureAwait(false);
        var ifd = new Ifd
        {
            Index = index,
            Offset = offset,
            Tags = tags,
        };
        if (ifd.Problem is InvalidTiffException invalid)
        {
            throw invalid;
        }

        if (ifd.Problem is null)
        {
            CheckLimits(ifd);
        }

        return (ifd, parsed.NextOffset);
    }

    /// <summary>
    /// Loads what already was read, and reads what gives an image its meaning. The rest, block indexes above all, stays in the file.
    /// </summary>
    private async Task LoadValuesAsync(OrderedDictionary<TagId, Tag> tags, int index, CancellationToken cancellationToken)
    {
        // In file order, so that values that stand side by side come with one read.
        foreach (Tag tag in tags.Values.Where(t => !t.IsLoaded && t.Type.ByteSize() > 0).OrderBy(t => t.ValueOffset).ToArray())
        {
            int size = tag.Type.ByteSize();
            if (tag.Count > long.MaxValue / size)
            {
                continue;
            }

            long length = tag.Count * size;
            bool isHere = _bytes.TryGet(tag.ValueOffset, length, out ReadOnlyMemory<byte> value);

            // A value that the file is too short for stays unread: an error only for those who need it.
            if (
                !isHere
                && (
                    !TagIds.HasMeaning(tag.Id)
                    || TagIds.IsBlockIndex(tag.Id)
                    || tag.ValueOffset > (_bytes.FileLength ?? long.MaxValue) - length
                )
            )
            {
                continue;
            }

            if (tag.Id == TagId.GdalMetadata && length > _limits.MaxXmlBytes)
            {
                if (index > 0)
                {
                    continue; // Only the image's is parsed.
                }

                throw LimitExceededException.Of($"Tag {tag.Id} is {length} bytes of XML", _limits.MaxXmlBytes);
            }

            if (!isHere)
            {
                if (length > _limits.MaxTagBytes)
                {
                    if (TagIds.IsDescriptive(tag.Id))
                    {
                        continue;
                    }

                    throw LimitExceededException.Of($"Tag {tag.Id} takes {length} bytes", _limits.MaxTagBytes);
                }

                value = await _bytes.ReadAsync(tag.ValueOffset, (int)length, cancellationToken).ConfigureAwait(false);
                if (value.Length < length)
                {
                    continue;
                }
            }

            tags[tag.Id] = tag with { Data = value };
        }
    }

    private void CheckLimits(Ifd ifd)
    {
        if (ifd.Width > _limits.MaxDimension || ifd.Height > _limits.MaxDimension)
        {
            throw LimitExceededException.Of($"The image has {ifd.Width} × {ifd.Height} pixels", _limits.MaxDimension);
        }

        if (ifd.SamplesPerPixel > _limits.MaxSamplesPerPixel)
        {
            throw LimitExceededException.Of($"A pixel has {ifd.SamplesPerPixel} samples", _limits.MaxSamplesPerPixel);
        }
    }
}
