using Cog.Api.Info;

namespace Cog.Api.Items;

/// <summary>A GeoJSON Feature: an item's outline, and what each of its assets is.</summary>
/// <param name="Bbox">West, south, east, north; west is greater than east across ±180° (RFC 7946 section 5.2).</param>
/// <param name="Geometry">The box.</param>
/// <param name="Properties">By asset.</param>
internal sealed record ItemInfoFeature(double[] Bbox, Outline Geometry, IReadOnlyDictionary<string, InfoResponse> Properties)
{
    /// <summary>Always <c>Feature</c>.</summary>
    public string Type { get; } = "Feature";
}
