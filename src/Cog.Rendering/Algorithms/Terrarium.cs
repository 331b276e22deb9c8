namespace Cog.Rendering.Algorithms;

/// <summary>Mapzen's Terrarium: height = red × 256 + green + blue / 256 − 32768 (tilezen/joerd, docs/formats.md).</summary>
internal sealed class Terrarium : HeightEncoding
{
    private const double Lowest = -32768,
        Highest = 65535 + Lowest;

    private Terrarium(AlgorithmArguments arguments)
        : base("terrarium", "terranium", arguments.Optional("nodata_height")) { } // So TiTiler spells it.

    public static AlgorithmDefinition Definition =>
        Define(
            "terrarium",
            "Terrarium",
            "Writes heights into red, green and blue as Mapzen's Terrarium does.",
            arguments => new Terrarium(arguments),
            NodataHeight
        );

    /// <inheritdoc/>
    protected override void Encode(Span<double> heights)
    {
        for (int i = 0; i < heights.Length; i++)
        {
            heights[i] = Math.Floor((Math.Clamp(heights[i], Lowest, Highest) - Lowest) * 256);
        }
    }
}
