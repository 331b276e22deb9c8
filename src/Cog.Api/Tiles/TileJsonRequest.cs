namespace Cog.Api.Tiles;

/// <summary>A TileJSON document, as asked for.</summary>
/// <param name="Query">The parameters, the file's address among them.</param>
/// <param name="Set">The tile matrix set.</param>
/// <param name="Parameters">Those of the tiles, which refuse what a tile would refuse.</param>
/// <param name="TileUrl">Where tiles are: absolute, with <c>{z}/{x}/{y}</c>.</param>
internal sealed record TileJsonRequest(RequestQuery Query, RequestedTileMatrixSet Set, RenderParameters Parameters, string TileUrl)
{
    /// <summary>TiTiler's, since 2.0.</summary>
    public const string DefaultTileSize = "512";

    /// <summary>The format of the tiles; null: a picture of one kind or another.</summary>
    public ImageFormat? Format { get; private init; }

    /// <summary>Reads path and query.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="sets">The tile matrix sets that are known.</param>
    /// <param name="tileSize">Of the tiles, unless the query says another.</param>
    /// <exception cref="BadHttpRequestException">Malformed.</exception>
    public static TileJsonRequest Parse(RequestQuery query, TileMatrixSets sets, string tileSize = DefaultTileSize)
    {
        RequestedTileMatrixSet set = RequestedTileMatrixSet.Parse(query, sets);
        TileParameters tiles = TileParameters.Parse(query);
        string? format = FormatParameter.Read(query, "tile_format");
        var addresses = new TileAddresses(query, "tilematrixsetid", "tile_format", "tile_scale", "minzoom", "maxzoom");
        return new(query, set, tiles.Parameters, TileUrlOf(addresses, format is null ? "" : $".{format}", query, set, tileSize))
        {
            Format = format is null ? null : ImageFormats.Parse(format),
        };
    }

    private static string TileUrlOf(
        TileAddresses addresses,
        string extension,
        RequestQuery query,
        RequestedTileMatrixSet set,
        string tileSize
    )
    {
        int? scale = query.Integer("tile_scale", 1, 4);

        if (scale is { } times)
        {
            return addresses.Tiles(set.Id, string.Create(CultureInfo.InvariantCulture, $"@{times}x{extension}")); // As TiTiler's up to 1.2.
        }

        // Blocks come as they are: in their own size.
        return query.Text("tilesize") is not null || set.IsNativeGrid
            ? addresses.Tiles(set.Id, extension)
            : addresses.Tiles(set.Id, extension, ("tilesize", tileSize));
    }
}
