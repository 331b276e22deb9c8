using Cog.Geo;

namespace Cog.Rendering.Projection;

/// <summary>Coordinates of one CRS to another. Immutable, safe for concurrent calls.</summary>
public sealed class CrsTransform
{
    /// <summary>Builds the way from one CRS to another.</summary>
    public static CrsTransform Create(Crs from, Crs to) => throw new NotImplementedException();

    /// <summary>True when both are the same: coordinates pass unchanged.</summary>
    public bool IsIdentity => throw new NotImplementedException();

    /// <summary>Transforms points in place. A point outside the projection's domain becomes NaN, NaN.</summary>
    public void Transform(Span<double> x, Span<double> y) => throw new NotImplementedException();

    /// <summary>The box around a transformed box, its edges densified (rasterio's <c>transform_bounds</c>, 21 points an edge).</summary>
    public BoundingBox TransformBounds(BoundingBox bounds, int densify = 21) => throw new NotImplementedException();
}
