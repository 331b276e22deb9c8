using Cog.Codecs.Jpeg.Huffman;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.Jpeg.Arithmetic;

/// <summary>
/// Decodes a scan of an arithmetic-coded sequential frame (ITU-T T.81 section F.2.4): each block is whole, and becomes samples at once.
/// </summary>
internal sealed class ArithmeticSequentialScan(ScanInput input, ArithmeticConditioning conditioning, BlockPair blocks)
    : ArithmeticScan(input, conditioning)
{
    private const int LastCoefficient = ZigZag.BlockSize - 1;

    /// <inheritdoc/>
    protected override void Prepare(FrameComponent component) => Claim(component, 0, LastCoefficient, 0, 0);

    /// <inheritdoc/>
    protected override void DecodeBlock(ref BitReader reader, FrameComponent component, int blockRow, int blockColumn)
    {
        ReadOnlySpan<int> places = component.Dequantization.Entries;
        Span<short> block = blocks.Next;
        ReadDc(ref reader, component);
        block[0] = (short)(component.DcPrediction * (places[0] >> 8));

        int slot = component.TableSlots.Ac;
        Span<byte> bins = Statistics.Ac(slot);
        int index = 1;
        for (; index <= LastCoefficient && !Read(ref reader, ref bins[3 * (index - 1)]); index++)
        {
            index = SkipZeros(ref reader, bins, index, LastCoefficient);
            int place = places[index];
            block[place & 255] = (short)(ReadAc(ref reader, slot, index) * (place >> 8));
        }

        BlockTarget target = component.TargetOf(blockRow, blockColumn);
        if (index == 1)
        {
            blocks.CompleteFlat(target);
        }
        else
        {
            blocks.Complete(target);
        }
    }
}
