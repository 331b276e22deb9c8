using System.Text;

namespace Cog.Tiff;

/// <summary>GDAL's structural metadata behind the first 8 or 16 bytes (GDAL COG driver, "Header ghost area").</summary>
/// <param name="ByteCount">Bytes of the whole area, its 43-byte head included; 0 when there is none.</param>
internal sealed record GhostArea(int ByteCount)
{
    /// <summary>No area, and so no promises.</summary>
    public static GhostArea None { get; } = new(0);

    /// <summary>LAYOUT=IFDS_BEFORE_DATA.</summary>
    public bool IfdsBeforeData { get; init; }

    /// <summary>BLOCK_ORDER=ROW_MAJOR: data stands in the order of block numbers.</summary>
    public bool BlocksRowMajor { get; init; }

    /// <summary>BLOCK_LEADER=SIZE_AS_UINT4: four bytes before each block give its length, little endian whatever the file.</summary>
    public bool BlockLeader { get; init; }

    /// <summary>BLOCK_TRAILER=LAST_4_BYTES_REPEATED: the last four bytes of a block stand again behind it.</summary>
    public bool BlockTrailer { get; init; }

    /// <summary>MASK_INTERLEAVED_WITH_IMAGERY=YES: a block's mask follows it.</summary>
    public bool MaskInterleaved { get; init; }

    /// <summary>KNOWN_INCOMPATIBLE_EDITION=YES: edited in place since; all of the other promises are then false here.</summary>
    public bool KnownIncompatibleEdition { get; init; }

    /// <summary>
    /// Finds and parses the area: <c>GDAL_STRUCTURAL_METADATA_SIZE=XXXXXX bytes\n</c>, then XXXXXX bytes of <c>KEY=VALUE\n</c>.
    /// </summary>
    /// <param name="start">The start of the file.</param>
    /// <param name="layout">Says where the area would stand.</param>
    /// <returns><see cref="None"/> when there is none, or only part of one.</returns>
    public static GhostArea Parse(ReadOnlySpan<byte> start, TiffLayout layout)
    {
        GhostArea promises = ParsePromises(start, layout);
        return promises.KnownIncompatibleEdition ? new(promises.ByteCount) { KnownIncompatibleEdition = true } : promises;
    }

    /// <summary>What the area says, whether or not an edit has broken it since.</summary>
    internal static GhostArea ParsePromises(ReadOnlySpan<byte> start, TiffLayout layout)
    {
        ReadOnlySpan<byte> head = "GDAL_STRUCTURAL_METADATA_SIZE="u8,
            unit = " bytes\n"u8;
        const int Digits = 6;
        start = start.Length > layout.HeaderSize ? start[layout.HeaderSize..] : default;
        int bodyStart = head.Length + Digits + unit.Length;
        if (
            !start.StartsWith(head)
            || start.Length < bodyStart
            || !start[(head.Length + Digits)..].StartsWith(unit)
            || !int.TryParse(start.Slice(head.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > start.Length - bodyStart
        )
        {
            return None;
        }

        // GDAL leaves a space behind KNOWN_INCOMPATIBLE_EDITION=NO, so that it can write YES there: lines are trimmed.
        HashSet<string> lines =
        [
            .. Encoding
                .Latin1.GetString(start.Slice(bodyStart, length))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
        return new(bodyStart + length)
        {
            IfdsBeforeData = lines.Contains("LAYOUT=IFDS_BEFORE_DATA"),
            BlocksRowMajor = lines.Contains("BLOCK_ORDER=ROW_MAJOR"),
            BlockLeader = lines.Contains("BLOCK_LEADER=SIZE_AS_UINT4"),
            BlockTrailer = lines.Contains("BLOCK_TRAILER=LAST_4_BYTES_REPEATED"),
            MaskInterleaved = lines.Contains("MASK_INTERLEAVED_WITH_IMAGERY=YES"),
            KnownIncompatibleEdition = lines.Contains("KNOWN_INCOMPATIBLE_EDITION=YES"),
        };
    }
}
