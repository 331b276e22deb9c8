namespace Cog.Api.Pages;

/// <summary>What a route is for.</summary>
/// <param name="Method">GET (which answers HEAD as well), or POST.</param>
/// <param name="Route">Its template in the table of routes.</param>
/// <param name="Tag">The group that it belongs to.</param>
/// <param name="Summary">A sentence.</param>
internal sealed record RouteDescription(string Method, string Route, string Tag, string Summary)
{
    /// <summary>
    /// How it is written for callers, with TiTiler's names of variables; several where parts of a segment may be left out.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [Route.Replace("{tileMatrixSet}", "{tileMatrixSetId}", StringComparison.Ordinal)];

    /// <summary>Names in <see cref="ParameterDescriptions"/>; those of the path come by themselves.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Media types that the answer can have.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = [];

    /// <summary>What is sent along, as GeoJSON; null for nothing.</summary>
    public string? Body { get; init; }

    /// <summary>Kept for older clients.</summary>
    public bool IsDeprecated { get; init; }
}
