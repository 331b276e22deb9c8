using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>A quantisation table made ready for decoding.</summary>
internal sealed class Dequantization
{
    // One look-up by coefficient index answers where it goes and what it is multiplied by. The indices behind the last are reached by an
    // end-of-block code, whose coefficient is zero, and by runs that are too long: they go to the last place, which is free then.
    private readonly int[] _entries = new int[ZigZag.BlockSize + HuffmanTable.EndOfBlockRun];

    /// <summary>By index in zigzag order: bits 0-7 where a <see cref="BlockPair"/> keeps the coefficient, 8-23 the step.</summary>
    public ReadOnlySpan<int> Entries => _entries;

    /// <summary>Takes a table of 64 steps in zigzag order.</summary>
    public void Set(ReadOnlySpan<ushort> steps)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            int index = Math.Min(i, ZigZag.BlockSize - 1);
            _entries[i] = (steps[index] << 8) | BlockPair.PlaceOf(ZigZag.NaturalOrder[index]);
        }
    }
}
