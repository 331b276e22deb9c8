namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG methods 9835 and 9834, Lambert Cylindrical Equal Area on the ellipsoid and on a sphere (IOGP Guidance Note 7-2, "Lambert
/// Cylindrical Equal Area").
/// </summary>
internal sealed class CylindricalEqualArea : CentredProjection
{
    private readonly AuthalicLatitude _authalic;
    private readonly double _scale,
        _polarNorthing;

    public CylindricalEqualArea(CrsDefinition crs)
        : base(crs)
    {
        _authalic = new(crs.Ellipsoid);
        _scale = crs.Scale * crs.Ellipsoid.ParallelRadius(crs.FirstParallel);
        _polarNorthing = Radius * _authalic.PolarQ / (2 * _scale);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude) =>
        (Radius * _scale * longitude, _polarNorthing * Math.Sin(_authalic.Of(latitude)));

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y) =>
        (x / (Radius * _scale), _authalic.Geodetic(Asin(y / _polarNorthing)));
}
