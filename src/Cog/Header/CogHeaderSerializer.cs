using System.Buffers.Binary;
using System.Numerics;
using Cog.Tiff;

namespace Cog.Header;

/// <summary>Headers as bytes for a cache: compact, and recognised when they are damaged, foreign, or of another version.</summary>
/// <remarks>
/// <code>
/// "CogH"   u8 version   u32 CRC-32C of all that follows                                     (little endian)
/// u8       1 big endian, 2 BigTIFF, 4 … 128 the promises of GDAL's ghost area
/// u8       the last of those, KNOWN_INCOMPATIBLE_EDITION
/// varint   ghost area bytes, first directory's offset, header bytes, file length + 1 or 0
/// text     ETag: varint of its UTF-8 bytes + 1 or 0, then these
/// varint   number of directories; for each:
///   varint   offset, number of tags; for each tag in file order:
///     varint   number, type, count; zigzag varint: where its value stands, counted from the directory's offset
///     u8       0 the value was left in the file; 1 it follows in the file's byte order; 2 it follows as <see cref="PackedIntegers"/>
/// varint   number of SubIFDs; for each the same
/// u8       1 when the header of an .ovr file follows, from the first u8 above on; else 0
/// </code>
/// The version is raised whenever this layout changes, or what a <see cref="CogHeaderReader"/> puts into a header.
/// </remarks>
internal static class CogHeaderSerializer
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const byte Version = 3;

    internal const int PrefixBytes = 9;

    private static ReadOnlySpan<byte> Magic => "CogH"u8;

    /// <summary>Writes a header.</summary>
    /// <param name="header">The header.</param>
    /// <param name="maxBytes">A ceiling. Block offsets and byte counts are left out, the longest arrays first, when they would exceed it:
    /// readers then page them from the file.</param>
    /// <returns>Null when all the rest exceeds it, too.</returns>
    public static byte[]? Serialize(CogHeader header, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(header);
        var left = new HashSet<Tag>(ReferenceEqualityComparer.Instance);
        byte[] bytes = Write(header, left);
        if (bytes.Length > maxBytes)
        {
            long excess = bytes.Length - maxBytes;
            foreach (Tag tag in IndexArraysOf(header).OrderByDescending(t => t.Data.Length))
            {
                left.Add(tag);
                excess -= PackedIntegers.ByteCountOf(tag);
                if (excess <= 0)
                {
                    break;
                }
            }

            bytes = Write(header, left);
        }

        return bytes.Length <= maxBytes ? bytes : null;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">What <see cref="Serialize"/> wrote, or anything else. Kept by the result, not copied.</param>
    /// <returns>Null for anything but a sound header of this version.</returns>
    public static CogHeader? Deserialize(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> prefix = bytes.Span;
        if (
            prefix.Length < PrefixBytes
            || !prefix.StartsWith(Magic)
            || prefix[Magic.Length] != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(prefix[(Magic.Length + 1)..]) != Checksum(prefix[PrefixBytes..])
        )
        {
            return null;
        }

        var reader = new PackedReader(bytes[PrefixBytes..]);
        CogHeader? header = Read(ref reader, isExternal: false);
        return header is { Ifds: [{ Problem: null }, ..] } && reader.IsAtEnd ? header : null;
    }

    /// <summary>CRC-32C, for which processors have an instruction.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte rest in bytes)
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }

    // Short ones stand in the directory entry, or cost next to nothing.
    private static IEnumerable<Tag> IndexArraysOf(CogHeader header) =>
        header
            .Ifds.Concat(header.SubIfds)
            .Concat(header.ExternalOverviews?.Ifds ?? [])
            .SelectMany(i => i.Tags.Values)
            .Where(t => TagIds.IsBlockIndex(t.Id) && t.Data.Length > sizeof(ulong));

    private static byte[] Write(CogHeader header, HashSet<Tag> left)
    {
        var writer = new PackedWriter();
        writer.Bytes(Magic);
        writer.Byte(Version);
        writer.Bytes([0, 0, 0, 0]);
        Write(writer, header, left);
        byte[] bytes = writer.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Magic.Length + 1), Checksum(bytes.AsSpan(PrefixBytes)));
        return bytes;
    }

    private static void Write(PackedWriter writer, CogHeader header, HashSet<Tag> left)
    {
        GhostArea ghost = header.Ghost;
        ReadOnlySpan<bool> flags =
        [
            header.File.IsBigEndian,
            header.File.Layout == TiffLayout.Big,
            ghost.IfdsBeforeData,
            ghost.BlocksRowMajor,
            ghost.BlockLeader,
            ghost.BlockTrailer,
            ghost.MaskInterleaved,
            false,
        ];
        int set = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            set |= flags[i] ? 1 << i : 0;
        }

        writer.Byte((byte)set);
        writer.Byte((byte)(ghost.KnownIncompatibleEdition ? 1 : 0));
        writer.Unsigned(ghost.ByteCount);
        writer.Unsigned(header.File.FirstIfdOffset);
        writer.Unsigned(header.HeaderBytes);
        writer.Optional(header.FileLength);
        writer.Text(header.ETag);
        Write(writer, header.Ifds, left);
        Write(writer, header.SubIfds, left);
        writer.Byte((byte)(header.ExternalOverviews is null ? 0 : 1));
        if (header.ExternalOverviews is { } external)
        {
            Write(writer, external.Internal, left);
        }
    }

    private static void Write(PackedWriter writer, IReadOnlyList<Ifd> ifds, HashSet<Tag> left)
    {
        writer.Unsigned(ifds.Count);
        foreach (Ifd ifd in ifds)
        {
            writer.Unsigned(ifd.Offset);
            writer.Unsigned(ifd.Tags.Count);
            foreach (Tag tag in ifd.Tags.Values)
            {
                Write(writer, ifd, tag, left.Contains(tag));
            }
        }
    }

    private static void Write(PackedWriter writer, Ifd ifd, Tag tag, bool leaveOut)
    {
        writer.Unsigned((ushort)tag.Id);
        writer.Unsigned((ushort)tag.Type);
        writer.Unsigned(tag.Count);
        writer.Signed(unchecked(tag.ValueOffset - ifd.Offset));
        if (leaveOut || tag.Data.IsEmpty || tag.Data.Length != tag.Count * tag.Type.ByteSize())
        {
            writer.Byte((byte)ValueForm.InFile);
        }
        else if (PackedIntegers.CanPack(tag))
        {
            writer.Byte((byte)ValueForm.Packed);
            PackedIntegers.Write(writer, tag);
        }
        else
        {
            writer.Byte((byte)ValueForm.AsStored);
            writer.Bytes(tag.Data.Span);
        }
    }

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
            Ghost = new(
                ghostBytes,
                (flags & 4) != 0,
                (flags & 8) != 0,
                (flags & 16) != 0,
                (flags & 32) != 0,
                (flags & 64) != 0,
                edited == 1
            ),
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

    private enum ValueForm : byte
    {
        InFile = 0,
        AsStored = 1,
        Packed = 2,
    }
}
