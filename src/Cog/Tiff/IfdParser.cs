namespace Cog.Tiff;

/// <summary>One directory as its own bytes tell it: values that do not fit into their entry are still in the file.</summary>
/// <param name="Tags">Every entry in file order, each number once.</param>
/// <param name="NextOffset">Where the next directory starts; 0 at the end of the chain.</param>
internal readonly record struct ParsedIfd(IReadOnlyList<Tag> Tags, long NextOffset);

/// <summary>
/// Parses directories (TIFF 6.0 section 2, "Image File Directory"): an entry count, the entries, the offset of the next directory. Pure.
/// </summary>
internal static class IfdParser
{
    /// <summary>Bytes of a directory, the next offset included.</summary>
    /// <param name="start">The directory's first bytes: its entry count.</param>
    /// <param name="file">Byte order and layout.</param>
    /// <param name="limits">For <see cref="CogLimits.MaxTagsPerIfd"/>.</param>
    public static int ByteCountOf(ReadOnlySpan<byte> start, ImageFileHeader file, CogLimits limits)
    {
        long entries = new EndianReader(start, file.IsBigEndian).ReadUnsigned(0, file.Layout.EntryCountSize);
        if (entries == 0)
        {
            throw new InvalidTiffException("A directory has no entries.");
        }

        return entries <= limits.MaxTagsPerIfd
            ? checked(file.Layout.EntryCountSize + ((int)entries * file.Layout.EntrySize) + file.Layout.OffsetSize)
            : throw LimitExceededException.Of($"A directory has {entries} entries", limits.MaxTagsPerIfd);
    }

    /// <summary>Parses a directory.</summary>
    /// <param name="directory">Its bytes. The next offset may be missing at the end of a file: the chain then ends.</param>
    /// <param name="offset">Where it stands in the file.</param>
    /// <param name="file">Byte order and layout.</param>
    /// <exception cref="InvalidTiffException">Fewer bytes than the entries take.</exception>
    public static ParsedIfd Parse(ReadOnlyMemory<byte> directory, long offset, ImageFileHeader file)
    {
        TiffLayout layout = file.Layout;
        var reader = new EndianReader(directory.Span, file.IsBigEndian);
        long entries = reader.ReadUnsigned(0, layout.EntryCountSize);
        if (entries > (directory.Length - layout.EntryCountSize) / layout.EntrySize)
        {
            throw new InvalidTiffException($"The directory at {offset} has {entries} entries, but the file ends inside them.");
        }

        var tags = new List<Tag>((int)entries);
        var seen = new HashSet<TagId>((int)entries);
        int position = layout.EntryCountSize;
        for (int i = 0; i < entries; i++, position += layout.EntrySize)
        {
            // Tag number, type, count, then the value itself if it fits, else its offset.
            var id = (TagId)reader.ReadUInt16(position);
            var type = (FieldType)reader.ReadUInt16(position + 2);
            int valuePosition = position + 4 + layout.OffsetSize;
            ulong rawCount = layout.OffsetSize == 8 ? reader.ReadUInt64(position + 4) : reader.ReadUInt32(position + 4);
            long count = (long)Math.Min(rawCount, long.MaxValue);
            if (!seen.Add(id))
            {
                continue; // libtiff, too, keeps the first of two.
            }

            if (type.ByteSize() is var size && size == 0)
            {
                tags.Add(new(id, type, count, offset + valuePosition, default, file.IsBigEndian));
            }
            else if (count <= layout.OffsetSize / size)
            {
                tags.Add(new(id, type, count, offset + valuePosition, directory.Slice(valuePosition, (int)count * size), file.IsBigEndian));
            }
            else
            {
                ulong valueOffset = layout.OffsetSize == 8 ? reader.ReadUInt64(valuePosition) : reader.ReadUInt32(valuePosition);
                tags.Add(new(id, type, count, (long)Math.Min(valueOffset, long.MaxValue), default, file.IsBigEndian));
            }
        }

        long next = position + layout.OffsetSize <= directory.Length ? reader.ReadUnsigned(position, layout.OffsetSize) : 0;
        return new(tags, next);
    }
}
