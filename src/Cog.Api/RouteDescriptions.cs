using Cog.Api.Pages;

namespace Cog.Api;

/// <summary>
/// What every route of <see cref="Routes"/> is for, and which parameters it takes: <c>/api</c> is made of this. A test fails for a route
/// that has no description here.
/// </summary>
internal static class RouteDescriptions
{
    private const string Metadata = "Metadata",
        Tiles = "Tiles",
        Pictures = "Pictures and values",
        Validation = "Validation",
        Service = "Service";

    private const string Json = "application/json",
        GeoJson = "application/geo+json",
        Html = "text/html",
        Xml = "application/xml",
        NumPy = "application/x-binary";

    private static readonly string[] s_pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/tiff; application=geotiff", NumPy];

    // Parameters that go together, by the names in ParameterDescriptions.
    private static readonly string[] s_file = ["url", "request_payer"];
    private static readonly string[] s_values = ["bidx", "expression", "nodata", "unscale", "resampling"];
    private const string Area = "A GeoJSON Feature with a Polygon or a MultiPolygon.";

    private static readonly string[] s_drawn =
    [
        .. s_file,
        .. s_values,
        "reproject",
        "rescale",
        "color_formula",
        "colormap_name",
        "colormap",
        "return_mask",
        "algorithm",
        "algorithm_params",
    ];
    private static readonly string[] s_tile = [.. s_drawn, "buffer", "padding", "tilesize"];
    private static readonly string[] s_tileJson = [.. s_tile, "tile_format", "tile_scale", "minzoom", "maxzoom"];
    private static readonly string[] s_sized = ["max_size", "width", "height"];
    private static readonly string[] s_placed = [.. s_drawn, "coord_crs", "dst_crs"];
    private static readonly string[] s_counted =
    [
        .. s_file,
        .. s_values,
        .. s_sized,
        "algorithm",
        "algorithm_params",
        "categorical",
        "c",
        "p",
        "histogram_bins",
        "histogram_range",
    ];

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<RouteDescription> All { get; } =
    [
        .. OfMetadata(),
        .. OfTiles(),
        .. OfPictures(),
        new("GET", "/cog/validate", Validation, "Whether a file is a Cloud Optimized GeoTIFF, and can be read here.")
        {
            Parameters = [.. s_file, "strict", "profile", "full", "decode"],
            MediaTypes = [Json],
        },
        .. OfService(),
    ];

    private static RouteDescription[] OfMetadata() =>
        [
            new("GET", "/cog/info", Metadata, "A file's metadata, from its header alone.")
            {
                Parameters = [.. s_file, "ifd"],
                MediaTypes = [Json],
            },
            new("GET", "/cog/info.geojson", Metadata, "A file's metadata as a GeoJSON feature.")
            {
                Parameters = [.. s_file, "crs"],
                MediaTypes = [GeoJson],
            },
            new("GET", "/cog/bounds", Metadata, "A file's box, as TiTiler before 0.25 had it.")
            {
                Parameters = [.. s_file, "crs"],
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
                Parameters = s_tile,
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/tiles/{z}/{x}/{y}", Tiles, "A map tile, as TiTiler before 0.19 had it.")
            {
                Paths = ["/cog/tiles/{z}/{x}/{y}", "/cog/tiles/{z}/{x}/{y}.{format}"],
                Parameters = [.. s_tile, "TileMatrixSetId"],
                MediaTypes = s_pictureTypes,
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

    private static RouteDescription[] OfPictures() =>
        [
            new("GET", "/cog/point/{coordinates}", Pictures, "The values of one pixel.")
            {
                Paths = ["/cog/point/{lon},{lat}"],
                Parameters = [.. s_file, .. s_values, "coord_crs"],
                MediaTypes = [Json],
            },
            new("GET", "/cog/preview", Pictures, "All of a file, small.")
            {
                Parameters = [.. s_drawn, .. s_sized, "dst_crs"],
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/preview.{format}", Pictures, "All of a file, small, in a format.")
            {
                Parameters = [.. s_drawn, .. s_sized, "dst_crs"],
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/preview/{size}", Pictures, "All of a file, in a size.")
            {
                Paths = ["/cog/preview/{width}x{height}.{format}"],
                Parameters = [.. s_drawn, "dst_crs"],
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/bbox/{bounds}", Pictures, "A part of a file.")
            {
                Paths = ["/cog/bbox/{minx},{miny},{maxx},{maxy}.{format}"],
                Parameters = [.. s_placed, .. s_sized],
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/bbox/{bounds}/{size}", Pictures, "A part of a file, in a size.")
            {
                Paths = ["/cog/bbox/{minx},{miny},{maxx},{maxy}/{width}x{height}.{format}"],
                Parameters = s_placed,
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/crop/{bounds}", Pictures, "A part of a file, as TiTiler before 0.15 had it.")
            {
                Paths = ["/cog/crop/{minx},{miny},{maxx},{maxy}.{format}"],
                Parameters = [.. s_placed, .. s_sized],
                MediaTypes = s_pictureTypes,
                IsDeprecated = true,
            },
            new("GET", "/cog/crop/{bounds}/{size}", Pictures, "A part of a file in a size, as TiTiler before 0.15 had it.")
            {
                Paths = ["/cog/crop/{minx},{miny},{maxx},{maxy}/{width}x{height}.{format}"],
                Parameters = s_placed,
                MediaTypes = s_pictureTypes,
                IsDeprecated = true,
            },
            new("POST", "/cog/feature", Pictures, "The area of a GeoJSON feature, masked outside.")
            {
                Parameters = [.. s_placed, .. s_sized],
                MediaTypes = s_pictureTypes,
                Body = Area,
            },
            new("POST", "/cog/feature.{format}", Pictures, "The area of a GeoJSON feature, in a format.")
            {
                Parameters = [.. s_placed, .. s_sized],
                MediaTypes = s_pictureTypes,
                Body = Area,
            },
            new("POST", "/cog/feature/{size}", Pictures, "The area of a GeoJSON feature, in a size.")
            {
                Paths = ["/cog/feature/{width}x{height}.{format}"],
                Parameters = s_placed,
                MediaTypes = s_pictureTypes,
                Body = Area,
            },
            new("POST", "/cog/crop", Pictures, "The area of a GeoJSON feature, as TiTiler before 0.15 had it.")
            {
                Parameters = [.. s_placed, .. s_sized],
                MediaTypes = s_pictureTypes,
                Body = Area,
                IsDeprecated = true,
            },
            new("POST", "/cog/crop.{format}", Pictures, "The area of a GeoJSON feature in a format, as TiTiler before 0.15 had it.")
            {
                Parameters = [.. s_placed, .. s_sized],
                MediaTypes = s_pictureTypes,
                Body = Area,
                IsDeprecated = true,
            },
            new("POST", "/cog/crop/{size}", Pictures, "The area of a GeoJSON feature in a size, as TiTiler before 0.15 had it.")
            {
                Paths = ["/cog/crop/{width}x{height}.{format}"],
                Parameters = s_placed,
                MediaTypes = s_pictureTypes,
                Body = Area,
                IsDeprecated = true,
            },
            new("GET", "/cog/map", Pictures, "A part of a file, as OGC API Maps asks for it.")
            {
                Parameters = [.. s_drawn, "bbox", "bbox-crs", "map-crs", "width", "height", "map-f"],
                MediaTypes = s_pictureTypes,
            },
            new("GET", "/cog/statistics", Pictures, "Statistics of a file's values, computed on a preview.")
            {
                Parameters = s_counted,
                MediaTypes = [Json],
            },
            new("POST", "/cog/statistics", Pictures, "Statistics of the values inside GeoJSON areas.")
            {
                Parameters = [.. s_counted, "coord_crs", "dst_crs", "cover_scale"],
                MediaTypes = [GeoJson],
                Body = "A GeoJSON Feature or FeatureCollection.",
            },
            new("GET", "/cog/stac", Pictures, "An Item of STAC that describes a file.")
            {
                Parameters =
                [
                    .. s_file,
                    "datetime",
                    "extensions",
                    "collection",
                    "collection_url",
                    "id",
                    "asset_name",
                    "asset_roles",
                    "asset_media_type",
                    "asset_href",
                    "with_proj",
                    "with_raster",
                    "with_eo",
                    "max_size",
                    "geometry_densify",
                    "geometry_precision",
                ],
                MediaTypes = [Json],
            },
            new("GET", "/colorMaps", Pictures, "The colour maps that pictures can have.") { MediaTypes = [Json] },
            new("GET", "/colorMaps/{colorMapId}", Pictures, "A colour map, as JSON or as a strip of its colours.")
            {
                Parameters = ["colormap-f", "orientation", "width", "height"],
                MediaTypes = [Json, .. s_pictureTypes],
            },
            new("GET", "/algorithms", Pictures, "The algorithms that pictures can be made by, with their parameters.")
            {
                MediaTypes = [Json],
            },
            new("GET", "/algorithms/{algorithm}", Pictures, "An algorithm and its parameters.")
            {
                Paths = ["/algorithms/{algorithmId}"],
                MediaTypes = [Json],
            },
            new("GET", "/cog/block/{ifd}/{x}/{y}.npy", Pictures, "One block, samples as stored.")
            {
                Parameters = s_file,
                MediaTypes = [NumPy],
            },
            new("GET", "/cog/level/{level}.npy", Pictures, "One level, the image or an overview, samples as stored.")
            {
                Parameters = s_file,
                MediaTypes = [NumPy],
            },
            new("GET", "/cog/level/{level}/mask.npy", Pictures, "The mask of a level.") { Parameters = s_file, MediaTypes = [NumPy] },
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
