using Cog.Api.Tiles;

namespace Cog.Api.Wmts;

/// <summary>A WMTS capabilities document, as asked for.</summary>
/// <param name="Query">The parameters, the file's address among them.</param>
/// <param name="Set">The one tile matrix set of the path; null for all of them.</param>
/// <param name="Addresses">Of this document and of tiles.</param>
/// <param name="Extension">Of the tiles, without its dot.</param>
/// <param name="Parameters">Those of the tiles, which refuse what a tile would refuse.</param>
internal sealed record WmtsRequest(
    RequestQuery Query,
    RequestedTileMatrixSet? Set,
    TileAddresses Addresses,
    string Extension,
    RenderParameters Parameters
)
{
    private const string AllSets = "*";

    // What is said of this document, and what WMTS clients say of theirs. Tiles have the size that the matrices state: no tilesize.
    private static readonly string[] s_own =
    [
        "tilematrixsetid",
        "tile_format",
        "tile-format",
        "use_epsg",
        "use-epsg",
        "zooms",
        "tilesize",
        "service",
        "request",
        "version",
        "acceptversions",
        "sections",
        "updatesequence",
        "acceptformats",
    ];

    /// <summary>Zoom levels by the name of a set, or <c>*</c>, instead of the file's own.</summary>
    public required IReadOnlyDictionary<string, ZoomRange> Zooms { get; init; }

    /// <summary><c>EPSG:3857</c> instead of a URI, which ArcMap does not read.</summary>
    public required bool UsesEpsg { get; init; }

    /// <summary>Media type of the tiles.</summary>
    public string MediaType => (ImageFormats.Parse(Extension) ?? ImageFormat.Png).MediaType();

    /// <summary>Reads path and query.</summary>
    /// <exception cref="BadHttpRequestException">Malformed.</exception>
    public static WmtsRequest Parse(RequestQuery query, TileMatrixSets sets)
    {
        bool hasSet = query.Segment("tileMatrixSet") is not null || query.Text("TileMatrixSetId") is not null;
        RequestedTileMatrixSet? set = hasSet ? RequestedTileMatrixSet.Parse(query, sets) : null;
        string extension = FormatParameter.Read(query, "tile_format") ?? "png";
        string[] own = hasSet ? [.. s_own, "minzoom", "maxzoom"] : s_own;
        return new(query, set, new(query, own), extension, TileParameters.Parse(query).Parameters)
        {
            Zooms = ZoomsOf(query, sets),
            UsesEpsg = query.Flag("use_epsg", absent: false),
        };
    }

    /// <summary>The levels of a set that the document says the file has.</summary>
    public ZoomRange ZoomsOf(TileMatrixSet set, MapLayer layer) =>
        Zooms.TryGetValue(set.Id, out ZoomRange zooms) || Zooms.TryGetValue(AllSets, out zooms) ? zooms
        : Set is null ? layer.ZoomsOf(set)
        : RequestedTileMatrixSet.ZoomsOf(Query, set, layer);

    // WebMercatorQuad::0,5, or *::0,5 for every set.
    private static Dictionary<string, ZoomRange> ZoomsOf(RequestQuery query, TileMatrixSets sets)
    {
        var zooms = new Dictionary<string, ZoomRange>(StringComparer.OrdinalIgnoreCase);
        foreach (string text in query.All("zooms"))
        {
            if (
                text.Split("::") is [var id, var range]
                && (id == AllSets || TileMatrixSets.IsNativeGrid(id) || sets.Find(id) is not null)
                && range.Split(',') is [var first, var last]
                && int.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int minZoom)
                && int.TryParse(last, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int maxZoom)
                && minZoom <= maxZoom
            )
            {
                zooms[id] = new(minZoom, maxZoom);
                continue;
            }

            query.Wrong("zooms", $"zooms is '{text}': expected a tile matrix set or *, and two levels, as in WebMercatorQuad::0,5.", 0);
        }

        return zooms;
    }
}
