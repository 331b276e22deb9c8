using System.Text.Json;

namespace Cog.Stac;

/// <summary>An item of STAC 1.0 or 1.1: a place and a time, and the files that belong to it. Immutable.</summary>
public sealed class StacItem
{
    internal StacItem() { }

    /// <summary>Its address; null when it is not known.</summary>
    public Uri? Address { get; init; }

    /// <summary>Its <c>id</c>; empty when it has none.</summary>
    public required string Id { get; init; }

    /// <summary>Its <c>stac_version</c>; null when it has none.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// Its box in longitude and latitude, <c>bbox</c>, else that of its geometry; <c>MinX &gt; MaxX</c> across ±180° (RFC 7946 section
    /// 5.2). Null when it has neither.
    /// </summary>
    public BoundingBox? Bounds { get; init; }

    /// <summary>Size, CRS and place of its assets, by the extension <c>projection</c>.</summary>
    public required StacProjection Projection { get; init; }

    /// <summary>Its assets that have an address, in the order of the document.</summary>
    public required IReadOnlyList<StacAsset> Assets { get; init; }

    /// <summary>The whole document.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>The asset of a name; null when there is none.</summary>
    public StacAsset? Find(string name) => Assets.FirstOrDefault(asset => asset.Name == name);

    /// <summary>Reads an item.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="address">Its address; null for that of its link <c>self</c>.</param>
    /// <param name="limits">How large it may be; null for <see cref="StacLimits.Default"/>.</param>
    /// <exception cref="InvalidStacException">It is not a STAC item.</exception>
    /// <exception cref="LimitExceededException">It is larger than the limits allow.</exception>
    public static StacItem Parse(ReadOnlyMemory<byte> json, Uri? address = null, StacLimits? limits = null) =>
        StacItemParser.Parse(json, address, limits ?? StacLimits.Default);
}
