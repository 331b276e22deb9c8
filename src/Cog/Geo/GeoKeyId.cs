namespace Cog;

/// <summary>Numbers of GeoKeys (GeoTIFF 1.1, OGC 19-008r4 section 7.5 and Annex D). Any other number is kept, too.</summary>
public enum GeoKeyId : ushort
{
    /// <summary>GTModelTypeGeoKey: projected (1), geographic (2) or geocentric (3).</summary>
    GTModelType = 1024,

    /// <summary>GTRasterTypeGeoKey: a pixel is an area (1) or a point (2).</summary>
    GTRasterType = 1025,

    /// <summary>GTCitationGeoKey.</summary>
    GTCitation = 1026,

    /// <summary>GeodeticCRSGeoKey, an EPSG code.</summary>
    GeodeticCrs = 2048,

    /// <summary>GeodeticCitationGeoKey.</summary>
    GeodeticCitation = 2049,

    /// <summary>GeodeticDatumGeoKey, an EPSG code.</summary>
    GeodeticDatum = 2050,

    /// <summary>PrimeMeridianGeoKey, an EPSG code.</summary>
    PrimeMeridian = 2051,

    /// <summary>GeogLinearUnitsGeoKey, an EPSG code.</summary>
    GeogLinearUnits = 2052,

    /// <summary>GeogLinearUnitSizeGeoKey, metres.</summary>
    GeogLinearUnitSize = 2053,

    /// <summary>GeogAngularUnitsGeoKey, an EPSG code.</summary>
    GeogAngularUnits = 2054,

    /// <summary>GeogAngularUnitSizeGeoKey, radians.</summary>
    GeogAngularUnitSize = 2055,

    /// <summary>EllipsoidGeoKey, an EPSG code.</summary>
    Ellipsoid = 2056,

    /// <summary>EllipsoidSemiMajorAxisGeoKey.</summary>
    EllipsoidSemiMajorAxis = 2057,

    /// <summary>EllipsoidSemiMinorAxisGeoKey.</summary>
    EllipsoidSemiMinorAxis = 2058,

    /// <summary>EllipsoidInvFlatteningGeoKey.</summary>
    EllipsoidInverseFlattening = 2059,

    /// <summary>GeogAzimuthUnitsGeoKey, an EPSG code.</summary>
    GeogAzimuthUnits = 2060,

    /// <summary>PrimeMeridianLongitudeGeoKey.</summary>
    PrimeMeridianLongitude = 2061,

    /// <summary>GeogTOWGS84GeoKey: three or seven parameters to WGS 84, an extension of GDAL.</summary>
    GeogToWgs84 = 2062,

    /// <summary>ProjectedCRSGeoKey, an EPSG code.</summary>
    ProjectedCrs = 3072,

    /// <summary>ProjectedCitationGeoKey.</summary>
    ProjectedCitation = 3073,

    /// <summary>ProjectionGeoKey, an EPSG code.</summary>
    Projection = 3074,

    /// <summary>ProjMethodGeoKey, the CT_ codes of GeoTIFF 1.0 (ProjCoordTransGeoKey).</summary>
    ProjectionMethod = 3075,

    /// <summary>ProjLinearUnitsGeoKey, an EPSG code.</summary>
    ProjLinearUnits = 3076,

    /// <summary>ProjLinearUnitSizeGeoKey, metres.</summary>
    ProjLinearUnitSize = 3077,

    /// <summary>ProjStdParallel1GeoKey.</summary>
    StandardParallel1 = 3078,

    /// <summary>ProjStdParallel2GeoKey.</summary>
    StandardParallel2 = 3079,

    /// <summary>ProjNatOriginLongGeoKey.</summary>
    NaturalOriginLongitude = 3080,

    /// <summary>ProjNatOriginLatGeoKey.</summary>
    NaturalOriginLatitude = 3081,

    /// <summary>ProjFalseEastingGeoKey.</summary>
    FalseEasting = 3082,

    /// <summary>ProjFalseNorthingGeoKey.</summary>
    FalseNorthing = 3083,

    /// <summary>ProjFalseOriginLongGeoKey.</summary>
    FalseOriginLongitude = 3084,

    /// <summary>ProjFalseOriginLatGeoKey.</summary>
    FalseOriginLatitude = 3085,

    /// <summary>ProjFalseOriginEastingGeoKey.</summary>
    FalseOriginEasting = 3086,

    /// <summary>ProjFalseOriginNorthingGeoKey.</summary>
    FalseOriginNorthing = 3087,

    /// <summary>ProjCenterLongGeoKey.</summary>
    CenterLongitude = 3088,

    /// <summary>ProjCenterLatGeoKey.</summary>
    CenterLatitude = 3089,

    /// <summary>ProjCenterEastingGeoKey.</summary>
    CenterEasting = 3090,

    /// <summary>ProjCenterNorthingGeoKey.</summary>
    CenterNorthing = 3091,

    /// <summary>ProjScaleAtNatOriginGeoKey.</summary>
    ScaleAtNaturalOrigin = 3092,

    /// <summary>ProjScaleAtCenterGeoKey.</summary>
    ScaleAtCenter = 3093,

    /// <summary>ProjAzimuthAngleGeoKey.</summary>
    AzimuthAngle = 3094,

    /// <summary>ProjStraightVertPoleLongGeoKey.</summary>
    StraightVerticalPoleLongitude = 3095,

    /// <summary>ProjRectifiedGridAngleGeoKey.</summary>
    RectifiedGridAngle = 3096,

    /// <summary>VerticalGeoKey, an EPSG code.</summary>
    VerticalCrs = 4096,

    /// <summary>VerticalCitationGeoKey.</summary>
    VerticalCitation = 4097,

    /// <summary>VerticalDatumGeoKey, an EPSG code.</summary>
    VerticalDatum = 4098,

    /// <summary>VerticalUnitsGeoKey, an EPSG code.</summary>
    VerticalUnits = 4099,
}
