namespace Cog.Resamplers;

/// <summary>Names of <see cref="Resampling"/> as TiTiler and rasterio spell them, in snake case.</summary>
internal static class ResamplingNames
{
    private static readonly Resampling[] Common =
    [
        Resampling.Nearest,
        Resampling.Bilinear,
        Resampling.Cubic,
        Resampling.CubicSpline,
        Resampling.Lanczos,
        Resampling.Average,
        Resampling.Mode,
    ];

    /// <summary>What a read can do: GDAL's RasterIO, TiTiler's <c>resampling</c>.</summary>
    public static IReadOnlyList<Resampling> OfReads { get; } = [.. Common, Resampling.Gauss, Resampling.Rms];

    /// <summary>What a warp can do: GDAL's warper, TiTiler's <c>reproject</c>.</summary>
    public static IReadOnlyList<Resampling> OfWarps { get; } =
    [.. Common, Resampling.Max, Resampling.Min, Resampling.Med, Resampling.Q1, Resampling.Q3, Resampling.Sum, Resampling.Rms];

    /// <summary>The name of a method.</summary>
    public static string NameOf(Resampling resampling) =>
        resampling switch
        {
            Resampling.Nearest => "nearest",
            Resampling.Bilinear => "bilinear",
            Resampling.Cubic => "cubic",
            Resampling.CubicSpline => "cubic_spline",
            Resampling.Lanczos => "lanczos",
            Resampling.Average => "average",
            Resampling.Mode => "mode",
            Resampling.Gauss => "gauss",
            Resampling.Rms => "rms",
            Resampling.Max => "max",
            Resampling.Min => "min",
            Resampling.Med => "med",
            Resampling.Q1 => "q1",
            Resampling.Q3 => "q3",
            Resampling.Sum => "sum",
            _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "No resampling method."),
        };

    /// <summary>Names in a sentence: "a, b or c".</summary>
    public static string ListOf(IReadOnlyList<Resampling> methods) =>
        $"{string.Join(", ", methods.SkipLast(1).Select(NameOf))} or {NameOf(methods[^1])}";

    /// <summary>Finds a method by its name, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="allowed"><see cref="OfReads"/> or <see cref="OfWarps"/>.</param>
    /// <returns>Null when none of those is called so.</returns>
    public static Resampling? Find(string name, IReadOnlyList<Resampling> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        foreach (Resampling resampling in allowed)
        {
            if (NameOf(resampling).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return resampling;
            }
        }

        return null;
    }
}
