namespace Cog.Rendering.Algorithms;

/// <summary>The algorithms there are, by TiTiler's names.</summary>
internal static class AlgorithmCatalog
{
    /// <summary>All names, in TiTiler's order.</summary>
    public static IReadOnlyList<string> Ids =>
        [
            "hillshade",
            "slope",
            "contours",
            "normalizedIndex",
            "terrarium",
            "terrainrgb",
            "cast",
            "ceil",
            "floor",
            "min",
            "max",
            "median",
            "mean",
            "std",
            "var",
            "sum",
            "grayscale",
            "bitonal",
        ];

    /// <summary>The algorithm of a name; null when there is none.</summary>
    /// <returns>Null for a name that none has.</returns>
    public static AlgorithmDefinition? Find(string id) =>
        id switch
        {
            "hillshade" => Hillshade.Definition,
            "slope" => Slope.Definition,
            "contours" => Contours.Definition,
            "normalizedIndex" => NormalizedIndex.Definition,
            "terrarium" => Terrarium.Definition,
            "terrainrgb" => TerrainRgb.Definition,
            "cast" => ByteConversion.Cast,
            "ceil" => ByteConversion.Ceil,
            "floor" => ByteConversion.Floor,
            "min" => BandReduction.Min,
            "max" => BandReduction.Max,
            "median" => BandReduction.Median,
            "mean" => BandReduction.Mean,
            "std" => BandReduction.Std,
            "var" => BandReduction.Var,
            "sum" => BandReduction.Sum,
            "grayscale" => Grayscale.Definition,
            "bitonal" => Bitonal.Definition,
            _ => null,
        };
}
