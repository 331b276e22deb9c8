using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Codecs.Jpeg.Arithmetic;

/// <summary>
/// Decodes a scan of an arithmetic-coded progressive frame into coefficients that later scans complete (ITU-T T.81 section G.1.3).
/// </summary>
internal sealed class ArithmeticProgressiveScan(ScanInput input, ArithmeticConditioning conditioning, ProgressiveCoefficients coefficients)
    : ArithmeticScan(input, conditioning)
{
    /// <inheritdoc/>
    protected override void Prepare(FrameComponent component) =>
        Claim(component, Scan.FirstCoefficient, Scan.LastCoefficient, Scan.HighBit, Scan.LowBit);

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
            RefineAc(ref reader, component.TableSlots.Ac, block);
        }
        else
        {
            DecodeAc(ref reader, component.TableSlots.Ac, block);
        }
    }

    // Section G.1.3.1.
    private void DecodeDc(ref BitReader reader, FrameComponent component, ref short coefficient)
    {
        if (!Scan.IsRefinement)
        {
            ReadDc(ref reader, component);
            coefficient = (short)(component.DcPrediction << Scan.LowBit);
        }
        else if (ReadEven(ref reader))
        {
            coefficient |= (short)(1 << Scan.LowBit);
        }
    }

    // Section G.1.3.2: as sequential, but the end of the band is told, not that of the block.
    private void DecodeAc(ref BitReader reader, int slot, Span<short> block)
    {
        Span<byte> bins = Statistics.Ac(slot);
        int last = Scan.LastCoefficient;
        for (int index = Scan.FirstCoefficient; index <= last && !Read(ref reader, ref bins[3 * (index - 1)]); index++)
        {
            index = SkipZeros(ref reader, bins, index, last);
            block[index] = (short)(ReadAc(ref reader, slot, index) << Scan.LowBit);
        }
    }

    // Section G.1.3.3: coefficients that are there are corrected, the others may come; the end of the band lies behind those that are
    // there.
    private void RefineAc(ref BitReader reader, int slot, Span<short> block)
    {
        Span<byte> bins = Statistics.Ac(slot);
        short bit = (short)(1 << Scan.LowBit);
        int last = Scan.LastCoefficient;
        int lastKnown = block[..(last + 1)].LastIndexOfAnyExcept((short)0);
        for (int index = Scan.FirstCoefficient; index <= last; index++)
        {
            if (index > lastKnown && Read(ref reader, ref bins[3 * (index - 1)]))
            {
                break;
            }

            while (!TryRefine(ref reader, bins.Slice(3 * (index - 1), 3), ref block[index], bit))
            {
                index++;
                if (index > last)
                {
                    ThrowPastBand(last);
                }
            }
        }
    }

    // False when the coefficient stays zero: then the next one follows, without a chance for the band to end before it.
    private bool TryRefine(ref BitReader reader, Span<byte> bins, ref short coefficient, short bit)
    {
        if (coefficient == 0)
        {
            if (!Read(ref reader, ref bins[1]))
            {
                return false;
            }

            coefficient = ReadEven(ref reader) ? (short)-bit : bit;
        }
        else if (Read(ref reader, ref bins[2]))
        {
            coefficient += coefficient < 0 ? (short)-bit : bit;
        }

        return true;
    }
}
