using Cog.Api.Html;
using Cog.Api.Tiles;

namespace Cog.Api.Pages;

/// <summary>
/// <c>GET /cog/{tileMatrixSet}/map.html?url=…</c>: a map of the file's tiles, with every parameter that is theirs. WebMercatorQuad is shown
/// by MapLibre, every other set by a map of this product's own, since tiles of one set need no projection.
/// </summary>
internal static class MapPageEndpoint
{
    private const string DefaultTileSize = "256";

    // Of tiles, not of points.
    private static readonly string[] s_notOfPoints =
    [
        "tilematrixsetid",
        "tilesize",
        "tile_format",
        "tile_scale",
        "minzoom",
        "maxzoom",
        "buffer",
        "padding",
        "colormap",
        "colormap_name",
        "color_formula",
        "rescale",
        "algorithm",
        "algorithm_params",
        "return_mask",
        "reproject",
    ];

    public static Task HandleAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        TileJsonRequest request = TileJsonRequest.Parse(datasets.QueryOf(context.Request), sets, DefaultTileSize);
        string point = new TileAddresses(request.Query, s_notOfPoints).Points;
        string root = ServerRoot.Of(context.Request);
        return datasets.DescribeAsync(context, request.Query, layer =>
        {
            TileMatrixSet set = request.Set.Of(layer);
            TileJson tileJson = TileJson.Of(layer, request, datasets.Options.DefaultAttribution);
            bool isMercator = set.Id == WellKnownTileMatrixSets.WebMercatorQuad.Id;
            var page = new MapPageData(
                ShownAddress.Of(request.Query.Url),
                point,
                request.Query.Text("minzoom") is null ? 0 : tileJson.Minzoom
            )
            {
                TileMatrixSet = isMercator ? null : TileMatrixSetDocument.Of(set),
                IsNorthFirst = isMercator ? null : TileMatrixSetDocument.IsNorthFirst(set),
                Limits = isMercator
                    ? null
                    : [.. TileMatrixLimits.Of(layer.Grid, set, new(tileJson.Minzoom, tileJson.Maxzoom)).Select(TileSetLimits.Of)],
            };
            return HtmlPage.Respond(PageOf(page, tileJson, isMercator, root), ViewerEndpoint.ContentSecurityPolicy);
        });
    }

    /// <summary>
    /// TiTiler before 0.19 had this page at <c>/cog/map</c>, where the map of OGC API Maps is now: a browser that asks for no part of a
    /// file, and whoever names a tile matrix set or a format of tiles, means the page.
    /// </summary>
    public static bool IsMeant(HttpContext context, RequestQuery query) =>
        query.Text("TileMatrixSetId") is not null
        || query.Text("tile_format") is not null
        || (query.Text("bbox") is null && query.Text("f") is null && Representation.PrefersHtml(context.Request));

    /// <summary>Sends who meant the page there.</summary>
    public static Task RedirectAsync(HttpContext context, RequestQuery query, TileMatrixSets sets)
    {
        RequestedTileMatrixSet set = RequestedTileMatrixSet.Parse(query, sets);
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = new TileAddresses(query, "tilematrixsetid").Map(set.Id);
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    // Data as JSON in elements that are not run: what System.Text.Json writes holds no character that ends them.
    private static Markup PageOf(MapPageData page, TileJson tileJson, bool isMercator, string root) =>
        Markup.Of(
            $"""
            <!doctype html>
            <html lang="en" data-state="loading">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{page.Name}</title>
            <link rel="icon" href="{root}/cog/viewer/icon.svg" type="image/svg+xml">
            {(isMercator ? Markup.Of($"<link rel=\"stylesheet\" href=\"{root}/cog/viewer/maplibre-gl.css\">") : default)}
            <link rel="stylesheet" href="{root}/cog/viewer/map-page.css">
            <script type="application/json" id="tilejson">{new Markup(
                JsonSerializer.Serialize(tileJson, TileJsonContext.Default.TileJson)
            )}</script>
            <script type="application/json" id="page">{new Markup(JsonSerializer.Serialize(page, PagesJson.Default.MapPageData))}</script>
            <script type="module" src="{root}/cog/viewer/{(isMercator ? "map-page.js" : "grid-page.js")}"></script>
            </head>
            <body>
            <main id="map" aria-label="Map" tabindex="0"></main>
            <p id="value" role="status" hidden></p>
            <p id="error" role="alert" hidden></p>
            <noscript><p>The map needs JavaScript.</p></noscript>
            </body>
            </html>
            """
        );
}

/// <summary>What a page with a map is told besides TileJSON.</summary>
/// <param name="Name">The file's address, for people.</param>
/// <param name="PointUrl">Where values are, with <c>{lon}</c> and <c>{lat}</c>.</param>
/// <param name="MinZoom">The first level at which tiles are asked for: 0, unless the caller says another.</param>
internal sealed record MapPageData(string Name, string PointUrl, int MinZoom)
{
    /// <summary>Null for WebMercatorQuad.</summary>
    public TileMatrixSetDocument? TileMatrixSet { get; init; }

    /// <summary>The order of the set's <c>pointOfOrigin</c>; null for WebMercatorQuad.</summary>
    public bool? IsNorthFirst { get; init; }

    /// <summary>Which tiles there are; null for WebMercatorQuad.</summary>
    public IReadOnlyList<TileSetLimits>? Limits { get; init; }
}
