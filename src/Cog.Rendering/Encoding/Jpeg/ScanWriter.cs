using System.Runtime.CompilerServices;
using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>Huffman codes of a picture's one scan, strip by strip (ITU-T T.81 section F.1.2).</summary>
/// <param name="transform">Makes the coefficients.</param>
/// <param name="output">Receives the bytes.</param>
internal sealed class ScanWriter(StripTransform transform, PooledOutput output)
{
    // Of a block: DC, AC, three times sixteen zeros, end. Of an MCU: six blocks at most.
    private const int MaxBlockCodes = ZigZag.BlockSize + 4;
    private const int MaxMcuCodes = 6 * MaxBlockCodes;

    // At most 27 bits each; every byte may be stuffed, and a word waits.
    private const int MaxMcuBytes = (MaxMcuCodes * 27 / 8 * 2) + 32;

    private readonly BitWriter _bits = new();
    private readonly CodeWord[] _codes = new CodeWord[MaxMcuCodes];

    /// <summary>Counts the symbols of the strip that was transformed last.</summary>
    /// <param name="strip">Its number.</param>
    /// <param name="dc">By slot.</param>
    /// <param name="ac">By slot.</param>
    public void Count(int strip, ReadOnlySpan<SymbolCounts> dc, ReadOnlySpan<SymbolCounts> ac)
    {
        for (int mcu = 0; mcu < transform.McuColumns; mcu++)
        {
            foreach (PictureComponent component in transform.Components)
            {
                for (int row = 0; row < component.Sampling; row++)
                {
                    for (int column = mcu * component.Sampling; column < (mcu + 1) * component.Sampling; column++)
                    {
                        CountBlock(BlockOf(component, strip, row, column), component, dc[component.Slot], ac[component.Slot]);
                    }
                }
            }
        }
    }

    /// <summary>Writes the strip that was transformed last.</summary>
    /// <param name="strip">Its number.</param>
    /// <param name="dc">By slot.</param>
    /// <param name="ac">By slot.</param>
    public void Write(int strip, ReadOnlySpan<HuffmanCodes> dc, ReadOnlySpan<HuffmanCodes> ac)
    {
        for (int mcu = 0; mcu < transform.McuColumns; mcu++)
        {
            int count = 0;
            foreach (PictureComponent component in transform.Components)
            {
                HuffmanCodes dcCodes = dc[component.Slot],
                    acCodes = ac[component.Slot];
                for (int row = 0; row < component.Sampling; row++)
                {
                    for (int column = mcu * component.Sampling; column < (mcu + 1) * component.Sampling; column++)
                    {
                        ReadOnlySpan<short> block = BlockOf(component, strip, row, column);
                        count += CodesOf(block, component, dcCodes, acCodes, _codes.AsSpan(count));
                    }
                }
            }

            _bits.Position = 0;
            _bits.Put(output.Room(MaxMcuBytes), _codes.AsSpan(0, count));
            output.Advance(_bits.Position);
        }
    }

    /// <summary>Starts again with the first strip.</summary>
    public void Restart()
    {
        foreach (PictureComponent component in transform.Components)
        {
            component.DcPrediction = 0;
        }
    }

    /// <summary>Ends the scan.</summary>
    public void Finish()
    {
        _bits.Position = 0;
        _bits.Finish(output.Room(32));
        output.Advance(_bits.Position);
    }

    // Empty for a block that only fills the MCU up (section A.2.4).
    private ReadOnlySpan<short> BlockOf(PictureComponent component, int strip, int row, int column) =>
        column < component.BlockColumns && (strip * component.Sampling) + row < component.BlockRows
            ? transform.Coefficients.Slice(component.CoefficientsOf(row, column), ZigZag.BlockSize)
            : [];

    // A block that only fills the MCU up equals the block that was coded before it, but for the zeros that it has.
    private static int DifferenceOf(PictureComponent component, ReadOnlySpan<short> block)
    {
        if (block.IsEmpty)
        {
            return 0;
        }

        int difference = block[0] - component.DcPrediction;
        component.DcPrediction = block[0];
        return difference;
    }

    private static void CountBlock(ReadOnlySpan<short> block, PictureComponent component, SymbolCounts dc, SymbolCounts ac)
    {
        dc.Add(BlockSymbols.SizeOf(DifferenceOf(component, block)));
        int place = 0;
        for (ulong left = block.IsEmpty ? 0 : BlockSymbols.NonZeros(block); left != 0; left &= left - 1)
        {
            int next = BitOperations.TrailingZeroCount(left),
                run = next - place - 1;
            for (; run > 15; run -= 16)
            {
                ac.Add(HuffmanCodes.SixteenZeros);
            }

            ac.Add((run << 4) | BlockSymbols.SizeOf(block[ZigZag.NaturalOrder[next]]));
            place = next;
        }

        if (place < ZigZag.BlockSize - 1)
        {
            ac.Add(HuffmanCodes.EndOfBlock);
        }
    }

    // Answers how many there are.
    private static int CodesOf(
        ReadOnlySpan<short> block,
        PictureComponent component,
        HuffmanCodes dc,
        HuffmanCodes ac,
        Span<CodeWord> codes
    )
    {
        if (block.IsEmpty)
        {
            (codes[0], codes[1]) = (dc.Entries[0], ac.Entries[HuffmanCodes.EndOfBlock]);
            return 2;
        }

        // References, not spans: places are below 64, runs below 16, sizes of numbers of 16 bits at most 16, and codes are as many as fit.
        ref short coefficients = ref MemoryMarshal.GetReference(block[..ZigZag.BlockSize]);
        ref byte order = ref MemoryMarshal.GetReference(ZigZag.NaturalOrder);
        ref CodeWord entries = ref MemoryMarshal.GetReference(ac.Entries);
        ref CodeWord output = ref MemoryMarshal.GetReference(codes[..MaxBlockCodes]);
        output = CodeOf(ref MemoryMarshal.GetReference(dc.Entries), 0, DifferenceOf(component, block));

        int count = 1,
            place = 0;
        for (ulong left = BlockSymbols.NonZeros(block); left != 0; left &= left - 1)
        {
            int next = BitOperations.TrailingZeroCount(left),
                run = next - place - 1;
            for (; run > 15; run -= 16)
            {
                Unsafe.Add(ref output, count++) = Unsafe.Add(ref entries, HuffmanCodes.SixteenZeros);
            }

            Unsafe.Add(ref output, count++) = CodeOf(ref entries, run, Unsafe.Add(ref coefficients, Unsafe.Add(ref order, next)));
            place = next;
        }

        if (place < ZigZag.BlockSize - 1)
        {
            Unsafe.Add(ref output, count++) = Unsafe.Add(ref entries, HuffmanCodes.EndOfBlock);
        }

        return count;
    }

    // The code of run and size, then as many bits: of a positive number itself, of a negative one all but its own ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CodeWord CodeOf(ref CodeWord entries, int run, int value)
    {
        int size = BlockSymbols.SizeOf(value);
        return Unsafe.Add(ref entries, (run << 4) + size).With((uint)(value + (value >> 31)) & ((1u << size) - 1));
    }
}
