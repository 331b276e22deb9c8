using Cog.Codecs;

namespace Cog.Tiff;

/// <summary>One image file directory: its tags, and what they say of the image. Parsed once, immutable; no I/O.</summary>
public sealed class Ifd
{
    /// <summary>Position in the chain, 0 first.</summary>
    public required int Index { get; init; }

    /// <summary>Where the directory starts in the file.</summary>
    public required long Offset { get; init; }

    /// <summary>Every tag by its number, in file order. TileOffsets, StripOffsets and the byte counts carry no value here when they are long: see <see cref="BlockIndex"/>.</summary>
    public required IReadOnlyDictionary<TagId, Tag> Tags { get; init; }

    public int Width => throw new NotImplementedException();

    public int Height => throw new NotImplementedException();

    /// <summary>True for tiles, false for strips.</summary>
    public bool IsTiled => throw new NotImplementedException();

    /// <summary>Columns of a block: TileWidth, or the image's width for strips.</summary>
    public int BlockWidth => throw new NotImplementedException();

    /// <summary>Rows of a block: TileLength, or RowsPerStrip capped at the image's height.</summary>
    public int BlockHeight => throw new NotImplementedException();

    public int BlocksAcross => throw new NotImplementedException();

    public int BlocksDown => throw new NotImplementedException();

    /// <summary>Blocks of all planes: across × down, times the samples when planar.</summary>
    public long BlockCount => throw new NotImplementedException();

    public int SamplesPerPixel => throw new NotImplementedException();

    public int BitsPerSample => throw new NotImplementedException();

    public SampleFormat SampleFormat => throw new NotImplementedException();

    /// <summary>What a decoded sample is in memory.</summary>
    public SampleType SampleType => throw new NotImplementedException();

    public Compression Compression => throw new NotImplementedException();

    public Predictor Predictor => throw new NotImplementedException();

    public PhotometricInterpretation Photometric => throw new NotImplementedException();

    public PlanarConfiguration PlanarConfiguration => throw new NotImplementedException();

    /// <summary>Tag 254: 1 reduced-resolution, 2 page, 4 transparency mask, as flags.</summary>
    public uint SubfileType => throw new NotImplementedException();

    /// <summary>True for a transparency mask (SubfileType bit 4; TIFF 6.0 section 8 and GDAL RFC 15).</summary>
    public bool IsMask => throw new NotImplementedException();

    /// <summary>Tag 338: 0 unspecified, 1 associated (premultiplied) alpha, 2 unassociated alpha; one for each sample beyond the photometric's own.</summary>
    public IReadOnlyList<ushort> ExtraSamples => throw new NotImplementedException();

    /// <summary>Tag 320: 3 × 2^bits values of 16 bits, all reds, then greens, then blues; null when absent.</summary>
    public ushort[]? ColorMap => throw new NotImplementedException();

    /// <summary>The block's number in the index: row-major, plane after plane.</summary>
    public long BlockNumber(int x, int y, int plane) => ((((long)plane * BlocksDown) + y) * BlocksAcross) + x;

    /// <summary>What a codec must know of the blocks in this row; only the last strip differs.</summary>
    public BlockLayout LayoutOf(int blockRow) => throw new NotImplementedException();
}
