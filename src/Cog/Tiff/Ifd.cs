using Cog.Blocks;
using Cog.Tiff.Color;

namespace Cog;

/// <summary>One image file directory: its tags, and what they say of the image. Immutable; no I/O.</summary>
/// <remarks>
/// The properties that a tag feeds are validated together, when the first is read; from then on each costs nothing. They throw
/// <see cref="Problem"/> in a directory that has one. The directories of <see cref="CogHeader.Levels"/> have none.
/// </remarks>
public sealed class Ifd
{
    internal Ifd() { }

    /// <summary>Position in the chain, 0 first.</summary>
    public required int Index { get; init; }

    /// <summary>Where the directory starts in the file.</summary>
    public required long Offset { get; init; }

    /// <summary>
    /// Every tag by its number, in file order. TileOffsets, StripOffsets and the byte counts carry no value here when they are long: see
    /// <see cref="BlockIndex"/>.
    /// </summary>
    public required IReadOnlyDictionary<TagId, Tag> Tags { get; init; }

    /// <summary>Why the image cannot be read: malformed, or unsupported; null when it can.</summary>
    public CogException? Problem
    {
        get
        {
            try
            {
                _ = Facts;
                return null;
            }
            catch (CogException problem)
            {
                return problem;
            }
        }
    }

    /// <summary>Width of the image in pixels.</summary>
    public int Width => Facts.Width;

    /// <summary>Height of the image in pixels.</summary>
    public int Height => Facts.Height;

    /// <summary>True for tiles, false for strips.</summary>
    public bool IsTiled => Facts.IsTiled;

    /// <summary>Width of a block in pixels: TileWidth, or the image's width for strips.</summary>
    public int BlockWidth => Facts.BlockWidth;

    /// <summary>Height of a block in pixels: TileLength, or RowsPerStrip capped at the image's height.</summary>
    public int BlockHeight => Facts.BlockHeight;

    /// <summary>Number of blocks across the image.</summary>
    public int BlocksAcross => ((Width - 1) / BlockWidth) + 1;

    /// <summary>Number of blocks down the image.</summary>
    public int BlocksDown => ((Height - 1) / BlockHeight) + 1;

    /// <summary>Planes of blocks: the samples when planar, else 1.</summary>
    public int PlaneCount => PlanarConfiguration == PlanarConfiguration.Planar ? SamplesPerPixel : 1;

    /// <summary>Blocks of all planes: across × down, times the samples when planar.</summary>
    public long BlockCount => (long)BlocksAcross * BlocksDown * PlaneCount;

    /// <summary>Samples of a pixel as a reader gets them: those that are stored, or those of <see cref="ColorConversion"/>.</summary>
    public int SamplesPerPixel => Facts.SamplesPerPixel;

    /// <summary>How YCbCr, CMYK and CIE L*a*b* are shown as RGB; null for an image whose samples are shown as stored.</summary>
    internal ColorConversion? ColorConversion => Facts.ColorConversion;

    /// <summary>Bits of one sample in the file (tag 258).</summary>
    public int BitsPerSample => Facts.BitsPerSample;

    /// <summary>Tag 339; unsigned when absent or <see cref="SampleFormat.Undefined"/>.</summary>
    internal SampleFormat SampleFormat => Facts.SampleFormat;

    /// <summary>Type of a decoded sample in memory.</summary>
    public SampleType SampleType => Facts.SampleType;

    /// <summary>Compression scheme (tag 259).</summary>
    public Compression Compression => Facts.Compression;

    /// <summary>Tag 317, which only LZW, Deflate, ZSTD and LZMA give a meaning: <see cref="Predictor.None"/> for the others.</summary>
    internal Predictor Predictor => Facts.Layout.Predictor;

    /// <summary>Tag 262, of the samples as stored.</summary>
    internal PhotometricInterpretation Photometric => Facts.Photometric;

    /// <summary>
    /// True when each sample has blocks of its own (tag 284; GDAL: INTERLEAVE=BAND), false when the samples of a pixel stand together.
    /// </summary>
    public bool IsPlanar => PlanarConfiguration == PlanarConfiguration.Planar;

    /// <summary>PlanarConfiguration (tag 284).</summary>
    internal PlanarConfiguration PlanarConfiguration => Facts.PlanarConfiguration;

    /// <summary>NewSubfileType (tag 254). The older SubfileType (tag 255) is ignored, as by GDAL.</summary>
    public NewSubfileType SubfileType => Facts.SubfileType;

    /// <summary>True for a transparency mask (SubfileType bit 4; TIFF 6.0 section 8 and GDAL RFC 15).</summary>
    public bool IsMask => SubfileType.HasFlag(NewSubfileType.TransparencyMask);

    /// <summary>True for an overview, or the mask of one (SubfileType bit 1).</summary>
    public bool IsReducedResolution => SubfileType.HasFlag(NewSubfileType.ReducedResolution);

    /// <summary>
    /// Tag 338, one for each sample beyond the photometric's own; none where a <see cref="ColorConversion"/> passes over them.
    /// </summary>
    public IReadOnlyList<ExtraSample> ExtraSamples => ColorConversion is null ? Facts.ExtraSamples : [];

    /// <summary>Tag 320: 3 × 2^bits values of 16 bits, all reds, then greens, then blues; null when absent.</summary>
    public ushort[]? ColorMap => Facts.ColorMap;

    private IfdFacts Facts => field ??= new IfdFacts(Tags);

    /// <summary>The block's number in the index: row-major, plane after plane.</summary>
    public long BlockNumber(int x, int y, int plane) => ((((long)plane * BlocksDown) + y) * BlocksAcross) + x;

    /// <summary>What a codec must know of a block that hangs over no edge.</summary>
    internal BlockLayout WholeLayout => Facts.Layout;

    /// <summary>
    /// What a codec must know of the blocks in this row. Those of the last row may be stored without the rows below the image, as GDAL
    /// reads them (GTiffRasterBand::IReadBlock).
    /// </summary>
    internal BlockLayout LayoutOf(int blockRow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(blockRow);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(blockRow, BlocksDown);
        int rowsLeft = Height - (blockRow * BlockHeight);
        if (rowsLeft >= BlockHeight)
        {
            return Facts.Layout;
        }

        // Of a stream of rows, no more is decoded than the image has. A picture in a tile has a size of its own, and ZSTD wants room for
        // all that it was made of.
        return !IsTiled || IsStreamOfRows(Compression)
            ? Facts.Layout with
            {
                Height = rowsLeft,
            }
            : Facts.Layout with
            {
                NeededRows = rowsLeft,
            };
    }

    /// <summary>
    /// The same, but with room for all that a Deflate tile may hold: its checksum stands behind the rows below the image.
    /// </summary>
    internal BlockLayout CheckedLayoutOf(int blockRow)
    {
        BlockLayout layout = LayoutOf(blockRow);
        return IsTiled && layout.Height < BlockHeight && Compression is Compression.AdobeDeflate or Compression.Deflate
            ? Facts.Layout with
            {
                NeededRows = layout.Height,
            }
            : layout;
    }

    /// <summary>True when a block's rows are decoded one after the other, and the first ones can be had alone.</summary>
    internal static bool IsStreamOfRows(Compression compression) =>
        compression
            is Compression.None
                or Compression.Lzw
                or Compression.AdobeDeflate
                or Compression.Deflate
                or Compression.PackBits
                or Compression.Lzma
                or Compression.CcittRle
                or Compression.CcittFax3
                or Compression.CcittFax4;

    /// <summary>The tag, when it is there and its value was read.</summary>
    /// <param name="id">Any number, also one without a name: <c>(TagId)50000</c>.</param>
    public Tag? Find(TagId id) => Tags.TryGetValue(id, out Tag? tag) && tag.IsLoaded && tag.Count > 0 ? tag : null;

    /// <summary>The text of a tag; null when it is absent, unread, or no text.</summary>
    /// <param name="id">Any number, also one without a name.</param>
    public string? FindText(TagId id) => Find(id) is { } tag && tag.Type.ByteSize() == 1 ? tag.AsText() : null;

    /// <summary>The numbers of a tag; null when it is absent, unread, or no numbers.</summary>
    /// <param name="id">Any number, also one without a name.</param>
    public double[]? FindNumbers(TagId id) =>
        Find(id) is { } tag && tag.Type != FieldType.Ascii && tag.Type.ByteSize() > 0 ? tag.AsDoubles() : null;
}
