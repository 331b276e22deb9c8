namespace Cog;

/// <summary>Numbers of GeoKeys (GeoTIFF 1.1, OGC 19-008r4 section 7.5 and Annex D).</summary>
/// <remarks>
/// A file may have keys of any other number. Where a key holds an EPSG code, 32767 means that the keys that follow it define the thing.
/// </remarks>
public enum GeoKeyId : ushort
{
    /// <summary>GTModelTypeGeoKey, the kind of CRS: 1 projected, 2 geographic 2D, 3 geocentric.</summary>
    GTModelType = 1024,

    /// <summary>GTRasterTypeGeoKey, what a pixel stands for: 1 an area, 2 a point.</summary>
    GTRasterType = 1025,

    /// <summary>GTCitationGeoKey, a description of the whole configuration; text.</summary>
    GTCitation = 1026,

    /// <summary>GeodeticCRSGeoKey, the EPSG code of a geographic or geocentric CRS.</summary>
    GeodeticCrs = 2048,

    /// <summary>GeodeticCitationGeoKey, a description of that CRS; text.</summary>
    GeodeticCitation = 2049,

    /// <summary>GeodeticDatumGeoKey, the EPSG code of the datum.</summary>
    GeodeticDatum = 2050,

    /// <summary>PrimeMeridianGeoKey, the EPSG code of the prime meridian.</summary>
    PrimeMeridian = 2051,

    /// <summary>GeogLinearUnitsGeoKey, the EPSG code of the unit of the ellipsoid's axes.</summary>
    GeogLinearUnits = 2052,

    /// <summary>GeogLinearUnitSizeGeoKey, metres in a user-defined unit of that kind.</summary>
    GeogLinearUnitSize = 2053,

    /// <summary>GeogAngularUnitsGeoKey, the EPSG code of the unit of angles.</summary>
    GeogAngularUnits = 2054,

    /// <summary>GeogAngularUnitSizeGeoKey, radians in a user-defined unit of that kind.</summary>
    GeogAngularUnitSize = 2055,

    /// <summary>EllipsoidGeoKey, the EPSG code of the ellipsoid.</summary>
    Ellipsoid = 2056,

    /// <summary>EllipsoidSemiMajorAxisGeoKey, in <see cref="GeogLinearUnits"/>.</summary>
    EllipsoidSemiMajorAxis = 2057,

    /// <summary>EllipsoidSemiMinorAxisGeoKey, in <see cref="GeogLinearUnits"/>.</summary>
    EllipsoidSemiMinorAxis = 2058,

    /// <summary>EllipsoidInvFlatteningGeoKey, the inverse flattening; 0 for a sphere.</summary>
    EllipsoidInverseFlattening = 2059,

    /// <summary>GeogAzimuthUnitsGeoKey, the EPSG code of the unit of azimuths.</summary>
    GeogAzimuthUnits = 2060,

    /// <summary>PrimeMeridianLongitudeGeoKey, from Greenwich, in <see cref="GeogAngularUnits"/>.</summary>
    PrimeMeridianLongitude = 2061,

    /// <summary>GeogTOWGS84GeoKey, three or seven parameters of a transformation to WGS 84; an extension of GDAL.</summary>
    GeogToWgs84 = 2062,

    /// <summary>ProjectedCRSGeoKey, the EPSG code of a projected CRS.</summary>
    ProjectedCrs = 3072,

    /// <summary>ProjectedCitationGeoKey, a description of that CRS; text.</summary>
    ProjectedCitation = 3073,

    /// <summary>ProjectionGeoKey, the EPSG code of a projection with its parameters.</summary>
    Projection = 3074,

    /// <summary>ProjMethodGeoKey (ProjCoordTransGeoKey in GeoTIFF 1.0), the method of a projection by its CT_ code.</summary>
    ProjectionMethod = 3075,

    /// <summary>ProjLinearUnitsGeoKey, the EPSG code of the unit of eastings and northings.</summary>
    ProjLinearUnits = 3076,

    /// <summary>ProjLinearUnitSizeGeoKey, metres in a user-defined unit of that kind.</summary>
    ProjLinearUnitSize = 3077,

    /// <summary>ProjStdParallel1GeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    StandardParallel1 = 3078,

    /// <summary>ProjStdParallel2GeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    StandardParallel2 = 3079,

    /// <summary>ProjNatOriginLongGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    NaturalOriginLongitude = 3080,

    /// <summary>ProjNatOriginLatGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    NaturalOriginLatitude = 3081,

    /// <summary>ProjFalseEastingGeoKey, in <see cref="ProjLinearUnits"/>.</summary>
    FalseEasting = 3082,

    /// <summary>ProjFalseNorthingGeoKey, in <see cref="ProjLinearUnits"/>.</summary>
    FalseNorthing = 3083,

    /// <summary>ProjFalseOriginLongGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    FalseOriginLongitude = 3084,

    /// <summary>ProjFalseOriginLatGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    FalseOriginLatitude = 3085,

    /// <summary>ProjFalseOriginEastingGeoKey, in <see cref="ProjLinearUnits"/>.</summary>
    FalseOriginEasting = 3086,

    /// <summary>ProjFalseOriginNorthingGeoKey, in <see cref="ProjLinearUnits"/>.</summary>
    FalseOriginNorthing = 3087,

    /// <summary>ProjCenterLongGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    CenterLongitude = 3088,

    /// <summary>ProjCenterLatGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    CenterLatitude = 3089,

    /// <summary>ProjCenterEastingGeoKey, in <see cref="ProjLinearUnits"/>.</summary>
    CenterEasting = 3090,

    /// <summary>ProjCenterNorthingGeoKey, in <see cref="ProjLinearUnits"/>.</summary>
    CenterNorthing = 3091,

    /// <summary>ProjScaleAtNatOriginGeoKey, a ratio.</summary>
    ScaleAtNaturalOrigin = 3092,

    /// <summary>ProjScaleAtCenterGeoKey, a ratio.</summary>
    ScaleAtCenter = 3093,

    /// <summary>ProjAzimuthAngleGeoKey, clockwise from north, in <see cref="GeogAzimuthUnits"/>.</summary>
    AzimuthAngle = 3094,

    /// <summary>ProjStraightVertPoleLongGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    StraightVerticalPoleLongitude = 3095,

    /// <summary>ProjRectifiedGridAngleGeoKey, in <see cref="GeogAngularUnits"/>.</summary>
    RectifiedGridAngle = 3096,

    /// <summary>VerticalGeoKey, the EPSG code of a vertical CRS.</summary>
    VerticalCrs = 4096,

    /// <summary>VerticalCitationGeoKey, a description of that CRS; text.</summary>
    VerticalCitation = 4097,

    /// <summary>VerticalDatumGeoKey, the EPSG code of the vertical datum.</summary>
    VerticalDatum = 4098,

    /// <summary>VerticalUnitsGeoKey, the EPSG code of the unit of heights.</summary>
    VerticalUnits = 4099,
}
