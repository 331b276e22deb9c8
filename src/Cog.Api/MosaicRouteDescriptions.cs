using Cog.Api.Pages;

namespace Cog.Api;

/// <summary>What the routes of mosaics are for: see <see cref="RouteDescriptions"/>.</summary>
internal static class MosaicRouteDescriptions
{
    private const string Mosaics = "Mosaics";

    private static readonly string[] s_mosaicJson = ["mosaic-url", "request_payer"];
    private static readonly string[] s_mosaic = ["mosaic-urls", "request_payer", "order", "assets", "asset_as_band"];

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<RouteDescription> All { get; } =
    [
        .. Of("/mosaicjson", "a MosaicJSON", s_mosaicJson),
        new("GET", "/mosaicjson", Mosaics, "The document itself.") { Parameters = s_mosaicJson, MediaTypes = [RouteDescriptions.Json] },
        new("POST", "/mosaicjson/validate", Mosaics, "Whether the body is a MosaicJSON: true, or what is wrong.")
        {
            MediaTypes = [RouteDescriptions.Json],
            Body = "A MosaicJSON.",
        },
        .. Of("/mosaic", "STAC items, several files, or a folder of uploads", s_mosaic),
    ];

    private static RouteDescription[] Of(string family, string what, string[] named)
    {
        string[] drawn = [.. named, .. ParameterGroups.Drawn.Except(ParameterGroups.File), "pixel_selection"],
            tile = [.. drawn, "buffer", "padding", "tilesize"],
            tileJson = [.. tile, "tile_format", "tile_scale", "minzoom", "maxzoom"],
            placed = [.. drawn, "coord_crs", "dst_crs"],
            listed = [.. named, "coord_crs"];
        IReadOnlyList<string> pictures = PictureRouteDescriptions.MediaTypes;
        return
        [
            Get("/info", $"What a mosaic of {what} is.", named, RouteDescriptions.Json),
            Get("/info.geojson", "The same as a GeoJSON feature.", named, RouteDescriptions.GeoJson),
            Get(
                "/tiles",
                "Its tilesets, one in each tile matrix set.",
                [.. tile, "crs", "f"],
                RouteDescriptions.Json,
                RouteDescriptions.Html
            ),
            Get(
                "/tiles/{tileMatrixSet}",
                "One tileset, with the tiles that it has.",
                [.. tile, "minzoom", "maxzoom", "f"],
                RouteDescriptions.Json,
                RouteDescriptions.Html
            ),
            Get("/tiles/{tileMatrixSet}/{z}/{x}/{y}", "A map tile of the files that lie there.", tile, [.. pictures]) with
            {
                Paths =
                [
                    $"{family}/tiles/{{tileMatrixSetId}}/{{z}}/{{x}}/{{y}}",
                    $"{family}/tiles/{{tileMatrixSetId}}/{{z}}/{{x}}/{{y}}.{{format}}",
                ],
            },
            Get("/{tileMatrixSet}/tilejson.json", "TileJSON 3.0, for map clients.", tileJson, RouteDescriptions.Json),
            Get(
                "/WMTSCapabilities.xml",
                "Capabilities of a RESTful WMTS 1.0.",
                [.. tile, "tile_format", "use_epsg", "zooms"],
                RouteDescriptions.Xml
            ),
            Get(
                "/{tileMatrixSet}/WMTSCapabilities.xml",
                "Capabilities of a RESTful WMTS 1.0, in one tile matrix set.",
                [.. tile, "tile_format", "use_epsg", "zooms", "minzoom", "maxzoom"],
                RouteDescriptions.Xml
            ),
            Get("/{tileMatrixSet}/map.html", "A page with a map of the tiles.", tileJson, RouteDescriptions.Html),
            Get("/tiles/{tileMatrixSet}/{z}/{x}/{y}/assets", "The files of a tile.", named, RouteDescriptions.Json),
            Get("/point/{coordinates}/assets", "The files of a point.", listed, RouteDescriptions.Json) with
            {
                Paths = [$"{family}/point/{{lon}},{{lat}}/assets"],
            },
            Get("/bbox/{coordinates}/assets", "The files of a box.", listed, RouteDescriptions.Json) with
            {
                Paths = [$"{family}/bbox/{{minx}},{{miny}},{{maxx}},{{maxy}}/assets"],
            },
            Get(
                "/{tileMatrixSet}/{z}/{x}/{y}/assets",
                "The files of a tile, as TiTiler before 0.20 had it.",
                named,
                RouteDescriptions.Json
            ) with
            {
                IsDeprecated = true,
            },
            Get(
                "/{coordinates}/assets",
                "The files of a point or a box, as TiTiler before 0.20 had it.",
                listed,
                RouteDescriptions.Json
            ) with
            {
                Paths = [$"{family}/{{lon}},{{lat}}/assets", $"{family}/{{minx}},{{miny}},{{maxx}},{{maxy}}/assets"],
                IsDeprecated = true,
            },
            Get(
                "/point/{coordinates}",
                "The values of a point in each file that has it.",
                [.. listed, .. ParameterGroups.Values],
                RouteDescriptions.Json
            ) with
            {
                Paths = [$"{family}/point/{{lon}},{{lat}}"],
            },
            Get("/bbox/{bounds}", "A part of it.", [.. placed, .. ParameterGroups.Sized], [.. pictures]) with
            {
                Paths = [$"{family}/bbox/{{minx}},{{miny}},{{maxx}},{{maxy}}.{{format}}"],
            },
            Get("/bbox/{bounds}/{size}", "A part of it, in a size.", placed, [.. pictures]) with
            {
                Paths = [$"{family}/bbox/{{minx}},{{miny}},{{maxx}},{{maxy}}/{{width}}x{{height}}.{{format}}"],
            },
            Get(
                "/map",
                "A part of it, as OGC API Maps asks for it.",
                [.. drawn, "bbox", "bbox-crs", "map-crs", "width", "height", "map-f"],
                [.. pictures]
            ),
            Post(
                "/statistics",
                "Statistics of the values inside GeoJSON areas.",
                [
                    .. listed,
                    .. ParameterGroups.Values,
                    .. ParameterGroups.Sized,
                    "pixel_selection",
                    .. ParameterGroups.Counted,
                    "dst_crs",
                    "cover_scale",
                ],
                "A GeoJSON Feature or FeatureCollection.",
                RouteDescriptions.GeoJson
            ),
            Post(
                "/feature",
                "The area of a GeoJSON feature, masked outside.",
                [.. placed, .. ParameterGroups.Sized],
                PictureRouteDescriptions.AreaBody,
                [.. pictures]
            ),
            Post(
                "/feature.{format}",
                "The area of a GeoJSON feature, in a format.",
                [.. placed, .. ParameterGroups.Sized],
                PictureRouteDescriptions.AreaBody,
                [.. pictures]
            ),
            Post(
                "/feature/{size}",
                "The area of a GeoJSON feature, in a size.",
                placed,
                PictureRouteDescriptions.AreaBody,
                [.. pictures]
            ) with
            {
                Paths = [$"{family}/feature/{{width}}x{{height}}.{{format}}"],
            },
        ];

        RouteDescription Get(string route, string summary, string[] parameters, params string[] types) =>
            new("GET", family + route, Mosaics, summary) { Parameters = parameters, MediaTypes = types };

        RouteDescription Post(string route, string summary, string[] parameters, string body, params string[] types) =>
            new("POST", family + route, Mosaics, summary)
            {
                Parameters = parameters,
                MediaTypes = types,
                Body = body,
            };
    }
}
