namespace Cog.Stac;

/// <summary>
/// What an item says of one band of an asset: <c>bands</c> of STAC 1.1, else <c>raster:bands</c> and <c>eo:bands</c> of STAC 1.0, band by
/// band. Null where nothing is said.
/// </summary>
public sealed record StacBand
{
    /// <summary>E.g. <c>B04</c>.</summary>
    public string? Name { get; init; }

    /// <summary>E.g. <c>red</c> (extension <c>eo</c>).</summary>
    public string? CommonName { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>The type of its samples, e.g. <c>uint16</c>.</summary>
    public string? DataType { get; init; }

    /// <summary>In what it is measured.</summary>
    public string? Unit { get; init; }

    /// <summary>By what samples are to be multiplied.</summary>
    public double? Scale { get; init; }

    /// <summary>What is then to be added to them.</summary>
    public double? Offset { get; init; }

    /// <summary>The value of samples without one; may be NaN or infinite.</summary>
    public double? NoData { get; init; }

    /// <summary>The least of its values; null unless <see cref="Maximum"/> is said, too.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest of its values.</summary>
    public double? Maximum { get; init; }
}
