namespace Cog.Rendering.Projection;

/// <summary>Codes of projection parameters in the EPSG Dataset (IOGP Guidance Note 7-2).</summary>
internal enum ParameterCode : ushort
{
    LatitudeOfNaturalOrigin = 8801,
    LongitudeOfNaturalOrigin = 8802,
    ScaleFactorAtNaturalOrigin = 8805,
    FalseEasting = 8806,
    FalseNorthing = 8807,
}
