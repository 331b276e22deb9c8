using System.Diagnostics.CodeAnalysis;
using Cog.Geo;
using Cog.Header;

namespace Cog;

/// <summary>The parsed header of a file: all directories, and what they mean together. Immutable, so that caches can share it.</summary>
public sealed class CogHeader
{
    private int? _alphaBand;

    internal CogHeader() { }

    // The same file with overviews from another one, or without them.
    [SetsRequiredMembers]
    private CogHeader(CogHeader file, CogHeader? externalOverviews)
    {
        (File, Ghost) = (file.File, file.Ghost);
        (Ifds, SubIfds) = (file.Ifds, file.SubIfds);
        (ETag, FileLength, HeaderBytes) = (file.ETag, file.FileLength, file.HeaderBytes);
        ExternalOverviews = externalOverviews;
    }

    /// <summary>Byte order, layout and first directory.</summary>
    internal ImageFileHeader File { get; init; }

    /// <summary>
    /// GDAL's promises about the layout ("ghost area"); <see cref="GhostArea.None"/> when there are none. One that no longer holds promises
    /// nothing but <see cref="GhostArea.KnownIncompatibleEdition"/>.
    /// </summary>
    internal GhostArea Ghost { get; init; } = GhostArea.None;

    /// <summary>All image file directories, in the order of the chain.</summary>
    public required IReadOnlyList<Ifd> Ifds { get; init; }

    /// <summary>
    /// The directories that tag 330 of the first one points to. They stand beside the chain, and are counted on from its end.
    /// </summary>
    public IReadOnlyList<Ifd> SubIfds { get; init; } = [];

    /// <summary>The version of the object these bytes came from; null when its source states none.</summary>
    public string? ETag { get; init; }

    /// <summary>Bytes of the file; null when its source does not say.</summary>
    public long? FileLength { get; init; }

    /// <summary>Bytes read until the last directory was parsed.</summary>
    public required long HeaderBytes { get; init; }

    /// <summary>
    /// The header of the .ovr file beside this one, whose directories are its overviews; null when there is none, or none was looked for:
    /// see <see cref="CogReader.WithExternalOverviewsAsync"/>.
    /// </summary>
    public CogHeader? ExternalOverviews { get; init; }

    /// <summary>This file alone, without <see cref="ExternalOverviews"/>.</summary>
    public CogHeader Internal => field ??= ExternalOverviews is null ? this : With(null);

    /// <summary>The full-resolution directory.</summary>
    public Ifd Image => field ??= ImageLevels.ImageOf(Ifds);

    /// <summary>
    /// The overviews as GDAL and rasterio list them: its SubIFDs, then those of the chain, which need not be in the order of their sizes.
    /// Those of an .ovr file count when the file itself has none.
    /// </summary>
    public IReadOnlyList<Ifd> Overviews =>
        field ??= ImageLevels.OverviewsOf(ImageLevels.BesideImage(this), Image) is { Count: > 0 } own
            ? own
            : ImageLevels.OverviewsOf(ExternalOverviews?.Ifds ?? [], Image);

    /// <summary>
    /// How much smaller each of <see cref="Overviews"/> is than the image, as rasterio counts it: the ratio of widths, rounded half to
    /// even.
    /// </summary>
    public IReadOnlyList<int> OverviewDecimations => field ??= [.. Overviews.Select(o => (int)Math.Round((double)Image.Width / o.Width))];

    /// <summary>The image and its overviews, largest first, each with its mask.</summary>
    public IReadOnlyList<ImageLevel> Levels =>
        field ??= ImageLevels.Create([.. ImageLevels.BesideImage(this), .. ExternalOverviews?.Ifds ?? []], Image, Overviews);

    /// <summary>
    /// Pixel to CRS at full resolution: the file's, or the best that ground control points allow; <see cref="GeoTransform.Identity"/> when
    /// the file has neither.
    /// </summary>
    public GeoTransform GeoTransform => Georeferencing.Transform ?? GroundControlFit?.Affine ?? GeoTransform.Identity;

    /// <summary>Ground control points: tie points without a pixel scale or a matrix.</summary>
    internal IReadOnlyList<GroundControlPoint> GroundControlPoints => Georeferencing.GroundControlPoints;

    /// <summary>
    /// Where they put the image; null when there are none, or too few to tell. A warp follows it, a read of a box
    /// <see cref="GeoTransform"/>.
    /// </summary>
    internal GroundControlFit? GroundControlFit =>
        GroundControlPointCount == 0 ? null : field ??= GroundControlFit.Create(GroundControlPoints);

    /// <summary>How many <see cref="GroundControlPoints"/> there are.</summary>
    public int GroundControlPointCount => GroundControlPoints.Count;

    /// <summary>False when the file has neither a geotransform nor ground control points.</summary>
    public bool IsGeoreferenced => Georeferencing.Transform is not null || GroundControlPointCount > 0;

    /// <summary>GeoTIFF keys; empty when the file has none.</summary>
    public GeoKeys GeoKeys => field ??= GeoKeys.Parse(Image);

    /// <summary>The EPSG code of the CRS: ProjectedCSType, else GeographicType; null when there is none or it is user-defined.</summary>
    public int? EpsgCode => GeoKeys.EpsgCode;

    /// <summary>Bounding box of the image, in units of its CRS.</summary>
    public BoundingBox Bounds => GeoTransform.Bounds(Image.Width, Image.Height);

    /// <summary>GDAL_METADATA (tag 42112).</summary>
    internal GdalMetadata Metadata =>
        field ??= Image.FindText(TagId.GdalMetadata) is { } xml ? GdalMetadata.Parse(xml) : GdalMetadata.Empty;

    /// <summary>
    /// The nodata value (tag 42113, GDAL_NODATA) as GDAL reads it; null when absent, empty, or out of the range of the samples' type.
    /// </summary>
    public NoDataValue? NoData =>
        Image.FindText(TagId.GdalNoData) is { } text ? NoDataText.Parse(text, Image.SampleType)?.For(Image.SampleType) : null;

    /// <summary>Number of the alpha sample (from 0), or null.</summary>
    public int? AlphaBand =>
        (_alphaBand ??= ColorInterpretation.TakeWhile(meaning => meaning != Cog.ColorInterpretation.Alpha).Count()) is var band
        && band < ColorInterpretation.Count
            ? band
            : null;

    /// <summary>What each sample means, by GDAL's rule.</summary>
    /// <remarks>
    /// Of the samples as a reader gets them: CMYK and CIE L*a*b* of 8 bits are shown as RGBA, see <see cref="Ifd.ColorConversion"/>.
    /// </remarks>
    public IReadOnlyList<ColorInterpretation> ColorInterpretation => field ??= ColorInterpretations.Of(Image, Metadata);

    /// <summary>
    /// What GDAL calls the dataset's metadata: AREA_OR_POINT, TIFFTAG_* and the items of tag 42112 for the whole image, by name.
    /// </summary>
    public IReadOnlyDictionary<string, string> ImageMetadata => field ??= DatasetTags.Metadata(Image, GeoKeys, Metadata);

    /// <summary>
    /// What GDAL's domain IMAGE_STRUCTURE says of the layout and of what its codec was told: COMPRESSION, COMPRESSION_REVERSIBILITY,
    /// INTERLEAVE, JPEG_QUALITY, JPEGTABLESMODE, LAYOUT, LERC_VERSION, MINISWHITE, PREDICTOR, SOURCE_COLOR_SPACE, WEBP_LEVEL, by name.
    /// </summary>
    public IReadOnlyDictionary<string, string> ImageStructure => field ??= DatasetTags.Structure(Image, Ghost, Metadata);

    /// <summary>What rasterio calls the file's <c>profile</c>.</summary>
    public Profile Profile => field ??= Profile.Of(this);

    /// <summary>True when the image has a transparency mask directory (aiocogeo's <c>is_masked</c>).</summary>
    public bool IsMasked => Levels[0].Mask is not null;

    /// <summary>Where the validity of each band comes from, GDAL's RFC 15.</summary>
    public IReadOnlyList<MaskFlags> MaskFlags => field ??= MaskFlagsOfBands.Of(this);

    /// <summary>
    /// Value to colour, as GDAL and rasterio give it: of a palette, a bitmap, or counts of darkness; null when samples are not indexes. A
    /// nodata value is transparent.
    /// </summary>
    public IReadOnlyDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)>? Colormap => Cog.Header.Colormap.Of(this);

    /// <summary>True for BigTIFF, whose offsets have 64 bits.</summary>
    public bool IsBigTiff => File.Layout.OffsetSize == 8;

    /// <summary>True for a file in big-endian byte order ('MM').</summary>
    public bool IsBigEndian => File.IsBigEndian;

    /// <summary>Metadata of one band, by name: the items of tag 42112 without a role.</summary>
    /// <param name="band">From 0.</param>
    public IReadOnlyDictionary<string, string> BandMetadata(int band) => Metadata.Of(band);

    /// <summary>Scale of each band: value = sample × scale + offset. 1 where the file states none.</summary>
    public IReadOnlyList<double> Scales => [.. Bands.Select(Metadata.Scale)];

    /// <summary>Offset of each band, added after the sample is multiplied by its scale. 0 where the file states none.</summary>
    public IReadOnlyList<double> Offsets => [.. Bands.Select(Metadata.Offset)];

    /// <summary>Description of each band; null where the file states none.</summary>
    public IReadOnlyList<string?> Descriptions => [.. Bands.Select(Metadata.Description)];

    /// <summary>Unit of each band, e.g. <c>metre</c>; null where the file states none.</summary>
    public IReadOnlyList<string?> Units => [.. Bands.Select(Metadata.Unit)];

    /// <summary>
    /// The file's own blocks as a tile matrix set, JSON of OGC 17-083r4: a matrix for the image and for each overview, the coarsest first
    /// (aiocogeo's <c>create_tile_matrix_set</c>).
    /// </summary>
    /// <remarks>
    /// Axes are stated: latitude first in a geographic CRS, easting first in any other. A CRS with feet must say so in GeoKey 3076.
    /// </remarks>
    /// <param name="identifier">The set's <c>id</c> and title.</param>
    /// <exception cref="CogException">The image is rotated, its pixels are not square, or its CRS has no EPSG code.</exception>
    public string CreateTileMatrixSet(string identifier) => BlockTileMatrixSet.Of(this, identifier);

    private IEnumerable<int> Bands => Enumerable.Range(0, Image.SamplesPerPixel);

    private Georeferencing Georeferencing => field ??= Georeferencing.Of(Image, GeoKeys.IsPixelPoint);

    /// <summary>The same file with overviews from another one.</summary>
    internal CogHeader With(CogHeader? externalOverviews) => new(this, externalOverviews);

    /// <summary>Pixel to CRS of one level, by its real size ratio.</summary>
    public GeoTransform GeoTransformOf(ImageLevel level) =>
        GeoTransform.Scale((double)Image.Width / level.Width, (double)Image.Height / level.Height);
}
