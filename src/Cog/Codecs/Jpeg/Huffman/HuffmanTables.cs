namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>The slots of Huffman tables, four of each class, filled by DHT segments (ITU-T T.81 section B.2.4.2).</summary>
internal sealed class HuffmanTables
{
    private const int Slots = 4;
    private readonly HuffmanTable?[] _tables = new HuffmanTable?[2 * Slots];

    /// <summary>Forgets the tables of the previous block.</summary>
    public void Clear()
    {
        foreach (HuffmanTable? table in _tables)
        {
            table?.IsDefined = false;
        }
    }

    /// <summary>Reads a DHT segment: any number of tables, the later ones win.</summary>
    public void Read(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            int tableClass = payload[0] >> 4; // 0: DC, 1: AC.
            int slot = payload[0] & 15;
            if (tableClass > 1 || slot >= Slots)
            {
                throw new InvalidTiffException(
                    $"JPEG Huffman table has class {tableClass} and slot {slot}; classes are 0 and 1, slots 0-3."
                );
            }

            payload = payload[1..];
            payload = payload[Slot(tableClass, slot).Define(payload)..];
        }
    }

    /// <summary>The table of a slot for DC differences.</summary>
    public HuffmanTable Dc(int slot) => Get(0, slot);

    /// <summary>The table of a slot for AC coefficients.</summary>
    public HuffmanTable Ac(int slot) => Get(1, slot);

    private HuffmanTable Get(int tableClass, int slot)
    {
        HuffmanTable table = Slot(tableClass, slot);
        if (!table.IsDefined)
        {
            // Streams without tables mean the customary ones (as Motion JPEG does); libjpeg-turbo reads them so.
            ReadOnlySpan<byte> definition = StandardHuffmanTables.Get(tableClass, slot);
            if (definition.IsEmpty)
            {
                throw new InvalidTiffException(
                    $"JPEG {(tableClass == 0 ? "DC" : "AC")} Huffman table {slot} is used but not defined, in the block or in JPEGTables."
                );
            }

            table.Define(definition);
        }

        return table;
    }

    private HuffmanTable Slot(int tableClass, int slot) => _tables[(tableClass * Slots) + slot] ??= new(isDc: tableClass == 0);
}
