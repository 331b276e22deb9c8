namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>Distance along a meridian from the equator or another origin, by way of the rectifying latitude.</summary>
internal readonly struct MeridianArc
{
    private readonly SineSeries _rectify;
    private readonly SineSeries _back;
    private readonly double _radius,
        _origin;

    public MeridianArc(Ellipsoid ellipsoid, double originLatitude = 0)
    {
        (double n, double n2, double n3, double n4, double n5, double n6) = ellipsoid.ThirdFlatteningPowers;
        _radius = ellipsoid.SemiMajorAxis / (1 + n) * (1 + (n2 / 4) + (n4 / 64) + (n6 / 256));
        _rectify = new(
            (-n * 3 / 2) + (n3 * 9 / 16) - (n5 * 3 / 32),
            (n2 * 15 / 16) - (n4 * 15 / 32) + (n6 * 135 / 2048),
            (-n3 * 35 / 48) + (n5 * 105 / 256),
            (n4 * 315 / 512) - (n6 * 189 / 512),
            -n5 * 693 / 1280,
            n6 * 1001 / 2048
        );
        _back = new(
            (n * 3 / 2) - (n3 * 27 / 32) + (n5 * 269 / 512),
            (n2 * 21 / 16) - (n4 * 55 / 32) + (n6 * 6759 / 4096),
            (n3 * 151 / 96) - (n5 * 417 / 128),
            (n4 * 1097 / 512) - (n6 * 15543 / 2560),
            n5 * 8011 / 2560,
            n6 * 293393 / 61440
        );
        _origin = _radius * _rectify.Of(originLatitude);
    }

    /// <summary>From the equator to a pole, metres.</summary>
    public double Quadrant => _radius * Math.PI / 2;

    /// <summary>Metres from the origin, north positive.</summary>
    public double Length(double latitude) => (_radius * _rectify.Of(latitude)) - _origin;

    /// <summary>The latitude at a distance; beyond a pole: NaN.</summary>
    public double Latitude(double length)
    {
        length += _origin;
        return Math.Abs(length) <= Quadrant * (1 + 1e-12) ? Math.Clamp(_back.Of(length / _radius), -Math.PI / 2, Math.PI / 2) : double.NaN;
    }
}
