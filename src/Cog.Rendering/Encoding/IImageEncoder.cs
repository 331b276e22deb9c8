using Cog.Geo;
using Cog.Header;
using Cog.Reading;

namespace Cog.Rendering.Encoding;

/// <summary>Writes one picture format.</summary>
public interface IImageEncoder
{
    /// <summary>Encodes a raster whose samples suit the format: bytes for pictures (PNG also 16 bits), anything for arrays and GeoTIFF.</summary>
    /// <param name="raster">Samples and validity; not disposed.</param>
    /// <param name="options">What else goes into the file.</param>
    /// <exception cref="FormatException">Sample type or band count that the format cannot hold; the message says what it can.</exception>
    byte[] Encode(Raster raster, EncodeOptions options);
}

/// <summary>What an encoder may write beside the samples.</summary>
public sealed record EncodeOptions
{
    public static EncodeOptions Default { get; } = new();

    /// <summary>False leaves out the alpha or mask band.</summary>
    public bool ReturnMask { get; init; } = true;

    /// <summary>Where the picture lies.</summary>
    public Georeference? Georeference { get; init; }

    /// <summary>The nodata value to keep (GeoTIFF).</summary>
    public NoDataValue? NoData { get; init; }
}

/// <summary>A picture's place on Earth.</summary>
/// <param name="Transform">Pixel to CRS.</param>
/// <param name="EpsgCode">The CRS; null when it has no code.</param>
public sealed record Georeference(GeoTransform Transform, int? EpsgCode)
{
    /// <summary>The place of a picture that fills a box, north up.</summary>
    public static Georeference Of(BoundingBox bounds, RasterSize size, int? epsgCode) =>
        new(new(bounds.Width / size.Width, 0, bounds.MinX, 0, -bounds.Height / size.Height, bounds.MaxY), epsgCode);
}
