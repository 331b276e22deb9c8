namespace Cog.Header;

/// <summary>GDAL's structural metadata behind the first 8 or 16 bytes (GDAL COG driver, "Header ghost area").</summary>
/// <param name="ByteCount">Bytes of the whole area, its 43-byte head included; 0 when there is none.</param>
/// <param name="IfdsBeforeData">LAYOUT=IFDS_BEFORE_DATA.</param>
/// <param name="BlocksRowMajor">BLOCK_ORDER=ROW_MAJOR: data stands in the order of block numbers.</param>
/// <param name="BlockLeader">BLOCK_LEADER=SIZE_AS_UINT4: four bytes before each block give its length, little endian whatever the file.</param>
/// <param name="BlockTrailer">BLOCK_TRAILER=LAST_4_BYTES_REPEATED: the last four bytes of a block stand again behind it.</param>
/// <param name="MaskInterleaved">MASK_INTERLEAVED_WITH_IMAGERY=YES: a block's mask follows it.</param>
/// <param name="KnownIncompatibleEdition">KNOWN_INCOMPATIBLE_EDITION=YES: edited in place since; none of the other promises holds.</param>
public sealed record GhostArea(
    int ByteCount,
    bool IfdsBeforeData,
    bool BlocksRowMajor,
    bool BlockLeader,
    bool BlockTrailer,
    bool MaskInterleaved,
    bool KnownIncompatibleEdition)
{
    public static GhostArea None { get; } = new(0, false, false, false, false, false, false);
}
