namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>EPSG methods 1028, 1029, 9823 and 9842, Equidistant Cylindrical (IOGP Guidance Note 7-2, "Equidistant Cylindrical").</summary>
/// <remarks>
/// Always in the spherical form on the equatorial radius: files that name the ellipsoidal one (EPSG:4087, 32663) were written by software
/// that knew only this.
/// </remarks>
internal sealed class EquidistantCylindrical : CentredProjection
{
    private readonly double _parallelRadius,
        _latitude0;

    public EquidistantCylindrical(CrsDefinition crs)
        : base(crs)
    {
        // The older methods call the standard parallel the latitude of the natural origin; northings count from the equator in all.
        bool isOlder =
            crs.MethodCode is ProjectionMethod.EquidistantCylindricalOlderSpherical or ProjectionMethod.EquidistantCylindricalOlder;
        _parallelRadius = Radius * Math.Cos(isOlder ? crs.Value(ParameterCode.LatitudeOfNaturalOrigin) : crs.FirstParallel);
        _latitude0 = isOlder ? 0 : crs.OriginLatitude;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude) =>
        (_parallelRadius * longitude, Radius * (latitude - _latitude0));

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double latitude = (y / Radius) + _latitude0;
        return Math.Abs(latitude) <= HalfPi + 1e-10 ? (x / _parallelRadius, latitude) : (double.NaN, double.NaN);
    }
}
