namespace Cog.Stac;

/// <summary>
/// What an item says of one band of an asset: <c>bands</c> of STAC 1.1, or <c>raster:bands</c> together with <c>eo:bands</c> of STAC 1.0.
/// A property is null where the item does not say it.
/// </summary>
public sealed record StacBand
{
    /// <summary>The band's name, e.g. <c>B04</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Its common name, e.g. <c>red</c> (extension <c>eo</c>).</summary>
    public string? CommonName { get; init; }

    /// <summary>A description, free text.</summary>
    public string? Description { get; init; }

    /// <summary>The type of its samples, e.g. <c>uint16</c>.</summary>
    public string? DataType { get; init; }

    /// <summary>The unit of its values, e.g. <c>m</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>The factor that turns samples into values.</summary>
    public double? Scale { get; init; }

    /// <summary>What is added after multiplying by <see cref="Scale"/>.</summary>
    public double? Offset { get; init; }

    /// <summary>The nodata value: samples of this value are missing. May be NaN or infinite.</summary>
    public double? NoData { get; init; }

    /// <summary>Smallest value, <c>minimum</c> of its statistics; null unless <see cref="Maximum"/> is there, too.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest value, <c>maximum</c> of its statistics.</summary>
    public double? Maximum { get; init; }
}
