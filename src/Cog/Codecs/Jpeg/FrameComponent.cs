using Cog.Codecs.Jpeg.Huffman;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.Jpeg;

/// <summary>How a component is brought to the size of the image.</summary>
internal enum Upsampling
{
    /// <summary>It has the size of the image.</summary>
    None,

    /// <summary>Every sample is repeated.</summary>
    Repeat,

    /// <summary>Half the width: triangle filter across.</summary>
    FancyHorizontal,

    /// <summary>Half the height: triangle filter down.</summary>
    FancyVertical,

    /// <summary>Half of both: triangle filter both ways.</summary>
    FancyBoth,
}

/// <summary>
/// One component of a frame: its geometry (ITU-T T.81 section A.1.1), where its samples lie, and the state of the scan that is read.
/// </summary>
internal sealed class FrameComponent
{
    private static readonly HuffmanTable NoTable = new(isDc: true);

    private int _firstRow;
    private int _firstColumn;
    private int _endColumn;

    public byte Id { get; set; }

    /// <summary>Blocks of this component across an MCU, H in T.81.</summary>
    public int HorizontalSampling { get; set; }

    /// <summary>Blocks of this component down an MCU, V in T.81.</summary>
    public int VerticalSampling { get; set; }

    public int QuantizationSlot { get; set; }

    /// <summary>Real samples in a row; <see cref="Stride"/> has those that fill the last MCU, too.</summary>
    public int Width { get; set; }

    /// <summary>Real rows, of those that are decoded.</summary>
    public int Height { get; set; }

    /// <summary>Blocks that hold real samples, across.</summary>
    public int BlockColumns { get; set; }

    /// <summary>Blocks that hold real samples, down.</summary>
    public int BlockRows { get; set; }

    /// <summary>Samples from one row of the plane to the next: whole MCUs.</summary>
    public int Stride { get; set; }

    /// <summary>Rows of the plane: whole MCUs.</summary>
    public int PlaneRows { get; set; }

    /// <summary>Samples before this component's plane in the memory that all planes share; also coefficients, when progressive.</summary>
    public int PlaneOffset { get; set; }

    public Upsampling Upsampling { get; set; }

    /// <summary>Image columns for each sample.</summary>
    public int HorizontalRepeat { get; set; }

    /// <summary>Image rows for each sample.</summary>
    public int VerticalRepeat { get; set; }

    /// <summary>The DC coefficient that the next one is coded against.</summary>
    public int DcPrediction { get; set; }

    /// <summary>
    /// The magnitude class of the last DC difference, as the first of its bins: 0, 4, 8, 12 or 16 (arithmetic coding, T.81 table F.4).
    /// </summary>
    public int DcContext { get; set; }

    /// <summary>Which tables the scan names, DC and AC: of Huffman codes, or of arithmetic conditioning.</summary>
    public (int Dc, int Ac) TableSlots { get; set; }

    /// <summary>The DC table of the scan, ready.</summary>
    public HuffmanTable DcTable { get; set; } = NoTable;

    /// <summary>The AC table of the scan, ready.</summary>
    public HuffmanTable AcTable { get; set; } = NoTable;

    /// <summary>True once a scan has carried its samples, or DC coefficients.</summary>
    public bool IsScanned { get; set; }

    /// <summary>What scans have coded so far.</summary>
    public CodedBits CodedBits { get; } = new();

    /// <summary>The table of <see cref="QuantizationSlot"/> as it was when the first scan of this component began.</summary>
    public Dequantization Dequantization { get; } = new();

    /// <summary>
    /// Notes which blocks are transformed: those under the pixels that are needed, and one sample around for the filters.
    /// </summary>
    /// <param name="pixels">Of the image; null for all.</param>
    public void Need(NeededPixels? pixels)
    {
        (_firstRow, _firstColumn, _endColumn) = pixels is { } needed
            ? (
                Math.Max(0, (needed.Top / VerticalRepeat) - 1) / 8,
                Math.Max(0, (needed.Left / HorizontalRepeat) - 1) / 8,
                ((((needed.Right - 1) / HorizontalRepeat) + 1) / 8) + 1
            )
            : (0, 0, int.MaxValue);
    }

    /// <summary>Whether a block is transformed.</summary>
    public bool Needs(int blockRow, int blockColumn) => blockRow >= _firstRow && blockColumn >= _firstColumn && blockColumn < _endColumn;

    /// <summary>Where the samples of a block go in the memory of all planes.</summary>
    public BlockTarget TargetOf(int blockRow, int blockColumn) => new(PlaneOffset + (((blockRow * Stride) + blockColumn) * 8), Stride);

    /// <summary>Index of the first coefficient of a block, where they are kept (progressive frames).</summary>
    public int CoefficientsOf(int blockRow, int blockColumn) =>
        PlaneOffset + (((blockRow * (Stride / 8)) + blockColumn) * ZigZag.BlockSize);
}
