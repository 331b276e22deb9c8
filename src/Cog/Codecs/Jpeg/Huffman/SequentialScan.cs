using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>
/// Decodes a scan of a baseline or extended sequential frame (ITU-T T.81 section F.2): each block is whole, and becomes samples at once.
/// </summary>
internal sealed class SequentialScan(ScanInput input, HuffmanTables tables, BlockPair blocks) : ScanDecoder(input)
{
    /// <inheritdoc/>
    protected override void Prepare(FrameComponent component)
    {
        component.DcTable = tables.Dc(component.TableSlots.Dc);
        component.AcTable = tables.Ac(component.TableSlots.Ac);
        component.DcTable.PrepareCoefficients();
        component.AcTable.PrepareCoefficients();
    }

    /// <inheritdoc/>
    protected override void DecodeBlock(ref BitReader reader, FrameComponent component, int blockRow, int blockColumn)
    {
        bool isFlat = SequentialBlock.Read(ref reader, component, blocks.Next);
        if (!component.Needs(blockRow, blockColumn))
        {
            blocks.Discard(isFlat);
            return;
        }

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
