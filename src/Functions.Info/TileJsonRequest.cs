using Cog.Hosting;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Functions.Info;

/// <summary>A TileJSON document, as asked for.</summary>
/// <param name="Query">The parameters, the file's address among them.</param>
/// <param name="Set">The tile matrix set.</param>
/// <param name="TileUrl">Where tiles are: absolute, with <c>{z}/{x}/{y}</c>.</param>
/// <param name="MinZoom">Instead of the file's own, or null.</param>
/// <param name="MaxZoom">Likewise.</param>
internal sealed record TileJsonRequest(RequestQuery Query, TileMatrixSet Set, string TileUrl, int? MinZoom, int? MaxZoom)
{
    private const string DefaultTileSize = "512";

    // They say something about this document, not about its tiles.
    private static readonly string[] s_notForwarded = ["tilematrixsetid", "tile_format", "tile_scale", "minzoom", "maxzoom"];

    /// <exception cref="BadHttpRequestException">Malformed.</exception>
    public static TileJsonRequest Parse(HttpRequest request)
    {
        var query = new RequestQuery(request);
        string id = query.Text("TileMatrixSetId") ?? query.Segment("tileMatrixSet") ?? "WebMercatorQuad";
        TileMatrixSet set = WellKnownTileMatrixSets.Find(id)
            ?? throw new BadHttpRequestException($"'{id}' is no tile matrix set here: expected one of {string.Join(", ", WellKnownTileMatrixSets.All.Select(s => s.Id))}.");

        int? minZoom = query.Integer("minzoom", set.MinZoom, set.MaxZoom), maxZoom = query.Integer("maxzoom", set.MinZoom, set.MaxZoom);
        return new(query, set, TileUrlOf(request, query, set), minZoom, maxZoom);
    }

    private static string TileUrlOf(HttpRequest request, RequestQuery query, TileMatrixSet set)
    {
        string format = query.Text("tile_format") is { } extension ? $".{extension}" : "";
        int? scale = query.Integer("tile_scale", 1, 4);

        var forwarded = new QueryBuilder();
        foreach ((string name, string value) in query.Everything)
        {
            if (!s_notForwarded.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                forwarded.Add(name, value);
            }
        }

        if (query.Text("tilesize") is null)
        {
            forwarded.Add("tilesize", scale is { } s ? (256 * s).ToString(System.Globalization.CultureInfo.InvariantCulture) : DefaultTileSize);
        }

        return $"{request.Scheme}://{request.Host}{request.PathBase}/cog/tiles/{set.Id}/{{z}}/{{x}}/{{y}}{format}{forwarded}";
    }
}
