using System.Numerics;
using Cog.Rendering.Projection.Methods.Ellipsoidal;

namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG method 9813, Laborde Oblique Mercator of Madagascar: a cubic of the complex plane turns the map (IOGP Guidance Note 7-2, "Laborde
/// Oblique Mercator").
/// </summary>
internal sealed class LabordeObliqueMercator : CentredProjection
{
    private const double FarEast = 20 * Degree;

    private readonly ConformalLatitude _conformal;
    private readonly double _exponent;
    private readonly double _offset;
    private readonly double _sphere;
    private readonly double _originLatitude;
    private readonly Complex _cubic;

    public LabordeObliqueMercator(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude,
            sin = Math.Sin(latitude),
            cos = Math.Cos(latitude),
            e2 = crs.Ellipsoid.EccentricitySquared;
        double twice = 2 * crs.Value(ParameterCode.AzimuthAtProjectionCentre);
        _conformal = new(crs.Ellipsoid.Eccentricity);
        _exponent = Math.Sqrt(1 + (e2 * cos * cos * cos * cos / (1 - e2)));
        double sine = sin / _exponent;
        _originLatitude = Math.Asin(sine);
        _offset = Math.Atanh(sine) - (_exponent * _conformal.Isometric(latitude));
        _sphere = Radius * crs.Scale * Math.Sqrt(1 - e2) / (1 - (e2 * sin * sin));
        _cubic = new Complex(1 - Math.Cos(twice), Math.Sin(twice)) / 12;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double isometric = (_exponent * _conformal.Isometric(latitude)) + _offset,
            turn = _exponent * longitude;
        if (Math.Abs(turn) > FarEast)
        {
            return (double.NaN, double.NaN);
        }

        // The sphere's transverse Mercator by its series, as Laborde and other software do it: at the island's ends the closed form is 6 mm
        // away.
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        double sin2 = sin * sin,
            cos2 = cos * cos,
            turn2 = turn * turn;
        double north = Math.Asin(sin) - _originLatitude + (turn2 * sin * cos * (0.5 + (turn2 * ((5 * cos2) - sin2) / 24)));
        double east =
            turn * cos * (1 + (turn2 * (((cos2 - sin2) / 6) + (turn2 * ((5 * cos2 * cos2) + (sin2 * (sin2 - (18 * cos2)))) / 120))));
        Complex plane = new(north, east);
        plane += _cubic * plane * plane * plane;
        return (_sphere * plane.Imaginary, _sphere * plane.Real);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        // Near enough on the sphere, then by Newton's method.
        double isometric = (Math.Atanh(Math.Sin(Math.Clamp(_originLatitude + (y / _sphere), -1.5, 1.5))) - _offset) / _exponent;
        double latitude = _conformal.FromIsometric(isometric);
        return Solve(x, y, x / _sphere / Math.Cos(latitude), latitude);
    }
}
