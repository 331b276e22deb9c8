namespace Cog.Geo;

/// <summary>
/// Methods of projection in GeoKey 3075, ProjCoordTransGeoKey: GeoTIFF 1.0 section 6.3.3.3, the names without their CT_; the last is
/// libgeotiff's.
/// </summary>
internal enum ProjCoordTrans
{
    TransverseMercator = 1,
    TransverseMercatorModifiedAlaska = 2,
    ObliqueMercator = 3,
    ObliqueMercatorLaborde = 4,
    ObliqueMercatorRosenmund = 5,
    ObliqueMercatorSpherical = 6,
    Mercator = 7,
    LambertConformalConic2Sp = 8,
    LambertConformalConic1Sp = 9,
    LambertAzimuthalEqualArea = 10,
    AlbersEqualArea = 11,
    AzimuthalEquidistant = 12,
    EquidistantConic = 13,
    Stereographic = 14,
    PolarStereographic = 15,
    ObliqueStereographic = 16,
    Equirectangular = 17,
    CassiniSoldner = 18,
    Gnomonic = 19,
    MillerCylindrical = 20,
    Orthographic = 21,
    Polyconic = 22,
    Robinson = 23,
    Sinusoidal = 24,
    VanDerGrinten = 25,
    NewZealandMapGrid = 26,
    TransverseMercatorSouthOriented = 27,
    CylindricalEqualArea = 28,
    HotineObliqueMercatorAzimuthCenter = 9815,
}
