using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>
/// One component of the picture: its geometry (ITU-T T.81 section A.1.1), its tables, and its coefficients of one row of MCUs.
/// </summary>
internal sealed class PictureComponent
{
    public required Quantization Quantization { get; init; }

    /// <summary>Which tables it takes: 0 is brightness, 1 colours.</summary>
    public required int Slot { get; init; }

    /// <summary>Blocks of it across and down an MCU, H and V in T.81.</summary>
    public required int Sampling { get; init; }

    /// <summary>Blocks that hold real samples, across.</summary>
    public required int BlockColumns { get; init; }

    /// <summary>Blocks that hold real samples, down.</summary>
    public required int BlockRows { get; init; }

    /// <summary>Where its coefficients begin in those of all components.</summary>
    public required int CoefficientsOffset { get; init; }

    /// <summary>Samples of a row: whole blocks, an even number of them, as vectors want it.</summary>
    public int Stride => (BlockColumns + 1) / 2 * 2 * 8;

    /// <summary>Coefficients of one row of MCUs.</summary>
    public int Coefficients => Stride * 8 * Sampling;

    /// <summary>The DC coefficient that the next one is coded against.</summary>
    public int DcPrediction { get; set; }

    /// <summary>Index of the first coefficient of a block.</summary>
    /// <param name="row">Of the row of MCUs.</param>
    /// <param name="column">Of the picture.</param>
    public int CoefficientsOf(int row, int column) => CoefficientsOffset + (row * Stride * 8) + (column * ZigZag.BlockSize);
}
