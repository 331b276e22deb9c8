using System.Buffers.Binary;

namespace Cog.Rendering.Projection.Epsg;

/// <summary>The embedded table's bytes (epsg.bin).</summary>
internal static class EpsgData
{
    private const int HeaderLength = 6;

    private static readonly EmbeddedTable s_table = new("epsg.bin");

    private static ReadOnlySpan<byte> Bytes => s_table.Bytes;

    private static ReadOnlySpan<byte> RecordLengths => [16, 8, 8, 8, 8, 19, 15, 13, 10, 16, 32, 4, 4, 4, 4, 4];

    /// <summary>How many records a section has.</summary>
    public static int CountOf(EpsgSection section) =>
        BinaryPrimitives.ReadInt32LittleEndian(Bytes[(HeaderLength + (8 * (int)section) + 4)..]);

    /// <summary>One record's bytes.</summary>
    public static ReadOnlySpan<byte> Record(EpsgSection section, int index)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        int offset = BinaryPrimitives.ReadInt32LittleEndian(bytes[(HeaderLength + (8 * (int)section))..]),
            length = RecordLengths[(int)section];
        return bytes.Slice(offset + (length * index), length);
    }

    /// <summary>Where the record that begins with a code lies in a section sorted by code; -1 when there is none.</summary>
    public static int IndexOf(EpsgSection section, int code)
    {
        int length = RecordLengths[(int)section],
            low = 0,
            high = CountOf(section) - 1;
        ReadOnlySpan<byte> records = Bytes[BinaryPrimitives.ReadInt32LittleEndian(Bytes[(HeaderLength + (8 * (int)section))..])..];
        while (low <= high)
        {
            int middle = (low + high) >> 1,
                found = BinaryPrimitives.ReadUInt16LittleEndian(records[(length * middle)..]);
            if (found == code)
            {
                return middle;
            }

            (low, high) = found < code ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    public static ushort UInt16(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(record[offset..]);

    public static short Int16(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadInt16LittleEndian(record[offset..]);

    public static double Float(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadSingleLittleEndian(record[offset..]);

    /// <summary>The number at <paramref name="index"/> of a section of doubles.</summary>
    public static double Number(EpsgSection section, int index) => BinaryPrimitives.ReadDoubleLittleEndian(Record(section, index));
}
