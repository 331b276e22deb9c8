using Cog.Api.Html;
using Cog.Rendering.Styling.Colors;

namespace Cog.Api.Colors;

/// <summary>The colour maps for people.</summary>
internal static class ColorMapPages
{
    private const int PerRow = 16;

    /// <summary>All of them, each with a strip of its colours.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="root">Where this server is.</param>
    public static BufferedResponse List(IReadOnlyList<string> names, string root) =>
        HtmlPage.Of(
            "Colour maps",
            $"{root}/",
            Markup.Of(
                $"""
                <p class="quiet">{names.Count} colour maps, for <code>colormap_name</code>.</p>
                {Markup.Table(["Name", "Colours"], names.Select(name => Row(name, root)))}
                """
            )
        );

    /// <summary>One, with its 256 colours.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="map">Its colours.</param>
    /// <param name="root">Where this server is.</param>
    public static BufferedResponse One(string name, ColorTable map, string root) =>
        HtmlPage.Of(
            name,
            $"{root}/",
            Markup.Of(
                $"""
                <p><img src="{AddressOf(name, root)}?f=png&amp;width=512&amp;height=32" width="512" height="32" alt="From 0 to 255"></p>
                <p><a href="{AddressOf(name, root)}?f=json">JSON</a> <a href="{AddressOf(name, root)}?f=png">PNG</a>
                <a href="{root}/colorMaps?f=html">All colour maps</a></p>
                {Markup.Table(["Values", "Colours"], ColorsRows(map))}
                """
            )
        );

    private static Markup Row(string name, string root) =>
        Markup.Of(
            $"""
            <tr><td><a href="{AddressOf(name, root)}?f=html">{name}</a></td>
            <td><img src="{AddressOf(name, root)}?f=png&amp;height=16" width="256" height="16" loading="lazy" alt=""></td></tr>
            """
        );

    private static IEnumerable<Markup> ColorsRows(ColorTable map) =>
        Enumerable.Range(0, (map.Count + PerRow - 1) / PerRow).Select(row => ColorsRow(map, row * PerRow));

    private static Markup ColorsRow(ColorTable map, int first)
    {
        int end = Math.Min(first + PerRow, map.Count);
        return Markup.Of(
            $"""
            <tr><td>{first} – {end - 1}</td><td class="code">{string.Join(
                ' ',
                Enumerable.Range(first, end - first).Select(i => Hex(map, i))
            )}</td></tr>
            """
        );
    }

    private static string Hex(ColorTable map, int index)
    {
        (byte red, byte green, byte blue, _) = map[index];
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    private static string AddressOf(string name, string root) => $"{root}/colorMaps/{name}";
}
