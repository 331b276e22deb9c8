namespace Cog.Rendering.Projection;

/// <summary>Codes of projection parameters in the EPSG Dataset (IOGP Guidance Note 7-2); those from 60001 on are our own.</summary>
internal enum ParameterCode : ushort
{
    CoLatitudeOfConeAxis = 1036,
    EllipsoidScalingFactor = 1038,
    ProjectionPlaneOriginHeight = 1039,
    LatitudeOfNaturalOrigin = 8801,
    LongitudeOfNaturalOrigin = 8802,
    ScaleFactorAtNaturalOrigin = 8805,
    FalseEasting = 8806,
    FalseNorthing = 8807,
    LatitudeOfProjectionCentre = 8811,
    LongitudeOfProjectionCentre = 8812,
    AzimuthAtProjectionCentre = 8813,
    AngleFromRectifiedToSkewGrid = 8814,
    ScaleFactorAtProjectionCentre = 8815,
    EastingAtProjectionCentre = 8816,
    NorthingAtProjectionCentre = 8817,
    LatitudeOfPseudoStandardParallel = 8818,
    ScaleFactorOnPseudoStandardParallel = 8819,
    LatitudeOfFalseOrigin = 8821,
    LongitudeOfFalseOrigin = 8822,
    LatitudeOfFirstStandardParallel = 8823,
    LatitudeOfSecondStandardParallel = 8824,
    EastingAtFalseOrigin = 8826,
    NorthingAtFalseOrigin = 8827,
    InitialLongitude = 8830,
    ZoneWidth = 8831,
    LatitudeOfStandardParallel = 8832,
    LongitudeOfOrigin = 8833,

    /// <summary>Of a geostationary satellite above the ellipsoid, metres.</summary>
    SatelliteHeight = 60001,

    /// <summary>Latitude of the north pole of the rotated system.</summary>
    LatitudeOfRotatedPole = 60002,

    /// <summary>Longitude, in the rotated system, of the true north pole.</summary>
    LongitudeOfTruePole = 60003,

    /// <summary>Of the two points that distances are measured from.</summary>
    LatitudeOfFirstPoint = 60004,
    LongitudeOfFirstPoint = 60005,
    LatitudeOfSecondPoint = 60006,
    LongitudeOfSecondPoint = 60007,
}
