namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG method 1024, Popular Visualisation Pseudo-Mercator: the sphere's formulas on ellipsoidal coordinates (IOGP Guidance Note 7-2
/// section 3.2.1.2).
/// </summary>
internal sealed class PseudoMercator(CrsDefinition crs) : MapProjection
{
    private readonly double _radius = crs.Ellipsoid.SemiMajorAxis;
    private readonly double _longitude0 = crs.OriginLongitude;
    private readonly double _falseEasting = crs.FalseEasting;
    private readonly double _falseNorthing = crs.FalseNorthing;

    /// <inheritdoc/>
    public override (double X, double Y) Project(double longitude, double latitude) =>
        ((_radius * Wrap(longitude - _longitude0)) + _falseEasting, (_radius * Math.Asinh(Math.Tan(latitude))) + _falseNorthing);

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) Unproject(double x, double y) =>
        (((x - _falseEasting) / _radius) + _longitude0, Math.Atan(Math.Sinh((y - _falseNorthing) / _radius)));
}
