using Cog.Rendering.Projection.Datums;

namespace Cog.Rendering.Projection;

/// <summary>What an authority or a file says of a CRS, as far as it is computed with.</summary>
internal sealed record CrsDefinition
{
    /// <summary>Null for a CRS that has no code.</summary>
    public required int? EpsgCode { get; init; }

    /// <summary>Its code in Esri's list, when EPSG has none.</summary>
    public int? EsriCode { get; init; }

    /// <summary>The EPSG code of the geographic CRS it is built on, whose datum shifts it has; null when it has none.</summary>
    public int? GeographicCode { get; init; }

    /// <summary>What a file calls it; null when nothing does.</summary>
    public string? Name { get; init; }

    /// <summary>The projection's EPSG method code, or one of ours from 60001 on; null for a geographic CRS.</summary>
    public ProjectionMethod? MethodCode { get; init; }

    public required Ellipsoid Ellipsoid { get; init; }

    /// <summary>The prime meridian's longitude east of Greenwich, radians.</summary>
    public double PrimeMeridian { get; init; }

    /// <summary>The ways from its datum to WGS 84; none when they are taken as one.</summary>
    public DatumShifts Shifts { get; init; } = DatumShifts.None;

    /// <summary>Radians, metres and ratios; what is not listed is 0, a scale factor 1.</summary>
    public IReadOnlyDictionary<ParameterCode, double> Parameters { get; init; } = new Dictionary<ParameterCode, double>();

    /// <summary>Metres in one unit of the axes; for a geographic CRS, radians.</summary>
    public required double UnitSize { get; init; }

    /// <summary>How its axes differ from easting and northing.</summary>
    public AxisDirections Axes { get; init; }

    /// <summary>True when its authority names northing or latitude first; x is easting here all the same.</summary>
    public bool IsNorthFirst { get; init; }

    /// <summary>Degrees of longitude and latitude east of Greenwich; null when nothing states it.</summary>
    public BoundingBox? AreaOfUse { get; init; }

    public double OriginLatitude =>
        FirstOf(ParameterCode.LatitudeOfNaturalOrigin, ParameterCode.LatitudeOfFalseOrigin, ParameterCode.LatitudeOfProjectionCentre);

    public double OriginLongitude =>
        FirstOf(
            ParameterCode.LongitudeOfNaturalOrigin,
            ParameterCode.LongitudeOfFalseOrigin,
            ParameterCode.LongitudeOfProjectionCentre,
            ParameterCode.LongitudeOfOrigin
        );

    public double Scale =>
        FirstOf(
            ParameterCode.ScaleFactorAtNaturalOrigin,
            ParameterCode.ScaleFactorAtProjectionCentre,
            ParameterCode.ScaleFactorOnPseudoStandardParallel,
            absent: 1
        );

    public double FirstParallel =>
        FirstOf(
            ParameterCode.LatitudeOfFirstStandardParallel,
            ParameterCode.LatitudeOfStandardParallel,
            ParameterCode.LatitudeOfPseudoStandardParallel
        );

    /// <summary>The first where there is no other.</summary>
    public double SecondParallel => Value(ParameterCode.LatitudeOfSecondStandardParallel, absent: FirstParallel);

    /// <summary>What a view from space is taken from, metres.</summary>
    /// <exception cref="UnsupportedCrsException">It is not above the ground, or out of all bounds.</exception>
    public double SatelliteHeight =>
        Value(ParameterCode.SatelliteHeight) is var height && height > 0 && height < 1e12
            ? height
            : throw new UnsupportedCrsException($"The CRS looks down from {height} metres: expected a height above 0.");

    /// <summary>The easting of the origin; where eastings count west, of the reversed axis.</summary>
    public double FalseEasting =>
        FirstOf(ParameterCode.FalseEasting, ParameterCode.EastingAtFalseOrigin, ParameterCode.EastingAtProjectionCentre)
        * (Axes.HasFlag(AxisDirections.West) ? -1 : 1);

    /// <summary>The northing of the origin; where northings count south, of the reversed axis.</summary>
    public double FalseNorthing =>
        FirstOf(ParameterCode.FalseNorthing, ParameterCode.NorthingAtFalseOrigin, ParameterCode.NorthingAtProjectionCentre)
        * (Axes.HasFlag(AxisDirections.South) ? -1 : 1);

    /// <summary>A parameter's value, or what stands for it when it is not listed.</summary>
    public double Value(ParameterCode code, double absent = 0) => Parameters.TryGetValue(code, out double value) ? value : absent;

    // Methods name alike parameters differently; none has two of one kind but those that ask by code.
    private double FirstOf(
        ParameterCode first,
        ParameterCode second,
        ParameterCode third,
        ParameterCode? fourth = null,
        double absent = 0
    ) =>
        Parameters.TryGetValue(first, out double value)
        || Parameters.TryGetValue(second, out value)
        || Parameters.TryGetValue(third, out value)
        || (fourth is { } code && Parameters.TryGetValue(code, out value))
            ? value
            : absent;
}
