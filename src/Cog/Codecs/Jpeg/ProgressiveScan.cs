namespace Cog.Codecs.Jpeg;

/// <summary>Decodes a scan of a progressive frame into coefficients that later scans complete (ITU-T T.81 section G.2).</summary>
/// <remarks>Coefficients lie block by block, in zigzag order, in planes that have the places of the samples they will become.</remarks>
internal sealed class ProgressiveScan(Frame frame, ScanHeader scan, HuffmanTables tables, EntropyBuffer entropy)
{
    private int _endOfBandRun;

    /// <summary>Decodes the entropy-coded data that starts at the reader's position.</summary>
    /// <param name="segments">The stream; left behind what was read.</param>
    /// <param name="restartInterval">MCUs between restart markers, 0 when there are none.</param>
    /// <param name="coefficients">Those of all components.</param>
    public void Decode(ref SegmentReader segments, int restartInterval, Span<short> coefficients)
    {
        ReadOnlySpan<FrameComponent> components = scan.Components;
        PrepareTables(components);

        bool isInterleaved = components.Length > 1;
        int rows = isInterleaved ? frame.McuRows : components[0].BlockRows;
        int columns = isInterleaved ? frame.McuColumns : components[0].BlockColumns;
        int untilRestart = restartInterval;
        int restarts = 0;
        _endOfBandRun = 0;

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
                    _endOfBandRun = 0;
                    ForgetPredictions(components);
                }

                foreach (FrameComponent component in components)
                {
                    int down = isInterleaved ? component.VerticalSampling : 1;
                    int across = isInterleaved ? component.HorizontalSampling : 1;
                    for (int block = 0; block < down * across; block++)
                    {
                        int blockRow = (row * down) + (block / across);
                        int blockColumn = (column * across) + (block % across);
                        DecodeBlock(ref reader, component, coefficients.Slice(component.CoefficientsOf(blockRow, blockColumn), ZigZag.BlockSize));
                    }
                }
            }

            reader.ThrowIfOverrun();
        }
    }

    private void PrepareTables(ReadOnlySpan<FrameComponent> components)
    {
        foreach (FrameComponent component in components)
        {
            if (scan.FirstCoefficient > 0)
            {
                tables.Ac(component.AcSlot).PrepareSymbols();
            }
            else if (!scan.IsRefinement)
            {
                tables.Dc(component.DcSlot).PrepareSymbols();
            }
        }
    }

    private static void ForgetPredictions(ReadOnlySpan<FrameComponent> components)
    {
        foreach (FrameComponent component in components)
        {
            component.DcPrediction = 0;
        }
    }

    private void DecodeBlock(ref BitReader reader, FrameComponent component, Span<short> block)
    {
        if (scan.FirstCoefficient == 0)
        {
            DecodeDc(ref reader, component, ref block[0]);
        }
        else if (scan.IsRefinement)
        {
            RefineAc(ref reader, tables.Ac(component.AcSlot), block);
        }
        else
        {
            DecodeAc(ref reader, tables.Ac(component.AcSlot), block);
        }
    }

    // Section G.1.2.1.
    private void DecodeDc(ref BitReader reader, FrameComponent component, ref short coefficient)
    {
        reader.Fill();
        if (scan.IsRefinement)
        {
            coefficient |= (short)(reader.Read(1) << scan.LowBit);
            return;
        }

        int size = reader.ReadSymbol(tables.Dc(component.DcSlot));
        component.DcPrediction += HuffmanTable.Extend(reader.Read(size), size);
        coefficient = (short)(component.DcPrediction << scan.LowBit);
    }

    // Section G.1.2.2: as sequential, but an end-of-band code may end the band in many blocks.
    private void DecodeAc(ref BitReader reader, HuffmanTable table, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (int index = scan.FirstCoefficient; index <= scan.LastCoefficient; index++)
        {
            reader.Fill();
            int symbol = reader.ReadSymbol(table);
            int size = symbol & 15;
            int run = symbol >> 4;
            if (size == 0 && run < 15)
            {
                _endOfBandRun = ReadEndOfBandRun(ref reader, run) - 1;
                return;
            }

            index += run;
            int value = HuffmanTable.Extend(reader.Read(size), size);
            if (index > scan.LastCoefficient)
            {
                ThrowPastBand(index);
            }

            if (size > 0)
            {
                block[index] = (short)(value << scan.LowBit);
            }
        }
    }

    // Section G.1.2.3: codes place new coefficients, all of one bit; the bits between correct those that are there already.
    private void RefineAc(ref BitReader reader, HuffmanTable table, Span<short> block)
    {
        int last = scan.LastCoefficient;
        int index = scan.FirstCoefficient;
        while (_endOfBandRun == 0 && index <= last)
        {
            reader.Fill();
            int symbol = reader.ReadSymbol(table);
            int run = symbol >> 4;
            int value = 0;
            if ((symbol & 15) != 0)
            {
                value = reader.Read(1) != 0 ? 1 : -1;
            }
            else if (run < 15)
            {
                _endOfBandRun = ReadEndOfBandRun(ref reader, run);
                break;
            }

            index = Correct(ref reader, block, index, run);
            if (value != 0)
            {
                if (index > last)
                {
                    ThrowPastBand(index);
                }

                block[index] = (short)(value << scan.LowBit);
            }

            index++;
        }

        if (_endOfBandRun > 0)
        {
            Correct(ref reader, block, index, ZigZag.BlockSize);
            _endOfBandRun--;
        }
    }

    // Corrects coefficients from index on until one more than `zeros` zeros are met; returns where that one is.
    private int Correct(ref BitReader reader, Span<short> block, int index, int zeros)
    {
        int bit = 1 << scan.LowBit;
        for (; index <= scan.LastCoefficient; index++)
        {
            ref short coefficient = ref block[index];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }

                continue;
            }

            reader.Fill();
            if (reader.Read(1) != 0 && (coefficient & bit) == 0)
            {
                coefficient += (short)(coefficient > 0 ? bit : -bit);
            }
        }

        return index;
    }

    private static int ReadEndOfBandRun(ref BitReader reader, int size) => (1 << size) + reader.Read(size);

    private void ThrowPastBand(int index) =>
        throw new InvalidTiffException($"JPEG progressive scan of coefficients {scan.FirstCoefficient}-{scan.LastCoefficient} has one at {index}.");
}
