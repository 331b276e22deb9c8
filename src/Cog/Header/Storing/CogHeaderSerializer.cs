namespace Cog.Header.Storing;

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
/// </code> The version is raised whenever this layout changes, or what a <see cref="CogHeaderReader"/> puts into a header.
/// </remarks>
internal static partial class CogHeaderSerializer
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

    private enum ValueForm : byte
    {
        InFile = 0,
        AsStored = 1,
        Packed = 2,
    }
}
