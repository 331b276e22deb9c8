namespace Cog.Header.Storing;

/// <content>From bytes to a header; null for bytes that are none.</content>
internal static partial class CogHeaderSerializer
{
    private static CogHeader? Read(ref PackedReader reader, bool isExternal)
    {
        if (
            !reader.TryByte(out byte flags)
            || !reader.TryByte(out byte edited)
            || !reader.TryCount(int.MaxValue, out int ghostBytes)
            || !reader.TryUnsigned(out long firstIfdOffset)
            || !reader.TryUnsigned(out long headerBytes)
            || !reader.TryOptional(out long? fileLength)
            || !reader.TryText(out string? etag)
            || (flags & 0x80) != 0
            || edited > 1
        )
        {
            return null;
        }

        var file = new ImageFileHeader((flags & 1) != 0, (flags & 2) != 0 ? TiffLayout.Big : TiffLayout.Classic, firstIfdOffset);
        if (
            ReadIfds(ref reader, 0, file.IsBigEndian) is not { } ifds
            || ReadIfds(ref reader, ifds.Count, file.IsBigEndian) is not { } subIfds
        )
        {
            return null;
        }

        // One beside another has none beside itself.
        if (!reader.TryByte(out byte more) || more > (isExternal ? 0 : 1))
        {
            return null;
        }

        CogHeader? external = null;
        if (more == 1 && (external = Read(ref reader, isExternal: true)) is null)
        {
            return null;
        }

        return new()
        {
            File = file,
            Ghost = new(ghostBytes)
            {
                IfdsBeforeData = (flags & 4) != 0,
                BlocksRowMajor = (flags & 8) != 0,
                BlockLeader = (flags & 16) != 0,
                BlockTrailer = (flags & 32) != 0,
                MaskInterleaved = (flags & 64) != 0,
                KnownIncompatibleEdition = edited == 1,
            },
            Ifds = ifds,
            SubIfds = subIfds,
            ETag = etag,
            FileLength = fileLength,
            HeaderBytes = headerBytes,
            ExternalOverviews = external,
        };
    }

    private static List<Ifd>? ReadIfds(ref PackedReader reader, int first, bool isBigEndian)
    {
        if (!reader.TryCount(reader.Left, out int count))
        {
            return null;
        }

        var ifds = new List<Ifd>();
        for (int i = 0; i < count; i++)
        {
            if (ReadIfd(ref reader, first + i, isBigEndian) is not { } ifd)
            {
                return null;
            }

            ifds.Add(ifd);
        }

        return ifds;
    }

    private static Ifd? ReadIfd(ref PackedReader reader, int index, bool isBigEndian)
    {
        if (!reader.TryUnsigned(out long offset) || !reader.TryCount(reader.Left, out int tagCount))
        {
            return null;
        }

        var tags = new OrderedDictionary<TagId, Tag>();
        for (int i = 0; i < tagCount; i++)
        {
            if (ReadTag(ref reader, offset, isBigEndian) is not { } tag || !tags.TryAdd(tag.Id, tag))
            {
                return null;
            }
        }

        return new()
        {
            Index = index,
            Offset = offset,
            Tags = tags,
        };
    }

    private static Tag? ReadTag(ref PackedReader reader, long ifdOffset, bool isBigEndian)
    {
        if (
            !reader.TryCount(ushort.MaxValue, out int id)
            || !reader.TryCount(ushort.MaxValue, out int type)
            || !reader.TryUnsigned(out long count)
            || !reader.TrySigned(out long distance)
            || !reader.TryByte(out byte form)
        )
        {
            return null;
        }

        long valueOffset = unchecked(ifdOffset + distance);
        var tag = new Tag((TagId)id, (FieldType)type, count, valueOffset, default, isBigEndian);
        int size = tag.Type.ByteSize();
        if (valueOffset < 0)
        {
            return null;
        }

        // Whatever the form, a value takes a byte at least: the count is bounded by the bytes that are here.
        bool canFollow = size > 0 && count > 0 && count <= reader.Left;
        return (ValueForm)form switch
        {
            ValueForm.InFile => tag,
            ValueForm.AsStored when canFollow && reader.TryBytes(count * size, out ReadOnlyMemory<byte> data) => tag with { Data = data },
            ValueForm.Packed when canFollow && PackedIntegers.Read(ref reader, tag) is { } data => tag with { Data = data },
            _ => null,
        };
    }
}
