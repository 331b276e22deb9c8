using Cog.Api.Pages;

namespace Cog.Api;

/// <summary>
/// What every route of <see cref="Routes"/> is for, and which parameters it takes: <c>/api</c> is made of this. A test fails for a route
/// that has no description here.
/// </summary>
internal static class RouteDescriptions
{
    internal const string Metadata = "Metadata",
        Tiles = "Tiles",
        Pictures = "Pictures and values",
        Validation = "Validation",
        Service = "Service";

    internal const string Json = "application/json",
        GeoJson = "application/geo+json",
        Html = "text/html",
        Xml = "application/xml",
        NumPy = "application/x-binary";

    private static readonly string[] s_tile = [.. ParameterGroups.Drawn, "buffer", "padding", "tilesize"];
    private static readonly string[] s_tileJson = [.. s_tile, "tile_format", "tile_scale", "minzoom", "maxzoom"];

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<RouteDescription> All { get; } =
    [
        .. OfMetadata(),
        .. OfTiles(),
        .. PictureRouteDescriptions.All,
        .. ItemRouteDescriptions.Of([.. OfMetadata(), .. OfTiles(), .. PictureRouteDescriptions.All]),
        .. MosaicRouteDescriptions.All,
        new("GET", "/cog/validate", Validation, "Whether a file is a Cloud Optimized GeoTIFF, and can be read here.")
        {
            Parameters = [.. ParameterGroups.File, "strict", "profile", "full", "decode"],
            MediaTypes = [Json],
        },
        .. OfService(),
    ];

    private static RouteDescription[] OfMetadata() =>
        [
            new("GET", "/cog/info", Metadata, "A file's metadata, from its header alone.")
            {
                Parameters = [.. ParameterGroups.File, "ifd", "compat"],
                MediaTypes = [Json],
            },
            new("GET", "/cog/info.geojson", Metadata, "A file's metadata as a GeoJSON feature.")
            {
                Parameters = [.. ParameterGroups.File, "crs"],
                MediaTypes = [GeoJson],
            },
            new("GET", "/cog/bounds", Metadata, "A file's box, as TiTiler before 0.25 had it.")
            {
                Parameters = [.. ParameterGroups.File, "crs"],
                MediaTypes = [Json],
                IsDeprecated = true,
            },
            new("GET", "/cog/metadata", Metadata, "Gone since TiTiler 0.4 (410): /cog/info and /cog/statistics have what it had.")
            {
                MediaTypes = [Json],
                IsDeprecated = true,
            },
        ];

    private static RouteDescription[] OfTiles() =>
        [
            new("GET", "/cog/tiles", Tiles, "The tilesets of a file, one in each tile matrix set (OGC API Tiles).")
            {
                Parameters = [.. s_tile, "crs", "f"],
                MediaTypes = [Json, Html],
            },
            new("GET", "/cog/tiles/{tileMatrixSet}", Tiles, "One tileset, with the tiles that it has.")
            {
                Parameters = [.. s_tile, "minzoom", "maxzoom", "f"],
                MediaTypes = [Json, Html],
            },
            new("GET", "/cog/tiles/{tileMatrixSet}/{z}/{x}/{y}", Tiles, "A map tile.")
            {
                Paths = ["/cog/tiles/{tileMatrixSetId}/{z}/{x}/{y}", "/cog/tiles/{tileMatrixSetId}/{z}/{x}/{y}.{format}"],
                Parameters = [.. s_tile, "outside"],
                MediaTypes = PictureRouteDescriptions.MediaTypes,
            },
            new("GET", "/cog/tiles/{z}/{x}/{y}", Tiles, "A map tile, as TiTiler before 0.19 had it.")
            {
                Paths = ["/cog/tiles/{z}/{x}/{y}", "/cog/tiles/{z}/{x}/{y}.{format}"],
                Parameters = [.. s_tile, "TileMatrixSetId"],
                MediaTypes = PictureRouteDescriptions.MediaTypes,
                IsDeprecated = true,
            },
            new("GET", "/cog/{tileMatrixSet}/tilejson.json", Tiles, "TileJSON 3.0, for map clients.")
            {
                Parameters = s_tileJson,
                MediaTypes = [Json],
            },
            new("GET", "/cog/tilejson.json", Tiles, "TileJSON, as TiTiler before 0.19 had it.")
            {
                Parameters = [.. s_tileJson, "TileMatrixSetId"],
                MediaTypes = [Json],
                IsDeprecated = true,
            },
            new("GET", "/cog/WMTSCapabilities.xml", Tiles, "Capabilities of a RESTful WMTS 1.0, in every tile matrix set.")
            {
                Parameters = [.. s_tile, "tile_format", "use_epsg", "zooms"],
                MediaTypes = [Xml],
            },
            new("GET", "/cog/{tileMatrixSet}/WMTSCapabilities.xml", Tiles, "Capabilities of a RESTful WMTS 1.0, in one tile matrix set.")
            {
                Parameters = [.. s_tile, "tile_format", "use_epsg", "zooms", "minzoom", "maxzoom"],
                MediaTypes = [Xml],
            },
            new("GET", "/cog/{tileMatrixSet}/map.html", Tiles, "A page with a map of the tiles.")
            {
                Parameters = s_tileJson,
                MediaTypes = [Html],
            },
            new("GET", "/cog/{tileMatrixSet}/map", Tiles, "The same page, as TiTiler before 0.22 had it.")
            {
                Parameters = s_tileJson,
                MediaTypes = [Html],
                IsDeprecated = true,
            },
            new("GET", "/cog/viewer", Tiles, "A page with a map, with a choice of styles, and with what the tiles cost.")
            {
                Parameters = ["optional-url"],
                MediaTypes = [Html],
            },
            new("GET", "/cog/viewer/{name}", Tiles, "A script or a style of the pages with a map.")
            {
                MediaTypes = ["text/javascript", "text/css"],
            },
            new("GET", "/tileMatrixSets", Tiles, "The tile matrix sets that tiles can be asked in.")
            {
                Parameters = ["f"],
                MediaTypes = [Json, Html],
            },
            new("GET", "/tileMatrixSets/{tileMatrixSet}", Tiles, "The definition of a tile matrix set; url for that of a file's own grid.")
            {
                Parameters = ["f", "optional-url"],
                MediaTypes = [Json, Html],
            },
        ];

    private static RouteDescription[] OfService() =>
        [
            new("GET", "/", Service, "Where everything is.") { Parameters = ["f"], MediaTypes = [Json, Html] },
            new("GET", "/conformance", Service, "Which classes of OGC API are followed.") { Parameters = ["f"], MediaTypes = [Json, Html] },
            new("GET", "/api", Service, "This document.") { MediaTypes = [OpenApiEndpoint.MediaType] },
            new("GET", "/api.html", Service, "This document as a page.") { MediaTypes = [Html] },
            new("GET", "/healthz", Service, "Versions of what is running. Never cached.") { MediaTypes = [Json] },
        ];
}
