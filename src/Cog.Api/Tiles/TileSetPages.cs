using Cog.Api.Html;

namespace Cog.Api.Tiles;

/// <summary>Tilesets and tile matrix sets for people.</summary>
internal static class TileSetPages
{
    private static readonly string[] s_matrixHeadings = ["Level", "Scale denominator", "Cell size", "Origin", "Tile", "Tiles"];

    /// <summary>The tilesets of a file.</summary>
    public static BufferedResponse List(string url, IReadOnlyList<TileMatrixSet> sets, TileSetBox box, TileAddresses addresses) =>
        HtmlPage.Of(
            "Tilesets",
            addresses.Home,
            Markup.Of(
                $"""
                <p class="code">{url}</p>
                <p class="quiet">{BoxText(box)}</p>
                {Markup.Table(["Tile matrix set", "CRS", "Tiles"], sets.Select(set => Row(set, addresses)))}
                """
            )
        );

    /// <summary>One tileset.</summary>
    public static BufferedResponse One(string url, TileMatrixSet set, TileSet tileSet, TileAddresses addresses) =>
        HtmlPage.Of(
            $"Tileset in {set.Id}",
            addresses.Home,
            Markup.Of(
                $"""
                <p class="code">{url}</p>
                <p class="quiet">{(tileSet.BoundingBox is { } box ? BoxText(box) : "")}</p>
                <p>{Links(set, addresses)} <a href="{AsPage(addresses.TileSets)}">All tilesets</a></p>
                <p>Tiles: <code>{addresses.Tiles(set.Id)}</code></p>
                {Markup.Table(["Level", "Rows", "Columns"], (tileSet.TileMatrixSetLimits ?? []).Select(LimitsRow))}
                """
            )
        );

    /// <summary>The tile matrix sets.</summary>
    public static BufferedResponse Sets(IEnumerable<TileMatrixSet> sets, TileAddresses addresses) =>
        HtmlPage.Of(
            "Tile matrix sets",
            addresses.Home,
            Markup.Of(
                $"""
                <p class="quiet">Besides these there is {TileMatrixSets.NativeGrid}, the grid that a file is stored in.</p>
                {Markup.Table(["Name", "Title", "CRS", "Levels"], sets.Select(set => SetRow(set, addresses)))}
                """
            )
        );

    /// <summary>The definition of a tile matrix set.</summary>
    public static BufferedResponse Definition(TileMatrixSet set, TileAddresses addresses) =>
        HtmlPage.Of(
            set.Id,
            addresses.Home,
            Markup.Of(
                $"""
                <p>{set.Title}</p>
                <p class="code quiet">{set.CrsName}</p>
                <p><a href="{AsJson(addresses.Definition(set.Id))}">JSON</a></p>
                {Markup.Table(s_matrixHeadings, TileMatrixSetDocument.Of(set).TileMatrices.Select(MatrixRow))}
                """
            )
        );

    private static Markup Row(TileMatrixSet set, TileAddresses addresses) =>
        Markup.Of(
            $"""
            <tr><td><a href="{AsPage(addresses.TileSet(set.Id))}">{set.Id}</a></td>
            <td class="code">{set.CrsName}</td><td>{Links(set, addresses)}</td></tr>
            """
        );

    private static Markup Links(TileMatrixSet set, TileAddresses addresses) =>
        Markup.Of(
            $"""
            <a href="{addresses.Map(set.Id)}">Map</a> <a href="{addresses.TileJson(set.Id)}">TileJSON</a>
            <a href="{addresses.Wmts(set.Id)}">WMTS</a> <a href="{AsJson(addresses.TileSet(set.Id))}">JSON</a>
            """
        );

    private static Markup LimitsRow(TileSetLimits limits) =>
        Markup.Of(
            $"""
            <tr><td>{limits.TileMatrix}</td><td>{limits.MinTileRow} – {limits.MaxTileRow}</td>
            <td>{limits.MinTileCol} – {limits.MaxTileCol}</td></tr>
            """
        );

    private static Markup SetRow(TileMatrixSet set, TileAddresses addresses) =>
        Markup.Of(
            $"""
            <tr><td><a href="{AsPage(addresses.Definition(set.Id))}">{set.Id}</a></td><td>{set.Title}</td>
            <td class="code">{set.CrsName}</td><td>{set.MinZoom} – {set.MaxZoom}</td></tr>
            """
        );

    private static Markup MatrixRow(TileMatrixDocument matrix) =>
        Markup.Of(
            $"<tr><td>{matrix.Id}</td><td>{matrix.ScaleDenominator ?? 0}</td><td>{matrix.CellSize ?? 0}</td>"
                + $"<td>{matrix.PointOfOrigin[0]}, {matrix.PointOfOrigin[1]}</td><td>{matrix.TileWidth} × {matrix.TileHeight}</td>"
                + $"<td>{matrix.MatrixWidth} × {matrix.MatrixHeight}</td></tr>"
        );

    private static string BoxText(TileSetBox box) =>
        string.Create(CultureInfo.InvariantCulture, $"{box.LowerLeft[0]:0.######}, {box.LowerLeft[1]:0.######} to ")
        + string.Create(CultureInfo.InvariantCulture, $"{box.UpperRight[0]:0.######}, {box.UpperRight[1]:0.######} ({box.Crs})");

    private static string AsPage(string address) => With(address, "f=html");

    private static string AsJson(string address) => With(address, "f=json");

    private static string With(string address, string parameter) =>
        $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}";
}
