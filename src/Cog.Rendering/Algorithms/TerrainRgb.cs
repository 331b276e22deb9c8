namespace Cog.Rendering.Algorithms;

/// <summary>Mapbox's Terrain-RGB: height = base + (red × 65536 + green × 256 + blue) × interval (Mapbox Raster Tiles API).</summary>
/// <remarks>Heights below the base are the base, and those beyond the range are its end: they have no number of their own.</remarks>
internal sealed class TerrainRgb : HeightEncoding
{
    private const double Numbers = 1 << 24;

    private readonly double _interval,
        _base;

    private TerrainRgb(AlgorithmArguments arguments)
        : base("terrainrgb", "terrain", arguments.Optional("nodata_height")) =>
        (_interval, _base) = (arguments.Number("interval"), arguments.Number("baseval"));

    public static AlgorithmDefinition Definition =>
        Define(
            "terrainrgb",
            "TerrainRGB",
            "Writes heights into red, green and blue as Mapbox's Terrain-RGB does.",
            arguments => new TerrainRgb(arguments),
            AlgorithmParameter.Number("interval", 0.1, 0, 1),
            AlgorithmParameter.Number("baseval", -10000, -99999, 99999),
            NodataHeight
        );

    // An interval of 0 leaves no number that is one.
    protected override void Encode(Span<double> heights)
    {
        for (int i = 0; i < heights.Length; i++)
        {
            heights[i] = _interval > 0 ? Math.Round((heights[i] - _base) / _interval) : double.NaN;
        }
    }

    /// <inheritdoc/>
    protected override void Check(double lowest, double highest)
    {
        if (highest - lowest > Numbers)
        {
            string span = (highest - lowest).ToString(CultureInfo.InvariantCulture),
                interval = _interval.ToString(CultureInfo.InvariantCulture);
            throw new FormatException(
                $"algorithm is terrainrgb: heights span {span} intervals of {interval}, expected at most {Numbers}; choose larger ones."
            );
        }
    }
}
