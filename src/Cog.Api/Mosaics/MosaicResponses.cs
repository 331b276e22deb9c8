using Cog.Api.Info;

namespace Cog.Api.Mosaics;

/// <summary>What is said of a mosaic, by cogeo-mosaic's names.</summary>
internal sealed record MosaicInfo
{
    /// <summary>West, south, east, north.</summary>
    public required double[] Bounds { get; init; }

    /// <summary>The URI of the CRS that they are in.</summary>
    public required string Crs { get; init; }

    /// <summary>The name in the document, else <c>mosaic</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Always empty, as in TiTiler.</summary>
    public string[] Quadkeys { get; } = [];

    /// <summary>The tile matrix set that it is made for, as morecantile shows one.</summary>
    public string? MosaicTilematrixset { get; init; }

    /// <summary>The first level that it is made for.</summary>
    public int? MosaicMinzoom { get; init; }

    /// <summary>The last level.</summary>
    public int? MosaicMaxzoom { get; init; }

    /// <summary>Describes a mosaic.</summary>
    public static MosaicInfo Of(MosaicDescription mosaic) =>
        new()
        {
            Bounds = [mosaic.Bounds.MinX, mosaic.Bounds.MinY, mosaic.Bounds.MaxX, mosaic.Bounds.MaxY],
            Crs = Rendering.Projection.Crs.Wgs84.Uri!,
            Name = mosaic.Name,
            MosaicTilematrixset = mosaic.Own is var (set, _)
                ? $"<TileMatrixSet title='{set.Title}' id='{set.Id}' crs='{set.CrsName}>"
                : null,
            MosaicMinzoom = mosaic.Own?.Zooms.MinZoom,
            MosaicMaxzoom = mosaic.Own?.Zooms.MaxZoom,
        };
}

/// <summary>A mosaic as a GeoJSON Feature (RFC 7946).</summary>
/// <param name="Bbox">West, south, east, north.</param>
/// <param name="Geometry">Its box.</param>
/// <param name="Properties">What is said of it.</param>
internal sealed record MosaicFeature(double[] Bbox, Outline Geometry, MosaicInfo Properties)
{
    /// <summary>Always <c>Feature</c>.</summary>
    public string Type { get; } = "Feature";
}

/// <summary>The values of a place in each file of a mosaic that has it.</summary>
/// <param name="Coordinates">As they were asked for.</param>
/// <param name="Assets">The files, in their order.</param>
internal sealed record MosaicPoint(double[] Coordinates, MosaicPointAsset[] Assets);

/// <summary>The values of a place in one file.</summary>
/// <param name="Name">The file, as the mosaic names it.</param>
/// <param name="Values">Of each band; null where it has none.</param>
/// <param name="BandNames">What the bands are called.</param>
/// <param name="BandDescriptions">What the file says of them.</param>
internal sealed record MosaicPointAsset(string Name, double?[] Values, string[] BandNames, string[] BandDescriptions);

/// <summary>JSON of mosaics, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(MosaicInfo))]
[JsonSerializable(typeof(MosaicFeature))]
[JsonSerializable(typeof(MosaicPoint))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class MosaicResponses : JsonSerializerContext;
