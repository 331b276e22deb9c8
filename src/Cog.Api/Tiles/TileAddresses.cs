using Cog.Hosting.Http;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Cog.Api.Tiles;

/// <summary>Absolute addresses on this server; the parameters that are not this document's own go on to them.</summary>
internal sealed class TileAddresses
{
    private readonly string _root;
    private readonly KeyValuePair<string, string>[] _parameters;
    private readonly string _file;

    /// <param name="request">Says where this server is.</param>
    /// <param name="query">The parameters.</param>
    /// <param name="notForwarded">Those that say something about this document, not about tiles.</param>
    public TileAddresses(HttpRequest request, RequestQuery query, params IReadOnlyList<string> notForwarded)
    {
        _root = $"{request.Scheme}://{request.Host}{request.PathBase}";
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

    /// <summary>The metadata of a tileset.</summary>
    public string TileSet(string set) => $"{_root}/cog/tiles/{set}{new QueryBuilder(_parameters)}";

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

        return $"{_root}/cog/tiles/{set}/{{z}}/{{x}}/{{y}}{extension}{parameters}";
    }

    /// <summary>Tiles, with the variables that WMTS has for <c>{z}/{x}/{y}</c> (OGC 07-057r7 section 10.2.1).</summary>
    /// <param name="set">The tile matrix set.</param>
    /// <param name="extension">A format with its dot.</param>
    public string WmtsTiles(string set, string extension) =>
        $"{_root}/cog/tiles/{set}/{{TileMatrix}}/{{TileCol}}/{{TileRow}}{extension}{new QueryBuilder(_parameters)}";

    /// <summary>The definition of a set; that of a file's own grid depends on the file.</summary>
    public string Definition(string set) => $"{_root}/tileMatrixSets/{set}{(TileMatrixSets.IsNativeGrid(set) ? _file : "")}";
}
