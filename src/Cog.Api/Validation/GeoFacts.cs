using Cog.Rendering.Projection.Epsg;
using CoordinateSystem = Cog.Rendering.Projection.Crs;

namespace Cog.Api.Validation;

/// <summary>Where the file lies.</summary>
internal sealed record GeoFacts
{
    /// <summary>
    /// <c>EPSG:4326</c>, or a user-defined CRS as well-known text 1, or, where it has none, by its name; null without one.
    /// </summary>
    [JsonPropertyName("CRS")]
    public string? Crs { get; init; }

    public required double[] BoundingBox { get; init; }

    /// <summary>The outer corner of the first pixel.</summary>
    public required double[] Origin { get; init; }

    /// <summary>Columns, rows; north up is negative.</summary>
    public required double[] Resolution { get; init; }

    /// <summary>In Web Mercator; null when the file cannot be drawn there.</summary>
    public int? MinZoom { get; init; }

    public int? MaxZoom { get; init; }

    public static GeoFacts Of(CogHeader header)
    {
        (GeoTransform transform, ZoomRange? zooms) = (header.GeoTransform, ZoomsOf(header));
        return new()
        {
            Crs = CrsOf(header),
            BoundingBox = RasterioBounds.Of(header),
            Origin = [transform.C, transform.F],
            Resolution = [transform.A, transform.E],
            MinZoom = zooms?.MinZoom,
            MaxZoom = zooms?.MaxZoom,
        };
    }

    private static string? CrsOf(CogHeader header)
    {
        if (EpsgSearch.CodeOf(header.GeoKeys) is { } code)
        {
            return string.Create(CultureInfo.InvariantCulture, $"EPSG:{code}");
        }

        try
        {
            CoordinateSystem crs = CoordinateSystem.Of(header.GeoKeys);
            return (crs.EpsgCode ?? EpsgSearch.CodeOf(crs)) is { } found
                ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{found}")
                : crs.Wkt;
        }
        catch (CogException)
        {
            return CrsNames.Of(header); // A CRS need not be supported to be named.
        }
    }

    private static ZoomRange? ZoomsOf(CogHeader header)
    {
        try
        {
            return ZoomRange.Of(header, WellKnownTileMatrixSets.WebMercatorQuad);
        }
        catch (CogException)
        {
            return null; // A file need not be a map to be a COG.
        }
    }
}
