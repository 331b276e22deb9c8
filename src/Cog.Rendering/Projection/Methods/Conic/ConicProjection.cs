namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>A map on a cone: a parallel's distance from the apex follows from its latitude alone.</summary>
internal abstract class ConicProjection(CrsDefinition crs) : CentredProjection(crs)
{
    /// <summary>The cone rolled out; set by who knows its constant.</summary>
    protected Cone Cone { get; init; }

    /// <summary>Metres from the apex to a parallel, with the sign of the cone's constant.</summary>
    protected abstract double RadiusAt(double latitude);

    /// <summary>The latitude of the parallel at a distance from the apex.</summary>
    protected abstract double LatitudeAt(double radius);

    /// <inheritdoc/>
    protected sealed override (double X, double Y) Forward(double longitude, double latitude) => Cone.Point(longitude, RadiusAt(latitude));

    /// <inheritdoc/>
    protected sealed override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (double longitude, double radius) = Cone.Polar(x, y);
        return (longitude, LatitudeAt(radius));
    }
}
