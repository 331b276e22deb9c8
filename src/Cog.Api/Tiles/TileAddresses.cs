using Microsoft.AspNetCore.Http.Extensions;

namespace Cog.Api.Tiles;

/// <summary>Absolute addresses on this server; the parameters that are not this document's own go on to them.</summary>
internal sealed class TileAddresses
{
    private readonly string _root;
    private readonly string _family;
    private readonly KeyValuePair<string, string>[] _parameters;
    private readonly string _file;

    /// <param name="query">The parameters, of a request that says where this server is.</param>
    /// <param name="notForwarded">Those that say something about this document, not about tiles.</param>
    public TileAddresses(RequestQuery query, params IReadOnlyList<string> notForwarded)
    {
        HttpRequest request = query.Request;
        _root = ServerRoot.Of(request);
        _family = ServerRoot.FamilyOf(request);
        Self = $"{_root}{request.Path}{request.QueryString}";
        _parameters =
        [
            .. query
                .Everything.Where(parameter => !notForwarded.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)),
        ];
        _file = query.Text("url") is { } url ? new QueryBuilder { { "url", url } }.ToString() : "";
    }

    /// <summary>The address that was asked for, with its query as it came.</summary>
    public string Self { get; }

    /// <summary>The first page of this server.</summary>
    public string Home => $"{_root}/";

    /// <summary>The metadata of a tileset.</summary>
    public string TileSet(string set) => $"{TileSetAlone(set)}{new QueryBuilder(_parameters)}";

    /// <summary>The same without its parameters, as TiTiler has it in the tileset itself.</summary>
    public string TileSetAlone(string set) => $"{_family}/tiles/{set}";

    /// <summary>All tilesets of the file.</summary>
    public string TileSets => $"{_family}/tiles{new QueryBuilder(_parameters)}";

    /// <summary>A page with a map.</summary>
    public string Map(string set) => $"{_family}/{set}/map.html{new QueryBuilder(_parameters)}";

    /// <summary>The values of a place, with <c>{lon}</c> and <c>{lat}</c>.</summary>
    public string Points => $"{_family}/point/{{lon}},{{lat}}{new QueryBuilder(_parameters)}";

    /// <summary>What map clients start from.</summary>
    public string TileJson(string set) => $"{_family}/{set}/tilejson.json{new QueryBuilder(_parameters)}";

    /// <summary>What WMTS clients start from.</summary>
    public string Wmts(string set) => $"{_family}/{set}/WMTSCapabilities.xml{new QueryBuilder(_parameters)}";

    /// <summary>Tiles, with <c>{z}/{x}/{y}</c> percent-encoded, as TiTiler has them in tilesets.</summary>
    public string EncodedTiles(string set) => $"{_family}/tiles/{set}/%7Bz%7D/%7Bx%7D/%7By%7D{new QueryBuilder(_parameters)}";

    /// <summary>Tiles, with <c>{z}/{x}/{y}</c>.</summary>
    /// <param name="set">The tile matrix set.</param>
    /// <param name="extension">A format with its dot, or empty.</param>
    /// <param name="more">Further parameters.</param>
    public string Tiles(string set, string extension = "", params ReadOnlySpan<(string Name, string Value)> more)
    {
        var parameters = new QueryBuilder(_parameters);
        foreach ((string name, string value) in more)
        {
            parameters.Add(name, value);
        }

        return $"{_family}/tiles/{set}/{{z}}/{{x}}/{{y}}{extension}{parameters}";
    }

    /// <summary>Tiles, with the variables that WMTS has for <c>{z}/{x}/{y}</c> (OGC 07-057r7 section 10.2.1).</summary>
    /// <param name="set">The tile matrix set.</param>
    /// <param name="extension">A format with its dot.</param>
    /// <param name="instead">Parameters in the place of this document's; null for those.</param>
    public string WmtsTiles(string set, string extension, IReadOnlyList<KeyValuePair<string, string>>? instead = null) =>
        $"{_family}/tiles/{set}/{{TileMatrix}}/{{TileCol}}/{{TileRow}}{extension}"
        + (instead is null ? new QueryBuilder(_parameters).ToString() : _file + new QueryBuilder(instead).ToString().Replace('?', '&'));

    /// <summary>The definition of a set; that of a file's own grid depends on the file.</summary>
    public string Definition(string set) => $"{_root}/tileMatrixSets/{set}{(TileMatrixSets.IsNativeGrid(set) ? _file : "")}";
}
