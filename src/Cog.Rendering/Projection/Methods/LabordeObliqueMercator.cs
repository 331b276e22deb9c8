using System.Numerics;

namespace Cog.Rendering.Projection.Methods;

/// <summary>EPSG method 9813, Laborde Oblique Mercator of Madagascar: a cubic of the complex plane turns the map (IOGP Guidance Note 7-2, "Laborde Oblique Mercator").</summary>
internal sealed class LabordeObliqueMercator : CentredKernel
{
    public const int MethodCode = 9813;

    private readonly ConformalLatitude _conformal;
    private readonly double _exponent;
    private readonly double _offset;
    private readonly double _sphere;
    private readonly (double Sin, double Cos) _origin;
    private readonly Complex _cubic;

    public LabordeObliqueMercator(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude, sin = Math.Sin(latitude), cos = Math.Cos(latitude), e2 = crs.Ellipsoid.EccentricitySquared;
        double twice = 2 * crs.Value(ParameterCode.AzimuthAtProjectionCentre);
        _conformal = new(crs.Ellipsoid.Eccentricity);
        _exponent = Math.Sqrt(1 + (e2 * cos * cos * cos * cos / (1 - e2)));
        double sine = sin / _exponent;
        _origin = (sine, Math.Sqrt(1 - (sine * sine)));
        _offset = Math.Atanh(sine) - (_exponent * _conformal.Isometric(latitude));
        _sphere = Radius * crs.Scale * Math.Sqrt(1 - e2) / (1 - (e2 * sin * sin));
        _cubic = new Complex(1 - Math.Cos(twice), Math.Sin(twice)) / 12;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double isometric = (_exponent * _conformal.Isometric(latitude)) + _offset;
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        (double sinLongitude, double cosLongitude) = Math.SinCos(_exponent * longitude);

        // The sphere turned so that the origin is on the equator: U, V, W.
        double u = (cos * cosLongitude * _origin.Cos) + (sin * _origin.Sin);
        double v = (cos * cosLongitude * _origin.Sin) - (sin * _origin.Cos);
        Complex h = new(-Math.Atan2(v, u), Math.Atanh(cos * sinLongitude));
        h += _cubic * h * h * h;
        return (_sphere * h.Imaginary, _sphere * h.Real);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        Complex target = new(y / _sphere, x / _sphere), h = target;
        for (int i = 0; i < 20; i++)
        {
            Complex next = (target + (2 * _cubic * h * h * h)) / ((3 * _cubic * h * h) + 1);
            if (Complex.Abs(next - h) < 1e-15)
            {
                break;
            }

            h = next;
        }

        (double sinAcross, double cosAcross) = Math.SinCos(-h.Real);
        (double sin, double cos) = (Math.Tanh(h.Imaginary), 1 / Math.Cosh(h.Imaginary));
        double u = (cos * cosAcross * _origin.Cos) + (cos * sinAcross * _origin.Sin);
        double w = (cos * cosAcross * _origin.Sin) - (cos * sinAcross * _origin.Cos);
        return (Math.Atan2(sin, u) / _exponent, _conformal.FromIsometric((Math.Atanh(Math.Clamp(w, -1, 1)) - _offset) / _exponent));
    }
}
