namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// A map of the world on the sphere whose parallels are straight: a parallel's length and height follow from its latitude.
/// </summary>
internal abstract class PseudocylindricalProjection(CrsDefinition crs) : CentredProjection(crs)
{
    /// <inheritdoc/>
    protected sealed override (double X, double Y) Forward(double longitude, double latitude)
    {
        (double width, double height) = Parallel(latitude);
        return (Radius * width * longitude, Radius * height);
    }

    /// <inheritdoc/>
    protected sealed override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double latitude = LatitudeAt(y / Radius),
            width = Parallel(latitude).Width;
        double longitude = width < 1e-9 ? 0 : x / Radius / width;
        return Math.Abs(longitude) <= Math.PI * (1 + 1e-9) ? (longitude, latitude) : (double.NaN, double.NaN);
    }

    /// <summary>A parallel's length by longitude and its height, in radii.</summary>
    protected abstract (double Width, double Height) Parallel(double latitude);

    /// <summary>The latitude of the parallel at a height in radii; NaN beyond a pole.</summary>
    protected abstract double LatitudeAt(double height);

    /// <summary>Newton's method for a rising function of θ.</summary>
    protected static double Root(double target, double start, Func<double, (double Value, double Slope)> function)
    {
        double theta = start;
        for (int i = 0; i < 60; i++)
        {
            (double value, double slope) = function(theta);
            double step = (value - target) / Math.Max(slope, 1e-12);
            theta = Math.Clamp(theta - Math.Clamp(step, -0.5, 0.5), -HalfPi, HalfPi);
            if (Math.Abs(step) < 1e-15)
            {
                break;
            }
        }

        return theta;
    }
}
