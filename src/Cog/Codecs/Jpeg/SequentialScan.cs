using System.Runtime.CompilerServices;

namespace Cog.Codecs.Jpeg;

/// <summary>Decodes a scan of a baseline or extended sequential frame (ITU-T T.81 section F.2): each block is whole, and becomes samples at once.</summary>
internal sealed class SequentialScan(Frame frame, ScanHeader scan, HuffmanTables tables, EntropyBuffer entropy, BlockPair blocks)
{
    // What ReadBlock answers when the first AC code is end of block.
    private const int OnlyDc = 1 + HuffmanTable.EndOfBlockRun + 1;

    /// <summary>Decodes the entropy-coded data that starts at the reader's position.</summary>
    /// <param name="segments">The stream; left behind what was read.</param>
    /// <param name="restartInterval">MCUs between restart markers, 0 when there are none.</param>
    public void Decode(ref SegmentReader segments, int restartInterval)
    {
        ReadOnlySpan<FrameComponent> components = scan.Components;
        foreach (FrameComponent component in components)
        {
            tables.Dc(component.DcSlot).PrepareCoefficients();
            tables.Ac(component.AcSlot).PrepareCoefficients();
        }

        // Section A.2: the MCU of a lone component is one block, and blocks that would only fill the frame's MCUs are not coded.
        bool isInterleaved = components.Length > 1;
        int rows = isInterleaved ? frame.McuRows : components[0].BlockRows;
        int columns = isInterleaved ? frame.McuColumns : components[0].BlockColumns;
        int untilRestart = restartInterval;
        int restarts = 0;

        BitReader reader = entropy.Load(ref segments);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    reader.ThrowIfOverrun();
                    reader = entropy.LoadAfterRestart(ref segments, restarts++);
                    untilRestart = restartInterval - 1;
                    ForgetPredictions(components);
                }

                foreach (FrameComponent component in components)
                {
                    if (isInterleaved)
                    {
                        DecodeMcu(ref reader, component, row, column);
                    }
                    else
                    {
                        DecodeBlock(ref reader, component, row, column);
                    }
                }
            }

            reader.ThrowIfOverrun();
        }
    }

    private static void ForgetPredictions(ReadOnlySpan<FrameComponent> components)
    {
        foreach (FrameComponent component in components)
        {
            component.DcPrediction = 0;
        }
    }

    private void DecodeMcu(ref BitReader reader, FrameComponent component, int row, int column)
    {
        int down = component.VerticalSampling;
        int across = component.HorizontalSampling;
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                DecodeBlock(ref reader, component, (row * down) + y, (column * across) + x);
            }
        }
    }

    private void DecodeBlock(ref BitReader reader, FrameComponent component, int blockRow, int blockColumn)
    {
        int end = ReadBlock(ref reader, component, tables.Dc(component.DcSlot), tables.Ac(component.AcSlot), blocks.Next);
        BlockTarget target = component.TargetOf(blockRow, blockColumn);
        if (end == OnlyDc)
        {
            blocks.CompleteFlat(target);
        }
        else
        {
            blocks.Complete(target);
        }
    }

    // Section F.2.2, with dequantisation. Returns the index behind the last coefficient, or beyond EndOfBlockRun when the block was ended.
    private static int ReadBlock(ref BitReader reader, FrameComponent component, HuffmanTable dc, HuffmanTable ac, Span<short> block)
    {
        BitReader bits = reader; // A copy, so that it can live in registers.
        ReadOnlySpan<int> places = component.Dequantization.Entries;
        ReadOnlySpan<int> coefficients = ac.Coefficients;

        bits.Fill();
        int entry = dc.Coefficients[bits.Peek(HuffmanTable.LookupBits)];
        if (entry == 0)
        {
            entry = ReadLong(ref bits, dc) << 16;
        }
        else
        {
            bits.Skip(entry & 255);
        }

        int prediction = component.DcPrediction + (entry >> 16);
        component.DcPrediction = prediction;
        block[0] = (short)(prediction * (places[0] >> 8));

        int index = 1;
        do
        {
            bits.Fill();
            entry = coefficients[bits.Peek(HuffmanTable.LookupBits)];
            if (entry == 0)
            {
                entry = ReadLongAc(ref bits, ac);
            }
            else
            {
                bits.Skip(entry & 255);
            }

            index += (entry >> 8) & 255;
            int place = places[index];
            block[place & 255] = (short)((entry >> 16) * (place >> 8));
            index++;
        }
        while (index < ZigZag.BlockSize);

        reader = bits;
        if (index is > ZigZag.BlockSize and < HuffmanTable.EndOfBlockRun)
        {
            throw new InvalidTiffException($"JPEG block has a run of zeros to coefficient {index - 1}; the last is 63.");
        }

        return index;
    }

    // A DC code or its extra bits that the look-up did not have.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadLong(ref BitReader bits, HuffmanTable dc)
    {
        int size = bits.ReadSymbol(dc);
        return HuffmanTable.Extend(bits.Read(size), size);
    }

    // The same for AC, in the form of an entry of HuffmanTable.Coefficients.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadLongAc(ref BitReader bits, HuffmanTable ac)
    {
        int symbol = bits.ReadSymbol(ac);
        int size = symbol & 15;
        int run = symbol >> 4;
        if (size == 0 && run < 15)
        {
            run = HuffmanTable.EndOfBlockRun;
        }

        return (HuffmanTable.Extend(bits.Read(size), size) << 16) | (run << 8);
    }
}
