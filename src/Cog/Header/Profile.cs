namespace Cog;

/// <summary>The file in rasterio's words: its <c>profile</c>, by which another file like it is written.</summary>
public sealed record Profile
{
    /// <summary>Always <c>GTiff</c>.</summary>
    public string Driver { get; } = "GTiff";

    /// <summary>NumPy's name of the samples' type: <c>uint8</c>, <c>float32</c> …</summary>
    public required string Dtype { get; init; }

    /// <summary>The nodata value; null when there is none.</summary>
    public double? NoData { get; init; }

    /// <summary>Width of the image in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the image in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Bands, alpha among them.</summary>
    public required int Count { get; init; }

    /// <summary><c>EPSG:n</c>; null when the CRS has no code, or there is none.</summary>
    public string? Crs { get; init; }

    /// <summary>Maps pixels to CRS coordinates.</summary>
    public required GeoTransform Transform { get; init; }

    /// <summary>Width of a block in pixels.</summary>
    public required int BlockXSize { get; init; }

    /// <summary>Height of a block in pixels.</summary>
    public required int BlockYSize { get; init; }

    /// <summary>True for tiles, false for strips. rasterio says false, too, of an image that is one tile wide.</summary>
    public required bool Tiled { get; init; }

    /// <summary>
    /// rasterio's name of the compression: <c>deflate</c>, <c>jpeg</c>, <c>lzw</c> …; null when blocks are not compressed.
    /// </summary>
    public string? Compress { get; init; }

    /// <summary><c>pixel</c> or <c>band</c>.</summary>
    public required string Interleave { get; init; }

    /// <summary>
    /// The colours that samples are stored in, where they are not those that are read: <c>ycbcr</c>, <c>cmyk</c> …; null otherwise.
    /// </summary>
    public string? Photometric { get; init; }

    internal static Profile Of(CogHeader header)
    {
        Ifd image = header.Image;
        return new()
        {
            Dtype = image.SampleType.NumPyName(),
            NoData = header.NoData?.Value,
            Width = image.Width,
            Height = image.Height,
            Count = image.SamplesPerPixel,
            Crs = header.EpsgCode is { } code ? $"EPSG:{code}" : null,
            Transform = header.GeoTransform,
            BlockXSize = image.BlockWidth,
            BlockYSize = image.BlockHeight,
            Tiled = image.IsTiled,
            Compress = Lower(header.ImageStructure.GetValueOrDefault("COMPRESSION")?.Split(' ')[^1]), // GDAL: "YCbCr JPEG".
            Interleave = Lower(header.ImageStructure["INTERLEAVE"])!,
            Photometric = Lower(header.ImageStructure.GetValueOrDefault("SOURCE_COLOR_SPACE")),
        };
    }

    private static string? Lower(string? word) => word?.ToLowerInvariant();
}
