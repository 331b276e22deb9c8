namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG methods 9804, 9805, 1026 and 9841: Mercator variants A and B, scale given on the equator or by a parallel, and on a sphere (IOGP
/// Guidance Note 7-2, "Mercator").
/// </summary>
internal sealed class Mercator : CentredProjection
{
    private readonly ConformalLatitude _conformal;
    private readonly double _scaledRadius;

    public Mercator(CrsDefinition crs)
        : base(crs)
    {
        Ellipsoid ellipsoid = crs.MethodCode is ProjectionMethod.MercatorSpherical or ProjectionMethod.MercatorSphericalOneParallel
            ? crs.Ellipsoid.Sphere
            : crs.Ellipsoid;
        _conformal = new(ellipsoid.Eccentricity);
        _scaledRadius =
            Radius * crs.Scale * (crs.MethodCode == ProjectionMethod.MercatorVariantB ? ellipsoid.ParallelRadius(crs.FirstParallel) : 1);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude) =>
        (_scaledRadius * longitude, _scaledRadius * _conformal.Isometric(latitude));

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y) =>
        (x / _scaledRadius, _conformal.FromIsometric(y / _scaledRadius));
}
