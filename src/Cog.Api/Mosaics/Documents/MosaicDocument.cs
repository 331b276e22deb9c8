namespace Cog.Api.Mosaics.Documents;

/// <summary>A MosaicJSON document (mosaicjson-spec 0.0.2 and 0.0.3), parsed: which files lie in which tile of one level.</summary>
internal sealed record MosaicDocument
{
    /// <summary>The version of the form, as the document says it.</summary>
    public required string Version { get; init; }

    /// <summary>Its name; null without one.</summary>
    public string? Name { get; init; }

    /// <summary>What is in it; null when it does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Whose data it is; null when it does not say.</summary>
    public string? Attribution { get; init; }

    /// <summary>The levels of map tiles it is meant for, in its own set.</summary>
    public required ZoomRange Zooms { get; init; }

    /// <summary>The level of the tiles by which files are listed.</summary>
    public required int QuadkeyZoom { get; init; }

    /// <summary>Its box in the geographic CRS of its set; <c>MinX &gt; MaxX</c> across ±180°.</summary>
    public required BoundingBox Bounds { get; init; }

    /// <summary>Where a map begins: longitude, latitude, level.</summary>
    public required IReadOnlyList<double> Center { get; init; }

    /// <summary>The set that quadkeys are of: that in the document, else WebMercatorQuad.</summary>
    public required TileMatrixSet Set { get; init; }

    /// <summary>Which files lie where.</summary>
    public required MosaicTiles Tiles { get; init; }

    /// <summary>Bytes that it takes in memory, about.</summary>
    public long MemoryBytes => 1024 + Tiles.MemoryBytes;
}
