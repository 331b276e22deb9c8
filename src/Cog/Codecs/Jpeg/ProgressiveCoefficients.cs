using System.Buffers;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.Jpeg;

/// <summary>The coefficients of a progressive frame, which scan after scan completes.</summary>
/// <remarks>They lie block by block, in zigzag order, in planes that have the places of the samples they will become.</remarks>
internal sealed class ProgressiveCoefficients(Frame frame)
{
    private short[] _values = [];

    /// <summary>Makes room for the frame; all are zero.</summary>
    public void Rent()
    {
        _values = ArrayPool<short>.Shared.Rent(frame.PlaneSamples);
        _values.AsSpan(0, frame.PlaneSamples).Clear();
    }

    /// <summary>Gives the memory back.</summary>
    public void Return()
    {
        if (_values.Length > 0)
        {
            ArrayPool<short>.Shared.Return(_values);
            _values = [];
        }
    }

    /// <summary>The 64 coefficients of a block.</summary>
    public Span<short> BlockOf(FrameComponent component, int blockRow, int blockColumn) =>
        _values.AsSpan(component.CoefficientsOf(blockRow, blockColumn), ZigZag.BlockSize);

    /// <summary>Turns the coefficients, complete after the last scan, into samples.</summary>
    public void Reconstruct(BlockPair blocks)
    {
        foreach (FrameComponent component in frame.Components)
        {
            ReadOnlySpan<int> places = component.Dequantization.Entries;
            for (int row = 0; row < component.BlockRows; row++)
            {
                frame.Interruption.ThrowIfRequested();
                for (int column = 0; column < component.BlockColumns; column++)
                {
                    ReadOnlySpan<short> block = BlockOf(component, row, column);
                    Span<short> next = blocks.Next;
                    for (int i = 0; i < block.Length; i++)
                    {
                        next[places[i] & 255] = (short)(block[i] * (places[i] >> 8));
                    }

                    blocks.Complete(component.TargetOf(row, column));
                }
            }
        }
    }
}
