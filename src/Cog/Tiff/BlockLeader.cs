using Cog.Blocks;

namespace Cog.Tiff;

/// <summary>
/// GDAL's framing of blocks (COG driver, "Tile data leader and trailer"): the length in four bytes, little endian in every file, the block,
/// and its last four bytes again.
/// </summary>
internal static class BlockLeader
{
    /// <summary>Bytes of a leader, and of a trailer.</summary>
    public const int ByteCount = 4;

    /// <summary>Takes the block out of bytes that start with its leader.</summary>
    /// <param name="bytes">What was fetched for a <see cref="BlockLocation"/> with a leader.</param>
    /// <param name="hasTrailer"><see cref="Tiff.GhostArea.BlockTrailer"/>.</param>
    /// <returns>
    /// Null when the leader is not to be trusted: it says more than is there, or the trailer does not match, as after an edit by a writer
    /// that knows nothing of them. <see cref="BlockIndex.LocateByCountsAsync"/> then finds the block. Empty for a block that was never
    /// written.
    /// </returns>
    public static ReadOnlyMemory<byte>? Unwrap(ReadOnlyMemory<byte> bytes, bool hasTrailer) =>
        // A bare null would become empty memory.
        LengthOf(bytes.Span, hasTrailer) is { } length
            ? bytes.Slice(ByteCount, length)
            : (ReadOnlyMemory<byte>?)null;

    private static int? LengthOf(ReadOnlySpan<byte> bytes, bool hasTrailer)
    {
        int trailer = hasTrailer ? ByteCount : 0;
        if (bytes.Length < ByteCount + trailer)
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > bytes.Length - ByteCount - trailer)
        {
            return null;
        }

        bool matches =
            !hasTrailer
            || length < ByteCount
            || bytes.Slice((int)length, ByteCount).SequenceEqual(bytes.Slice(ByteCount + (int)length, ByteCount));
        return matches ? (int)length : null;
    }
}
