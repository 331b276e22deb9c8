using Cog.Api.Pages;

namespace Cog.Api;

/// <summary>What routes about items of STAC are for: what holds of one file holds of the assets of an item, but for their bands.</summary>
internal static class ItemRouteDescriptions
{
    private const string Items = "STAC",
        OfFile = "/cog/",
        OfItem = "/stac/";

    private static readonly string[] s_assets = ["assets", "asset_as_band", "asset_bidx", "asset_expression"];

    // Those of a file that an item has, too; the others are about its blocks, or kept for older clients.
    private static readonly HashSet<string> s_same =
    [
        "info",
        "info.geojson",
        "tiles",
        "tiles/{tileMatrixSet}",
        "tiles/{tileMatrixSet}/{z}/{x}/{y}",
        "{tileMatrixSet}/tilejson.json",
        "{tileMatrixSet}/map.html",
        "WMTSCapabilities.xml",
        "{tileMatrixSet}/WMTSCapabilities.xml",
        "point/{coordinates}",
        "preview",
        "preview.{format}",
        "preview/{size}",
        "bbox/{bounds}",
        "bbox/{bounds}/{size}",
        "feature",
        "feature.{format}",
        "feature/{size}",
        "map",
        "statistics",
    ];

    /// <summary>All of them, in the order of the document.</summary>
    /// <param name="files">Those of files.</param>
    public static IEnumerable<RouteDescription> Of(IReadOnlyList<RouteDescription> files) =>
        [
            new("GET", "/stac/assets", Items, "The names of an item's assets that can be read here.")
            {
                Parameters = ParameterGroups.File,
                MediaTypes = ["application/json"],
            },
            new("GET", "/stac/renders", Items, "How an item wants to be looked at: its renders, with links to their maps.")
            {
                Parameters = ParameterGroups.File,
                MediaTypes = ["application/json"],
            },
            new("GET", "/stac/renders/{renderId}", Items, "One render of an item.")
            {
                Parameters = ParameterGroups.File,
                MediaTypes = ["application/json"],
            },
            new("GET", "/stac/asset_statistics", Items, "Statistics of each asset's values, computed on a preview of each.")
            {
                Parameters =
                [
                    .. files
                        .Single(one => one is { Method: "GET", Route: "/cog/statistics" })
                        .Parameters.Where(name => name is not ("bidx" or "expression" or "algorithm" or "algorithm_params")),
                    .. s_assets,
                ],
                MediaTypes = ["application/json"],
            },
            .. files
                .Where(one => one.Route.StartsWith(OfFile, StringComparison.Ordinal) && s_same.Contains(one.Route[OfFile.Length..]))
                .Select(one =>
                    one with
                    {
                        Route = Renamed(one.Route),
                        Tag = Items,
                        Summary = one
                            .Summary.Replace("A file's", "An item's", StringComparison.Ordinal)
                            .Replace("a file's", "an item's", StringComparison.Ordinal)
                            .Replace("a file", "an item", StringComparison.Ordinal)
                            .Replace("from its header", "from its assets' headers", StringComparison.Ordinal),
                        Paths = [.. one.Paths.Select(Renamed)],
                        Parameters = [.. one.Parameters.Where(name => name is not ("bidx" or "ifd")), .. s_assets],
                    }
                ),
        ];

    private static string Renamed(string path) => OfItem + path[OfFile.Length..];
}
