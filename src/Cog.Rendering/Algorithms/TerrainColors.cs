namespace Cog.Rendering.Algorithms;

/// <summary>Matplotlib's colour map <c>terrain</c>: blue, green, sand, brown, white, with straight lines between.</summary>
internal static class TerrainColors
{
    private const int Count = 256;

    /// <summary>Red, green, blue of 256 colours.</summary>
    public static byte[] Create()
    {
        ReadOnlySpan<(double At, double Red, double Green, double Blue)> nodes =
        [
            (0, 0.2, 0.2, 0.6),
            (0.15, 0, 0.6, 1),
            (0.25, 0, 0.8, 0.4),
            (0.5, 1, 1, 0.6),
            (0.75, 0.5, 0.36, 0.33),
            (1, 1, 1, 1),
        ];
        byte[] colors = new byte[3 * Count];
        int node = 1;
        for (int i = 0; i < Count; i++)
        {
            // Step by step as Matplotlib computes its table: the bytes are cut off, and every last bit counts.
            double at = (Count - 1) * (i == Count - 1 ? 1 : i * (1.0 / (Count - 1)));
            while (at > nodes[node].At * (Count - 1))
            {
                node++;
            }

            var (from, to) = (nodes[node - 1], nodes[node]);
            double start = from.At * (Count - 1),
                share = (at - start) / ((to.At * (Count - 1)) - start);
            colors[3 * i] = ByteOf(from.Red, to.Red, share);
            colors[(3 * i) + 1] = ByteOf(from.Green, to.Green, share);
            colors[(3 * i) + 2] = ByteOf(from.Blue, to.Blue, share);
        }

        return colors;
    }

    private static byte ByteOf(double from, double to, double share) => (byte)(((share * (to - from)) + from) * 255);
}
