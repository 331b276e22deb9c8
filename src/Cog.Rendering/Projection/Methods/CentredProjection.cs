namespace Cog.Rendering.Projection.Methods;

/// <summary>A kernel whose formulas are about a meridian, and a point of the plane that the false origin moves.</summary>
internal abstract class CentredProjection(CrsDefinition crs) : MapProjection
{
    protected const double HalfPi = Math.PI / 2;

    private readonly double _longitude0 = crs.OriginLongitude;
    private readonly double _falseEasting = crs.FalseEasting;
    private readonly double _falseNorthing = crs.FalseNorthing;

    /// <summary>The figure of the Earth.</summary>
    protected Ellipsoid Ellipsoid { get; } = crs.Ellipsoid;

    /// <summary>The semi-major axis, metres.</summary>
    protected double Radius => Ellipsoid.SemiMajorAxis;

    /// <inheritdoc/>
    public sealed override (double X, double Y) Project(double longitude, double latitude)
    {
        (double x, double y) = Forward(Wrap(longitude - _longitude0), latitude);
        return (x + _falseEasting, y + _falseNorthing);
    }

    /// <inheritdoc/>
    public sealed override (double Longitude, double Latitude) Unproject(double x, double y)
    {
        (double longitude, double latitude) = Backward(x - _falseEasting, y - _falseNorthing);
        return (longitude + _longitude0, latitude);
    }

    /// <summary>The longitude in radians from the central meridian, within ±π, to metres from the false origin.</summary>
    protected abstract (double X, double Y) Forward(double longitude, double latitude);

    /// <summary>Back to the longitude from the central meridian.</summary>
    protected abstract (double Longitude, double Latitude) Backward(double x, double y);

    /// <summary>
    /// Solves <see cref="Forward"/> for a point near a guess, by Newton's method on differences: where there is no closed form, or a
    /// published inverse is a short series.
    /// </summary>
    protected (double Longitude, double Latitude) Solve(double x, double y, double longitude, double latitude)
    {
        const double Step = 1e-5,
            Enough = 1e-13;
        const int MaxSteps = 30;
        for (int i = 0; i < MaxSteps; i++)
        {
            (double atX, double atY) = Forward(longitude, latitude);
            (double errorX, double errorY) = (x - atX, y - atY);

            // Into the interior where a pole or the antimeridian is near.
            double stepLongitude = longitude > 0 ? -Step : Step,
                stepLatitude = latitude > 0 ? -Step : Step;
            (double eastX, double eastY) = Forward(longitude + stepLongitude, latitude);
            (double northX, double northY) = Forward(longitude, latitude + stepLatitude);
            double a = (eastX - atX) / stepLongitude,
                b = (northX - atX) / stepLatitude;
            double c = (eastY - atY) / stepLongitude,
                d = (northY - atY) / stepLatitude;
            double determinant = (a * d) - (b * c);
            double byLongitude = ((errorX * d) - (errorY * b)) / determinant,
                byLatitude = ((errorY * a) - (errorX * c)) / determinant;
            if (!double.IsFinite(byLongitude) || !double.IsFinite(byLatitude))
            {
                return (double.NaN, double.NaN);
            }

            longitude = Math.Clamp(longitude + Math.Clamp(byLongitude, -0.5, 0.5), -Math.PI, Math.PI);
            latitude = Math.Clamp(latitude + Math.Clamp(byLatitude, -0.5, 0.5), -HalfPi, HalfPi);
            if (Math.Abs(byLongitude) < Enough && Math.Abs(byLatitude) < Enough)
            {
                return (longitude, latitude);
            }
        }

        (x, y) = (x - Forward(longitude, latitude).X, y - Forward(longitude, latitude).Y);
        return Math.Abs(x) + Math.Abs(y) < 1e-6 * Radius ? (longitude, latitude) : (double.NaN, double.NaN);
    }

    /// <summary>-1 or 1, for 0 and NaN too: <see cref="Math.Sign(double)"/> throws at the latter.</summary>
    protected static int SignOf(double value) => value < 0 ? -1 : 1;

    /// <summary>asin for a sine that rounding may have carried past 1; NaN when it lies farther out.</summary>
    protected static double Asin(double sine) => Math.Abs(sine) <= 1 + 1e-10 ? Math.Asin(Math.Clamp(sine, -1, 1)) : double.NaN;
}
