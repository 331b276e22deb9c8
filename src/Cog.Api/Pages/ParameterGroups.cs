namespace Cog.Api.Pages;

/// <summary>Parameters that go together, by their names in <see cref="ParameterDescriptions"/>.</summary>
internal static class ParameterGroups
{
    /// <summary>Parameters that name the file.</summary>
    public static IReadOnlyList<string> File { get; } = ["url", "request_payer"];

    /// <summary>Parameters that choose the values that are read of it.</summary>
    public static IReadOnlyList<string> Values { get; } = ["bidx", "expression", "nodata", "unscale", "resampling"];

    /// <summary>Parameters of a picture: the above, and how values become colours.</summary>
    public static IReadOnlyList<string> Drawn { get; } =
    [
        .. File,
        .. Values,
        "reproject",
        "rescale",
        "color_formula",
        "colormap_name",
        "colormap",
        "return_mask",
        "algorithm",
        "algorithm_params",
    ];

    /// <summary>How large a picture is.</summary>
    public static IReadOnlyList<string> Sized { get; } = ["max_size", "width", "height"];

    /// <summary>What is counted of values.</summary>
    public static IReadOnlyList<string> Counted { get; } =
    ["algorithm", "algorithm_params", "categorical", "c", "p", "histogram_bins", "histogram_range"];
}
