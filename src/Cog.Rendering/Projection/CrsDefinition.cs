namespace Cog.Rendering.Projection;

/// <summary>What the EPSG Dataset says of a CRS, as far as it is computed with.</summary>
internal sealed record CrsDefinition
{
    /// <summary>Null for a CRS that has no code.</summary>
    public required int? EpsgCode { get; init; }

    /// <summary>The projection's EPSG method code; null for a geographic CRS.</summary>
    public int? MethodCode { get; init; }

    public required Ellipsoid Ellipsoid { get; init; }

    /// <summary>Radians, metres and ratios; what is not listed is 0, a scale factor 1.</summary>
    public IReadOnlyDictionary<ParameterCode, double> Parameters { get; init; } = new Dictionary<ParameterCode, double>();

    /// <summary>Metres in one unit of the axes; for a geographic CRS, radians.</summary>
    public required double UnitSize { get; init; }

    /// <summary>A parameter's value, or what stands for it when it is not listed.</summary>
    public double Value(ParameterCode code, double absent = 0) => Parameters.TryGetValue(code, out double value) ? value : absent;
}
