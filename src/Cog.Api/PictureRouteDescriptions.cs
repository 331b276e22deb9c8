using Cog.Api.Pages;

namespace Cog.Api;

/// <summary>What the routes of pictures and values are for: see <see cref="RouteDescriptions"/>.</summary>
internal static class PictureRouteDescriptions
{
    /// <summary>What is sent for the area of a feature.</summary>
    public const string AreaBody = "A GeoJSON Feature with a Polygon or a MultiPolygon.";

    private const string Pictures = RouteDescriptions.Pictures;

    /// <summary>What a picture can be.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } =
    ["image/png", "image/jpeg", "image/webp", "image/tiff; application=geotiff", RouteDescriptions.NumPy];

    private static readonly string[] s_placed = [.. ParameterGroups.Drawn, "coord_crs", "dst_crs"];
    private static readonly string[] s_placedAndSized = [.. s_placed, .. ParameterGroups.Sized];
    private static readonly string[] s_preview = [.. ParameterGroups.Drawn, .. ParameterGroups.Sized, "dst_crs"];
    private static readonly string[] s_counted =
    [
        .. ParameterGroups.File,
        .. ParameterGroups.Values,
        .. ParameterGroups.Sized,
        .. ParameterGroups.Counted,
    ];

    private static RouteDescription Picture(string route, string summary, string[] parameters) =>
        new("GET", route, Pictures, summary) { Parameters = parameters, MediaTypes = MediaTypes };

    private static RouteDescription Area(string route, string summary, string[] parameters) =>
        new("POST", route, Pictures, summary)
        {
            Parameters = parameters,
            MediaTypes = MediaTypes,
            Body = AreaBody,
        };

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<RouteDescription> All { get; } =
    [
        new("GET", "/cog/point/{coordinates}", Pictures, "The values of one pixel.")
        {
            Paths = ["/cog/point/{lon},{lat}"],
            Parameters = [.. ParameterGroups.File, .. ParameterGroups.Values, "coord_crs"],
            MediaTypes = [RouteDescriptions.Json],
        },
        Picture("/cog/preview", "All of a file, small.", s_preview),
        Picture("/cog/preview.{format}", "All of a file, small, in a format.", s_preview),
        Picture("/cog/preview/{size}", "All of a file, in a size.", [.. ParameterGroups.Drawn, "dst_crs"]) with
        {
            Paths = ["/cog/preview/{width}x{height}.{format}"],
        },
        Picture("/cog/bbox/{bounds}", "A part of a file.", s_placedAndSized) with
        {
            Paths = ["/cog/bbox/{minx},{miny},{maxx},{maxy}.{format}"],
        },
        Picture("/cog/bbox/{bounds}/{size}", "A part of a file, in a size.", s_placed) with
        {
            Paths = ["/cog/bbox/{minx},{miny},{maxx},{maxy}/{width}x{height}.{format}"],
        },
        Picture("/cog/crop/{bounds}", "A part of a file, as TiTiler before 0.15 had it.", s_placedAndSized) with
        {
            Paths = ["/cog/crop/{minx},{miny},{maxx},{maxy}.{format}"],
            IsDeprecated = true,
        },
        Picture("/cog/crop/{bounds}/{size}", "A part of a file in a size, as TiTiler before 0.15 had it.", s_placed) with
        {
            Paths = ["/cog/crop/{minx},{miny},{maxx},{maxy}/{width}x{height}.{format}"],
            IsDeprecated = true,
        },
        Area("/cog/feature", "The area of a GeoJSON feature, masked outside.", s_placedAndSized),
        Area("/cog/feature.{format}", "The area of a GeoJSON feature, in a format.", s_placedAndSized),
        Area("/cog/feature/{size}", "The area of a GeoJSON feature, in a size.", s_placed) with
        {
            Paths = ["/cog/feature/{width}x{height}.{format}"],
        },
        Area("/cog/crop", "The area of a GeoJSON feature, as TiTiler before 0.15 had it.", s_placedAndSized) with
        {
            IsDeprecated = true,
        },
        Area("/cog/crop.{format}", "The area of a GeoJSON feature in a format, as TiTiler before 0.15 had it.", s_placedAndSized) with
        {
            IsDeprecated = true,
        },
        Area("/cog/crop/{size}", "The area of a GeoJSON feature in a size, as TiTiler before 0.15 had it.", s_placed) with
        {
            Paths = ["/cog/crop/{width}x{height}.{format}"],
            IsDeprecated = true,
        },
        Picture(
            "/cog/map",
            "A part of a file, as OGC API Maps asks for it.",
            [.. ParameterGroups.Drawn, "bbox", "bbox-crs", "map-crs", "width", "height", "map-f"]
        ),
        new("GET", "/cog/statistics", Pictures, "Statistics of a file's values, computed on a preview.")
        {
            Parameters = s_counted,
            MediaTypes = [RouteDescriptions.Json],
        },
        new("POST", "/cog/statistics", Pictures, "Statistics of the values inside GeoJSON areas.")
        {
            Parameters = [.. s_counted, "coord_crs", "dst_crs", "cover_scale"],
            MediaTypes = [RouteDescriptions.GeoJson],
            Body = "A GeoJSON Feature or FeatureCollection.",
        },
        new("GET", "/cog/stac", Pictures, "An Item of STAC that describes a file.")
        {
            Parameters =
            [
                .. ParameterGroups.File,
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
                "with_file",
                "max_size",
                "geometry_densify",
                "geometry_precision",
            ],
            MediaTypes = [RouteDescriptions.Json],
        },
        new("GET", "/colorMaps", Pictures, "The colour maps that pictures can have.")
        {
            Parameters = ["f"],
            MediaTypes = [RouteDescriptions.Json, RouteDescriptions.Html],
        },
        new("GET", "/colorMaps/{colorMapId}", Pictures, "A colour map, as JSON or as a strip of its colours.")
        {
            Parameters = ["colormap-f", "orientation", "width", "height"],
            MediaTypes = [RouteDescriptions.Json, RouteDescriptions.Html, .. MediaTypes],
        },
        new("GET", "/algorithms", Pictures, "The algorithms that pictures can be made by, with their parameters.")
        {
            Parameters = ["f"],
            MediaTypes = [RouteDescriptions.Json, RouteDescriptions.Html],
        },
        new("GET", "/algorithms/{algorithm}", Pictures, "An algorithm and its parameters.")
        {
            Paths = ["/algorithms/{algorithmId}"],
            Parameters = ["f"],
            MediaTypes = [RouteDescriptions.Json, RouteDescriptions.Html],
        },
        new(
            "GET",
            "/cog/layout",
            Pictures,
            "Which bytes of a file are its header, image, overviews and masks, and how each is cut into blocks."
        )
        {
            Parameters = ParameterGroups.File,
            MediaTypes = [RouteDescriptions.Json],
        },
        new("GET", "/cog/blocks", Pictures, "The blocks that a picture of a box is made of: where each lies, and where it is in the file.")
        {
            Parameters = [.. ParameterGroups.File, "seen-bbox", "coord_crs", "width", "height", "resampling"],
            MediaTypes = [RouteDescriptions.GeoJson],
        },
        new("GET", "/cog/block/{ifd}/{x}/{y}.npy", Pictures, "One block, samples as stored.")
        {
            Parameters = ParameterGroups.File,
            MediaTypes = [RouteDescriptions.NumPy],
        },
        new("GET", "/cog/level/{level}.npy", Pictures, "One level, the image or an overview, samples as stored.")
        {
            Parameters = ParameterGroups.File,
            MediaTypes = [RouteDescriptions.NumPy],
        },
        new("GET", "/cog/level/{level}/mask.npy", Pictures, "The mask of a level.")
        {
            Parameters = ParameterGroups.File,
            MediaTypes = [RouteDescriptions.NumPy],
        },
    ];
}
