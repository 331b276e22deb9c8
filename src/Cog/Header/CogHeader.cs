using Cog.Geo;
using Cog.Tiff;

namespace Cog.Header;

/// <summary>Everything a file says before its first block: all directories, and what they mean together. Immutable: this is what caches keep.</summary>
public sealed class CogHeader
{
    /// <summary>Byte order, layout and first directory.</summary>
    public required ImageFileHeader File { get; init; }

    /// <summary>GDAL's promises about the layout ("ghost area"); <see cref="GhostArea.None"/> when there are none, or when they no longer hold.</summary>
    public required GhostArea Ghost { get; init; }

    /// <summary>All directories in the order of the chain.</summary>
    public required IReadOnlyList<Ifd> Ifds { get; init; }

    /// <summary>The version of the object these bytes came from; null when its source states none.</summary>
    public string? ETag { get; init; }

    /// <summary>Bytes of the file; null when its source does not say.</summary>
    public long? FileLength { get; init; }

    /// <summary>Bytes read until the last directory was parsed.</summary>
    public required long HeaderBytes { get; init; }

    /// <summary>The image and its overviews, largest first, each with its mask.</summary>
    public IReadOnlyList<ImageLevel> Levels => throw new NotImplementedException();

    /// <summary>The full-resolution directory.</summary>
    public Ifd Image => Levels[0].Image;

    /// <summary>Pixel to CRS at full resolution; <see cref="GeoTransform.Identity"/> when the file has none.</summary>
    public GeoTransform GeoTransform => throw new NotImplementedException();

    /// <summary>False when the file has neither a geotransform nor ground control points.</summary>
    public bool IsGeoreferenced => throw new NotImplementedException();

    /// <summary>GeoTIFF keys; empty when the file has none.</summary>
    public GeoKeys GeoKeys => throw new NotImplementedException();

    /// <summary>The EPSG code of the CRS: ProjectedCSType, else GeographicType; null when there is none or it is user-defined.</summary>
    public int? EpsgCode => throw new NotImplementedException();

    /// <summary>The box around the image, in its CRS.</summary>
    public BoundingBox Bounds => GeoTransform.Bounds(Image.Width, Image.Height);

    /// <summary>Tag 42112.</summary>
    public GdalMetadata Metadata => throw new NotImplementedException();

    /// <summary>Tag 42113; null when absent or not a number.</summary>
    public NoDataValue? NoData => throw new NotImplementedException();

    /// <summary>Number of the alpha sample (from 0), or null.</summary>
    public int? AlphaBand => throw new NotImplementedException();

    /// <summary>What one sample means, by GDAL's rule: <c>gray</c>, <c>red</c>, <c>green</c>, <c>blue</c>, <c>alpha</c>, <c>palette</c>, <c>undefined</c> …, one a sample.</summary>
    public IReadOnlyList<string> ColorInterpretation => throw new NotImplementedException();

    /// <summary>Pixel to CRS of one level, by its real size ratio.</summary>
    public GeoTransform GeoTransformOf(ImageLevel level) =>
        GeoTransform.Scale((double)Image.Width / level.Width, (double)Image.Height / level.Height);
}
