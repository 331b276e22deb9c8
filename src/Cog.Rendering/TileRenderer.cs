using Cog.Header;
using Cog.Reading;

namespace Cog.Rendering;

/// <summary>Raster to picture: start reading here. Reads what a plan says, warps it, styles it, encodes it.</summary>
public static class TileRenderer
{
    /// <summary>Reads and warps: samples in the file's own type on the picture's grid, with validity.</summary>
    public static Task<Raster> ReadAsync(CogReader reader, TilePlan plan, IReadOnlyList<int>? bands, NoDataValue? noData, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Styles and encodes. Pure.</summary>
    /// <param name="raster">Samples on the picture's grid.</param>
    /// <param name="header">The file: palette, statistics, colour interpretation.</param>
    /// <param name="bands">The samples that <paramref name="raster"/> holds; null for all of the file's colour bands.</param>
    /// <param name="style">How they become colours, and which format.</param>
    /// <param name="georeference">Where the picture lies: for formats that say so.</param>
    public static EncodedImage Encode(Raster raster, CogHeader header, IReadOnlyList<int>? bands, RenderStyle style, Encoding.Georeference? georeference) =>
        Encoding.PictureEncoder.Encode(raster, Styling.BandColors.Of(header, bands), style, georeference);
}

/// <summary>A finished picture.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">Its Content-Type.</param>
public sealed record EncodedImage(byte[] Bytes, string MediaType);
