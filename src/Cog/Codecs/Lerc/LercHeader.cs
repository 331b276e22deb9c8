namespace Cog.Codecs.Lerc;

/// <summary>The head of a Lerc2 blob (Esri, "LERC" file format specification): what follows the six bytes <c>"Lerc2 "</c>.</summary>
/// <remarks>
/// int32 version; from version 3 on a uint32 checksum of all that follows it; int32 rows, columns; from version 4 on int32 depth; int32
/// valid pixels, micro block size, blob size, data type; doubles: the largest error, the least and the greatest value.
/// </remarks>
/// <param name="Version">2 to 5.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Depth">Values of one pixel.</param>
/// <param name="ValidPixels">How many pixels the mask leaves.</param>
/// <param name="MicroBlockSize">Rows and columns of a tile inside the blob.</param>
/// <param name="DataType">The type of the values.</param>
/// <param name="MaxError">Values are stored as multiples of twice this.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
internal sealed record LercHeader(
    int Version,
    int Rows,
    int Columns,
    int Depth,
    int ValidPixels,
    int MicroBlockSize,
    LercDataType DataType,
    double MaxError,
    double Minimum,
    double Maximum
)
{
    /// <summary>The first rows, which are wanted; the values of the others may be left as they are.</summary>
    public int NeededRows { get; init; } = Rows;

    private const int ChecksumEnd = 14;
    private const int MaxMicroBlockSize = 1024; // liblerc writes 8 and 16; a tile is unstuffed whole.

    /// <summary>Reads a header and checks the blob's size and checksum.</summary>
    /// <param name="source">From the blob's first byte on; longer than the blob at will.</param>
    /// <param name="interruption">For the reader.</param>
    /// <param name="reader">Reads the blob from behind its header on.</param>
    public static LercHeader Read(ReadOnlySpan<byte> source, Interruption interruption, out LercReader reader)
    {
        if (source.StartsWith("CntZImage "u8))
        {
            throw new UnsupportedTiffException("LERC version 1 (CntZImage) is not supported; versions 2 to 5 of Lerc2 are.");
        }

        if (!source.StartsWith("Lerc2 "u8))
        {
            throw new InvalidTiffException("The block is not an LERC blob: it does not start with \"Lerc2 \".");
        }

        reader = new(source);
        reader.Take(6);
        int version = reader.Int32();
        if (version is < 2 or > 5)
        {
            throw new UnsupportedTiffException($"LERC version {version} is not supported; versions 2 to 5 are.");
        }

        uint checksum = version >= 3 ? reader.UInt32() : 0;
        int rows = reader.Int32();
        int columns = reader.Int32();
        int depth = version >= 4 ? reader.Int32() : 1;
        int valid = reader.Int32();
        int microBlock = reader.Int32();
        int size = reader.Int32();
        var header = new LercHeader(
            version,
            rows,
            columns,
            depth,
            valid,
            microBlock,
            (LercDataType)reader.Int32(),
            reader.Double(),
            reader.Double(),
            reader.Double()
        );

        int read = source.Length - reader.Rest.Length;
        if (size < read || size > source.Length)
        {
            throw new InvalidTiffException($"The LERC blob declares {size} bytes, the block has {source.Length}.");
        }

        if (version >= 3 && Fletcher32(source[ChecksumEnd..size]) is var sum && sum != checksum)
        {
            throw new InvalidTiffException($"The LERC blob's checksum is {sum:X8}, declared is {checksum:X8}.");
        }

        reader = new(source[..size]) { Interruption = interruption };
        reader.Take(read);
        return header.Checked();
    }

    private LercHeader Checked() =>
        Rows > 0
        && Columns > 0
        && Depth > 0
        && MicroBlockSize is > 0 and <= MaxMicroBlockSize
        && ValidPixels >= 0
        && ValidPixels <= (long)Rows * Columns
        && Enum.IsDefined(DataType)
        && double.IsFinite(MaxError)
        && MaxError >= 0
            ? this
            : throw new InvalidTiffException($"The LERC header makes no sense: {this}.");

    /// <summary>
    /// Fletcher's checksum over words of 16 bits, high byte first (Lerc2's ComputeChecksumFletcher32). A sum is folded by adding its
    /// halves, twice at most: it may stay at 0x10000.
    /// </summary>
    internal static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        const int WordsOfSum = 359; // So many do not overflow 32 bits.
        uint sum1 = 0xFFFF,
            sum2 = 0xFFFF;
        while (bytes.Length >= 2)
        {
            int count = Math.Min(bytes.Length & ~1, 2 * WordsOfSum);
            for (int i = 0; i < count; i += 2)
            {
                sum1 += (uint)((bytes[i] << 8) | bytes[i + 1]);
                sum2 += sum1;
            }

            (sum1, sum2) = (Fold(sum1), Fold(sum2));
            bytes = bytes[count..];
        }

        if (bytes.Length == 1)
        {
            sum1 += (uint)bytes[0] << 8;
            sum2 += sum1;
        }

        return (Fold(sum2) << 16) | Fold(sum1);

        static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
    }
}
