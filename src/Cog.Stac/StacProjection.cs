namespace Cog.Stac;

/// <summary>
/// Size, CRS and place of an asset's image, as the extension <c>projection</c> (<c>proj:…</c>) gives them for the asset or the item. A
/// property is null where neither says it.
/// </summary>
public sealed record StacProjection
{
    /// <summary>
    /// The CRS by its code, e.g. <c>EPSG:32632</c>: <c>proj:code</c>, else <c>proj:epsg</c>, else the <c>id</c> of
    /// <c>proj:projjson</c>.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>The CRS as well-known text 2: <c>proj:wkt2</c>.</summary>
    public string? Wkt { get; init; }

    /// <summary>Columns and rows: <c>proj:shape</c>.</summary>
    public RasterSize? Shape { get; init; }

    /// <summary>Transform from pixels to the CRS: <c>proj:transform</c>.</summary>
    public GeoTransform? Transform { get; init; }

    /// <summary>Bounding box in that CRS: <c>proj:bbox</c>.</summary>
    public BoundingBox? Bounds { get; init; }
}
