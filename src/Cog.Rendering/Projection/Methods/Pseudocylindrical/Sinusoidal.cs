namespace Cog.Rendering.Projection.Methods.Pseudocylindrical;

/// <summary>
/// Method 60024, Sinusoidal, the grid of MODIS (J. P. Snyder, "Map Projections: A Working Manual", USGS 1395, pp. 243-248).
/// </summary>
internal sealed class Sinusoidal(CrsDefinition crs) : CentredProjection(crs)
{
    private readonly MeridianArc _arc = new(crs.Ellipsoid);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude) =>
        (Radius * longitude * Ellipsoid.ParallelRadius(latitude), _arc.Length(latitude));

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double latitude = _arc.Latitude(y),
            parallel = Radius * Ellipsoid.ParallelRadius(latitude);
        double longitude = parallel < 1e-3 ? 0 : x / parallel;
        return Math.Abs(longitude) <= Math.PI * (1 + 1e-10) ? (longitude, latitude) : (double.NaN, double.NaN);
    }
}
