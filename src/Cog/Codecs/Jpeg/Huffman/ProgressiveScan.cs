namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>Decodes a scan of a progressive frame into coefficients that later scans complete (ITU-T T.81 section G.2).</summary>
internal sealed class ProgressiveScan(ScanInput input, HuffmanTables tables, ProgressiveCoefficients coefficients) : ScanDecoder(input)
{
    private int _endOfBandRun;

    /// <inheritdoc/>
    protected override void Prepare(FrameComponent component)
    {
        if (Scan.FirstCoefficient > 0)
        {
            component.AcTable = tables.Ac(component.TableSlots.Ac);
            component.AcTable.PrepareSymbols();
        }
        else if (!Scan.IsRefinement)
        {
            component.DcTable = tables.Dc(component.TableSlots.Dc);
            component.DcTable.PrepareSymbols();
        }
    }

    /// <inheritdoc/>
    protected override void StartInterval(ref BitReader reader)
    {
        base.StartInterval(ref reader);
        _endOfBandRun = 0;
    }

    /// <inheritdoc/>
    protected override void DecodeBlock(ref BitReader reader, FrameComponent component, int blockRow, int blockColumn)
    {
        Span<short> block = coefficients.BlockOf(component, blockRow, blockColumn);
        if (Scan.FirstCoefficient == 0)
        {
            DecodeDc(ref reader, component, ref block[0]);
        }
        else if (Scan.IsRefinement)
        {
            RefineAc(ref reader, component.AcTable, block);
        }
        else
        {
            DecodeAc(ref reader, component.AcTable, block);
        }
    }

    // Section G.1.2.1.
    private void DecodeDc(ref BitReader reader, FrameComponent component, ref short coefficient)
    {
        reader.Fill();
        if (Scan.IsRefinement)
        {
            coefficient |= (short)(reader.Read(1) << Scan.LowBit);
            return;
        }

        int size = reader.ReadSymbol(component.DcTable);
        component.DcPrediction += HuffmanTable.Extend(reader.Read(size), size);
        coefficient = (short)(component.DcPrediction << Scan.LowBit);
    }

    // Section G.1.2.2: as sequential, but an end-of-band code may end the band in many blocks.
    private void DecodeAc(ref BitReader reader, HuffmanTable table, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (int index = Scan.FirstCoefficient; index <= Scan.LastCoefficient; index++)
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
            if (index > Scan.LastCoefficient)
            {
                ThrowPastBand(index);
            }

            if (size > 0)
            {
                block[index] = (short)(value << Scan.LowBit);
            }
        }
    }

    // Section G.1.2.3: codes place new coefficients, all of one bit; the bits between correct those that are there already.
    private void RefineAc(ref BitReader reader, HuffmanTable table, Span<short> block)
    {
        int last = Scan.LastCoefficient;
        int index = Scan.FirstCoefficient;
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

                block[index] = (short)(value << Scan.LowBit);
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
        int bit = 1 << Scan.LowBit;
        for (; index <= Scan.LastCoefficient; index++)
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
        throw new InvalidTiffException(
            $"JPEG progressive scan of coefficients {Scan.FirstCoefficient}-{Scan.LastCoefficient} has one at {index}."
        );
}
