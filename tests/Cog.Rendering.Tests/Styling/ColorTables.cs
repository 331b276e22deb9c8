using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Tests.Styling;

internal static class ColorTables
{
    /// <summary>A map from its colours in order, from value 0 on.</summary>
    /// <param name="rgba">Four bytes a colour.</param>
    public static ColorTable FromRgba(ReadOnlySpan<byte> rgba)
    {
        uint[] colors = new uint[rgba.Length / 4];
        for (int i = 0; i < colors.Length; i++)
        {
            colors[i] = ColorMap.Pack(rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]);
        }

        return new(colors);
    }
}
