using Cog.Tiff.Color;

namespace Cog.Tiff;

/// <summary>
/// What a codec must know of a block beside its bytes. The same for all blocks of an image, but for the height of the last strip.
/// </summary>
internal sealed record BlockLayout
{
    /// <summary>
    /// The first rows, those inside the image or those that anybody will look at; null for all of them. Data may end after these, and
    /// codecs may leave the others as they are.
    /// </summary>
    public int? NeededRows { get; init; }

    /// <summary>The pixels that anybody will look at; null for all. Codecs may write anything, or nothing, elsewhere.</summary>
    public NeededPixels? Needed { get; init; }

    /// <summary>Pixels in a row as coded: the full block, also where the block hangs over the image's edge.</summary>
    public required int Width { get; init; }

    /// <summary>Rows as coded.</summary>
    public required int Height { get; init; }

    /// <summary>Samples of a pixel inside one block: 1 when the image is planar.</summary>
    public required int SamplesPerPixel { get; init; }

    /// <summary>Bits of one sample in the file.</summary>
    public required int BitsPerSample { get; init; }

    public required Compression Compression { get; init; }

    public SampleFormat SampleFormat { get; init; } = SampleFormat.UnsignedInteger;

    public Predictor Predictor { get; init; } = Predictor.None;

    public PhotometricInterpretation Photometric { get; init; } = PhotometricInterpretation.MinIsBlack;

    /// <summary>True for an 'MM' file: samples of 16 bits and more are most significant byte first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>True when FillOrder (tag 266) is 2: the low bit of a byte comes first.</summary>
    public bool IsLowBitFirst { get; init; }

    /// <summary>Tag 347, JPEGTables: an abbreviated JPEG stream of tables; empty when there is none.</summary>
    public ReadOnlyMemory<byte> JpegTables { get; init; }

    /// <summary>YCbCrSubSampling (tag 530), horizontal then vertical; 2, 2 by default.</summary>
    public (int Horizontal, int Vertical) ChromaSubsampling { get; init; } = (2, 2);

    /// <summary>Tags 292 and 293, T4Options and T6Options.</summary>
    public uint FaxOptions { get; init; }

    /// <summary>Tag 50674, LercParameters: version and additional compression (0 none, 1 Deflate, 2 ZSTD); empty when absent.</summary>
    public ReadOnlyMemory<uint> LercParameters { get; init; }

    /// <summary>Asked by codecs, so that a block which takes long can be left.</summary>
    public Interruption Interruption { get; init; } = Interruption.None;

    /// <summary>How the colours are shown once they are decoded; null to show them as stored. Codecs need not know.</summary>
    public ColorConversion? ColorConversion { get; init; }

    /// <summary>Bytes of one row as the codec leaves it: rows start on byte boundaries (TIFF 6.0 section 3).</summary>
    public long RowBytes => (((long)Width * SamplesPerPixel * BitsPerSample) + 7) / 8;

    /// <summary>Bytes of the whole decoded block.</summary>
    public long ByteCount => RowBytes * Height;

    /// <summary>The same block, of which no other pixels are wanted.</summary>
    public BlockLayout Showing(NeededPixels needed)
    {
        BlockLayout top = Top(needed.Bottom);
        bool isPart = needed.Top > 0 || needed.Left > 0 || needed.Right < Width;
        return isPart && Compression == Compression.Jpeg ? top with { Needed = needed } : top; // Nobody else would ask.
    }

    /// <summary>The same block, of which no more than the first rows are wanted.</summary>
    public BlockLayout Top(int rows)
    {
        if (rows >= (NeededRows ?? Height) || Tiff.ChromaSubsampling.AppliesTo(this))
        {
            return this;
        }

        // Of a stream of rows the others are not even given memory.
        return Ifd.IsStreamOfRows(Compression) ? this with { Height = rows, NeededRows = null } : this with { NeededRows = rows };
    }

    /// <summary>The upper left part of the block, as a block of its own; of what is wanted, what lies inside.</summary>
    /// <param name="width">Pixels; no more than <see cref="Width"/>.</param>
    /// <param name="height">Rows; no more than <see cref="Height"/>.</param>
    public BlockLayout Within(int width, int height) =>
        this with
        {
            Width = width,
            Height = height,
            NeededRows = NeededRows is { } rows && rows < height ? rows : null,
            Needed =
                Needed is { } needed && needed.Left < width && needed.Top < height
                    ? needed with
                    {
                        Right = Math.Min(needed.Right, width),
                        Bottom = Math.Min(needed.Bottom, height),
                    }
                    : null,
        };

    /// <summary>Refuses a buffer that the decoded block does not fit into.</summary>
    /// <exception cref="ArgumentException">It has fewer than <see cref="ByteCount"/> bytes.</exception>
    public void ThrowIfTooShort(ReadOnlySpan<byte> destination)
    {
        if (destination.Length < ByteCount)
        {
            throw new ArgumentException(
                $"The block needs {ByteCount} bytes, the destination has {destination.Length}.",
                nameof(destination)
            );
        }
    }

    /// <summary>Bytes that a codec must find of a buffer: those of <see cref="NeededRows"/>, or all.</summary>
    /// <param name="length">The buffer's.</param>
    public int NeededBytes(int length)
    {
        if (NeededRows is not { } rows)
        {
            return length;
        }

        BlockLayout needed = this with { Height = rows };
        return (int)
            Math.Min(Tiff.ChromaSubsampling.AppliesTo(needed) ? Tiff.ChromaSubsampling.UnitBytes(needed) : needed.ByteCount, length);
    }
}

/// <summary>A box in a block.</summary>
/// <param name="Left">Its first column.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Right">The column behind its last one.</param>
/// <param name="Bottom">The row below its last one.</param>
internal readonly record struct NeededPixels(int Left, int Top, int Right, int Bottom);
