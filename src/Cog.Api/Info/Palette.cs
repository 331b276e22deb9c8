using Cog.Rendering.Styling.Colors;

namespace Cog.Api.Info;

/// <summary>The colour table that GDAL, and so rio-tiler, sees in a file.</summary>
internal static class Palette
{
    /// <summary>Entry to red, green, blue, alpha, 0 … 255; null when samples are not indexes.</summary>
    public static IReadOnlyDictionary<string, int[]>? Of(CogHeader header) => ColorMap.Of(header) is { } map ? EntriesOf(map) : null;

    /// <summary>The entries of a table.</summary>
    public static IReadOnlyDictionary<string, int[]> EntriesOf(ColorTable map)
    {
        var table = new Dictionary<string, int[]>(map.Count);
        for (int i = 0; i < map.Count; i++)
        {
            (byte red, byte green, byte blue, byte alpha) = map[i];
            table[i.ToString(CultureInfo.InvariantCulture)] = [red, green, blue, alpha];
        }

        return table;
    }
}
