namespace Cog.Codecs.Jpeg;

/// <summary>Decodes a scan of a baseline or extended sequential frame (ITU-T T.81 section F.2): each block is whole, and becomes samples at once.</summary>
internal sealed class SequentialScan(Frame frame, ScanHeader scan, HuffmanTables tables, EntropyBuffer entropy, BlockPair blocks)
{
    /// <summary>Decodes the entropy-coded data that starts at the reader's position.</summary>
    /// <param name="segments">The stream; left behind what was read.</param>
    /// <param name="restartInterval">MCUs between restart markers, 0 when there are none.</param>
    public void Decode(ref SegmentReader segments, int restartInterval)
    {
        ReadOnlySpan<FrameComponent> components = scan.Components;
        foreach (FrameComponent component in components)
        {
            component.DcTable = tables.Dc(component.HuffmanSlots.Dc);
            component.AcTable = tables.Ac(component.HuffmanSlots.Ac);
            component.DcTable.PrepareCoefficients();
            component.AcTable.PrepareCoefficients();
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
        bool isFlat = SequentialBlock.Read(ref reader, component, blocks.Next);
        BlockTarget target = component.TargetOf(blockRow, blockColumn);
        if (isFlat)
        {
            blocks.CompleteFlat(target);
        }
        else
        {
            blocks.Complete(target);
        }
    }
}
