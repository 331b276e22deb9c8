using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>Huffman codes to write with (ITU-T T.81 annex C).</summary>
internal sealed class HuffmanCodes
{
    /// <summary>The symbol of a block without further coefficients.</summary>
    public const int EndOfBlock = 0x00;

    /// <summary>The symbol of sixteen coefficients of zero.</summary>
    public const int SixteenZeros = 0xF0;

    /// <summary>Codes have at most as many bits.</summary>
    public const int MaxLength = 16;

    // By class (DC, AC) and slot (brightness, colours).
    private static readonly HuffmanCodes[] s_standard =
    [
        new(StandardHuffmanTables.Get(0, 0)),
        new(StandardHuffmanTables.Get(0, 1)),
        new(StandardHuffmanTables.Get(1, 0)),
        new(StandardHuffmanTables.Get(1, 1)),
    ];

    private readonly CodeWord[] _entries = new CodeWord[256];

    /// <param name="definition">16 counts of codes by length, then the symbols: what a DHT segment says of a table.</param>
    public HuffmanCodes(ReadOnlySpan<byte> definition)
    {
        Definition = definition.ToArray();
        uint code = 0;
        ReadOnlySpan<byte> symbols = definition[MaxLength..];
        for (int length = 1; length <= MaxLength; length++, code <<= 1)
        {
            for (int count = definition[length - 1]; count > 0; count--, code++, symbols = symbols[1..])
            {
                int size = symbols[0] & 15;
                _entries[symbols[0]] = new(code << size, length + size);
            }
        }
    }

    /// <summary>The table as a DHT segment holds it.</summary>
    public byte[] Definition { get; }

    /// <summary>
    /// For each symbol its code, with room behind it for as many bits as the symbol's low half says; none for symbols without a code.
    /// </summary>
    public ReadOnlySpan<CodeWord> Entries => _entries;

    /// <summary>The customary codes of T.81 section K.3.</summary>
    /// <param name="isAc">Whether for AC coefficients.</param>
    /// <param name="slot">0 is brightness, 1 colours.</param>
    public static HuffmanCodes Standard(bool isAc, int slot) => s_standard[(isAc ? 2 : 0) + slot];
}
