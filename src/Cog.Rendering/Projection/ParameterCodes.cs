namespace Cog.Rendering.Projection;

/// <summary>What parameters count in.</summary>
internal static class ParameterCodes
{
    /// <summary>True for ratios: everything that is neither an angle nor a length.</summary>
    public static bool IsRatio(this ParameterCode code) =>
        code
            is ParameterCode.EllipsoidScalingFactor
                or ParameterCode.ScaleFactorAtNaturalOrigin
                or ParameterCode.ScaleFactorAtProjectionCentre
                or ParameterCode.ScaleFactorOnPseudoStandardParallel;

    /// <summary>True for lengths.</summary>
    public static bool IsLength(this ParameterCode code) =>
        code
            is ParameterCode.ProjectionPlaneOriginHeight
                or ParameterCode.FalseEasting
                or ParameterCode.FalseNorthing
                or ParameterCode.EastingAtProjectionCentre
                or ParameterCode.NorthingAtProjectionCentre
                or ParameterCode.EastingAtFalseOrigin
                or ParameterCode.NorthingAtFalseOrigin
                or ParameterCode.SatelliteHeight;

    /// <summary>True for angles.</summary>
    public static bool IsAngle(this ParameterCode code) => !code.IsRatio() && !code.IsLength();
}
