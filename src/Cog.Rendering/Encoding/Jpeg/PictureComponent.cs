using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>
/// One component of the picture: its geometry (ITU-T T.81 section A.1.1), its tables, and its coefficients of one row of MCUs.
/// </summary>
/// <param name="quantization">By what its coefficients are divided.</param>
/// <param name="slot">Which tables it takes: 0 is brightness, 1 colours.</param>
/// <param name="sampling">Blocks of it across and down an MCU, H and V in T.81.</param>
/// <param name="blocks">Blocks that hold real samples, across and down.</param>
/// <param name="coefficientsOffset">Where its coefficients begin in those of all components.</param>
internal sealed class PictureComponent(Quantization quantization, int slot, int sampling, RasterSize blocks, int coefficientsOffset)
{
    public Quantization Quantization => quantization;

    public int Slot => slot;

    public int Sampling => sampling;

    public int BlockColumns => blocks.Width;

    public int BlockRows => blocks.Height;

    public int CoefficientsOffset => coefficientsOffset;

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
