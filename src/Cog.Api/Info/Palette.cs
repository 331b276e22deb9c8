using System.Globalization;
using Cog.Header;

namespace Cog.Api.Info;

/// <summary>The colour table that GDAL, and so rio-tiler, sees in a file.</summary>
internal static class Palette
{
    /// <summary>Entry to red, green, blue, alpha, 0 … 255; null when samples are not indexes.</summary>
    public static IReadOnlyDictionary<string, int[]>? Of(CogHeader header) =>
        header.Colormap?.ToDictionary(
            entry => entry.Key.ToString(CultureInfo.InvariantCulture),
            entry => new int[] { entry.Value.Red, entry.Value.Green, entry.Value.Blue, entry.Value.Alpha });
}
