namespace Cog.Api.Tiles;

/// <summary>What <c>/cog/tiles</c> answers: a tileset for each tile matrix set (OGC API Tiles, OGC 20-057).</summary>
internal sealed record TileSetList(IReadOnlyList<TileSet> Tilesets);

/// <summary>The tiles of a file in one tile matrix set, by TiTiler's fields.</summary>
internal sealed record TileSet
{
    public required string Title { get; init; }

    /// <summary>HTML; null unless the deployment has one.</summary>
    public string? Attribution { get; init; }

    public string DataType { get; } = "map";

    public required string Crs { get; init; }

    public TileSetBox? BoundingBox { get; init; }

    public string AccessConstraints { get; } = "unclassified";

    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>Null in the list of tilesets.</summary>
    public IReadOnlyList<TileSetLimits>? TileMatrixSetLimits { get; init; }

    /// <summary>One of the list.</summary>
    /// <param name="set">The tile matrix set.</param>
    /// <param name="box">Where the file is.</param>
    /// <param name="addresses">Of this document, of its tiles, and of the definition of the set.</param>
    public static TileSet OfList(TileMatrixSet set, TileSetBox box, TileAddresses addresses) =>
        Of(set, box, addresses, addresses.TileSet(set.Id));

    /// <summary>By itself, with a link to a map, and with TiTiler's address of itself, which has no parameters.</summary>
    public static TileSet Alone(TileMatrixSet set, TileSetBox box, TileAddresses addresses)
    {
        TileSet tileSet = Of(set, box, addresses, addresses.TileSetAlone(set.Id));
        return tileSet with
        {
            Links =
            [
                .. tileSet.Links,
                new(addresses.Map(set.Id), "data", $"Map viewer for '{set.Id}' tileMatrixSet") { Type = "text/html" },
            ],
        };
    }

    private static TileSet Of(TileMatrixSet set, TileSetBox box, TileAddresses addresses, string self) =>
        new()
        {
            Title = $"tileset tiled using {set.Id} TileMatrixSet",
            Crs = set.CrsName,
            BoundingBox = box,
            Links =
            [
                new(self, "self", $"Tileset tiled using {set.Id} TileMatrixSet") { Type = "application/json" },
                new(addresses.EncodedTiles(set.Id), "tile", "Templated link for retrieving Raster tiles") { Templated = true },
                new(addresses.Definition(set.Id), Link.TilingScheme, $"Definition of '{set.Id}' tileMatrixSet")
                {
                    Type = "application/json",
                },
            ],
        };
}

/// <summary>A box.</summary>
/// <param name="LowerLeft">Smallest x and y; x is greater than that of the other corner for a file across ±180°.</param>
/// <param name="UpperRight">Largest x and y.</param>
/// <param name="Crs">What the numbers are; east or longitude comes first.</param>
internal sealed record TileSetBox(double[] LowerLeft, double[] UpperRight, string Crs)
{
    public static TileSetBox Of(MapLayer layer, Crs crs)
    {
        BoundingBox box = layer.BoundsIn(crs);
        return new([box.MinX, box.MinY], [box.MaxX, box.MaxY], crs.Uri ?? crs.Wkt);
    }
}

/// <summary>Which tiles of a level can show the file; both ends are included.</summary>
internal sealed record TileSetLimits(string TileMatrix, long MinTileRow, long MaxTileRow, long MinTileCol, long MaxTileCol)
{
    public static TileSetLimits Of(TileMatrixLimits limits) =>
        new(limits.Zoom.ToString(CultureInfo.InvariantCulture), limits.MinTileRow, limits.MaxTileRow, limits.MinTileCol, limits.MaxTileCol);
}
