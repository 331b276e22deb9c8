namespace Cog.Rendering.Encoding;

/// <summary>Writes one picture format.</summary>
internal interface IImageEncoder
{
    /// <summary>
    /// Encodes a raster whose samples suit the format: bytes for pictures (PNG also 16 bits), anything for arrays and GeoTIFF.
    /// </summary>
    /// <param name="raster">Samples and validity; not disposed.</param>
    /// <param name="options">What else goes into the file.</param>
    /// <exception cref="FormatException">Sample type or band count that the format cannot hold; the message says what it can.</exception>
    byte[] Encode(Raster raster, EncodeOptions options);
}

/// <summary>What an encoder may write beside the samples.</summary>
internal sealed record EncodeOptions
{
    public static EncodeOptions Default { get; } = new();

    /// <summary>False leaves out the alpha or mask band.</summary>
    public bool ReturnMask { get; init; } = true;

    /// <summary>Where the picture lies.</summary>
    public Georeference? Georeference { get; init; }

    /// <summary>
    /// The nodata value to keep (GeoTIFF): masked pixels take it. Null, or one that the samples cannot hold: validity is kept as a mask.
    /// </summary>
    public NoDataValue? NoData { get; init; }

    /// <summary>
    /// True: a GeoTIFF keeps validity as TiTiler does, as one more band (<see cref="MaskBand"/>), and no nodata value.
    /// </summary>
    public bool MaskIsBand { get; init; }

    /// <summary>What each band means (GeoTIFF); null: three bands of bytes are red, green, blue.</summary>
    public IReadOnlyList<ColorInterpretation>? ColorInterpretation { get; init; }

    /// <summary>How JPEG is compressed.</summary>
    public JpegSettings Jpeg { get; init; } = JpegSettings.Default;

    /// <summary>Ends the encoding of a large picture: JPEG asks every few rows.</summary>
    public CancellationToken CancellationToken { get; init; }
}

/// <summary>A picture's place on Earth.</summary>
/// <param name="Transform">Pixel to CRS.</param>
/// <param name="EpsgCode">The CRS; null when it has no code.</param>
/// <param name="IsGeographic">True when the CRS counts in longitude and latitude; null: looked up by its code.</param>
internal sealed record Georeference(GeoTransform Transform, int? EpsgCode, bool? IsGeographic = null);

/// <summary>A finished picture.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">Its Content-Type.</param>
internal sealed record EncodedImage(byte[] Bytes, string MediaType);
