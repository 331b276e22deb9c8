namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>
/// EPSG method 1119, Equidistant Conic (IOGP Guidance Note 7-2, "Equidistant Conic"; J. P. Snyder, USGS 1395, pp. 111-115).
/// </summary>
internal sealed class EquidistantConic : ConicProjection
{
    private readonly MeridianArc _arc;
    private readonly double _constant;

    public EquidistantConic(CrsDefinition crs)
        : base(crs)
    {
        _arc = new(crs.Ellipsoid);
        double first = crs.FirstParallel,
            second = crs.SecondParallel,
            parallel = Radius * crs.Ellipsoid.ParallelRadius(first);
        double cone =
            Math.Abs(first - second) < 1e-10
                ? Math.Sin(first)
                : (parallel - (Radius * crs.Ellipsoid.ParallelRadius(second))) / (_arc.Length(second) - _arc.Length(first));
        _constant = (parallel / cone) + _arc.Length(first);
        Cone = new(cone, _constant - _arc.Length(crs.OriginLatitude));
    }

    /// <inheritdoc/>
    protected override double RadiusAt(double latitude) => _constant - _arc.Length(latitude);

    /// <inheritdoc/>
    protected override double LatitudeAt(double radius) => _arc.Latitude(_constant - radius);
}
