namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>The latitude on the sphere of equal area, for the equal-area projections (IOGP Guidance Note 7-2 section 3.3.2, β).</summary>
/// <remarks>By series, since asin(q / qp) loses half the digits near a pole.</remarks>
internal readonly struct AuthalicLatitude
{
    private readonly SineSeries _forward;
    private readonly SineSeries _back;

    public AuthalicLatitude(Ellipsoid ellipsoid)
    {
        (double n, double n2, double n3, double n4, double n5, double n6) = ellipsoid.ThirdFlatteningPowers;
        double e2 = ellipsoid.EccentricitySquared,
            e = ellipsoid.Eccentricity;
        PolarQ = e == 0 ? 2 : 1 + ((1 - e2) * Math.Atanh(e) / e);
        _forward = new(
            (-n * 4 / 3) - (n2 * 4 / 45) + (n3 * 88 / 315) + (n4 * 538 / 4725) + (n5 * 20824 / 467775) - (n6 * 44732 / 2837835),
            (n2 * 34 / 45) + (n3 * 8 / 105) - (n4 * 2482 / 14175) - (n5 * 37192 / 467775) - (n6 * 12467764 / 212837625),
            (-n3 * 1532 / 2835) - (n4 * 898 / 14175) + (n5 * 54968 / 467775) + (n6 * 100320856 / 1915538625),
            (n4 * 6007 / 14175) + (n5 * 24496 / 467775) - (n6 * 5884124 / 70945875),
            (-n5 * 23356 / 66825) - (n6 * 839792 / 19348875),
            n6 * 570284222 / 1915538625
        );
        _back = new(
            (n * 4 / 3) + (n2 * 4 / 45) - (n3 * 16 / 35) - (n4 * 2582 / 14175) + (n5 * 60136 / 467775) + (n6 * 28112932 / 212837625),
            (n2 * 46 / 45) + (n3 * 152 / 945) - (n4 * 11966 / 14175) - (n5 * 21016 / 51975) + (n6 * 251310128 / 638512875),
            (n3 * 3044 / 2835) + (n4 * 3802 / 14175) - (n5 * 94388 / 66825) - (n6 * 8797648 / 10945935),
            (n4 * 6059 / 4725) + (n5 * 41072 / 93555) - (n6 * 1472637812 / 638512875),
            (n5 * 768272 / 467775) + (n6 * 455935736 / 638512875),
            n6 * 4210684958 / 1915538625
        );
    }

    /// <summary>The sphere of a CRS's area under it, where a method is meant for a sphere (GN 7-2, RA).</summary>
    public static CrsDefinition OnSphere(CrsDefinition crs) =>
        crs with
        {
            Ellipsoid = new(crs.Ellipsoid.SemiMajorAxis * new AuthalicLatitude(crs.Ellipsoid).RadiusRatio, 0),
        };

    /// <summary>q at the pole: the area of the northern half in units of 2πa².</summary>
    public double PolarQ { get; }

    /// <summary>Equatorial radii in the radius of the sphere.</summary>
    public double RadiusRatio => Math.Sqrt(PolarQ / 2);

    /// <summary>β of a geodetic latitude.</summary>
    public double Of(double latitude) => _forward.Of(latitude);

    /// <summary>q of a geodetic latitude.</summary>
    public double Q(double latitude) => PolarQ * Math.Sin(_forward.Of(latitude));

    /// <summary>The geodetic latitude of β.</summary>
    public double Geodetic(double authalic) => _back.Of(authalic);
}
