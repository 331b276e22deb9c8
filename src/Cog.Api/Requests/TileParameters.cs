namespace Cog.Api.Requests;

/// <summary>
/// What the query says of a tile: the same parameters, read once, for tiles and for what links to them, so that neither takes what the
/// other refuses.
/// </summary>
/// <param name="TileSize">Columns and rows instead of the tile's own, or null.</param>
/// <param name="Parameters">What is to be seen.</param>
internal sealed record TileParameters(int? TileSize, RenderParameters Parameters)
{
    private const int MaxSize = 8192;

    /// <summary>Reads the parameters from a query.</summary>
    public static TileParameters Parse(RequestQuery query) => new(query.Integer("tilesize", 1, MaxSize), RenderQuery.Parse(query));
}
