namespace Cog.Rendering.Projection.Epsg;

/// <summary>The sections of the table, in their order; extract_epsg.py tells their layouts.</summary>
internal enum EpsgSection
{
    Ellipsoid,
    PrimeMeridian,
    Unit,
    Value,
    Extent,
    Method,
    Conversion,
    Geographic,
    Projected,
    Helmert3,
    Helmert7,
    Compound,
    ConversionCode,
    EllipsoidCode,
    MeridianCode,
    UnitCode,
}
