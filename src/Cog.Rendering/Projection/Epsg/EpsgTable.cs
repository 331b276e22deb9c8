namespace Cog.Rendering.Projection.Epsg;

/// <summary>All geographic, projected and compound CRSs of the EPSG Dataset, deprecated ones too.</summary>
internal sealed class EpsgTable : ICrsSource
{
    public static EpsgTable Instance { get; } = new();

    private const int Absent = ushort.MaxValue;
    private const int NorthFirst = 4,
        Deprecated = 8;

    /// <inheritdoc/>
    public string Coverage => "the geographic and projected codes of EPSG v13.102, and compound ones by their horizontal part";

    /// <inheritdoc/>
    public CrsDefinition? Find(int epsgCode)
    {
        int index = EpsgData.IndexOf(EpsgSection.Projected, epsgCode);
        if (index >= 0)
        {
            return Projected(epsgCode, EpsgData.Record(EpsgSection.Projected, index));
        }

        index = EpsgData.IndexOf(EpsgSection.Geographic, epsgCode);
        if (index >= 0)
        {
            return Geographic(index);
        }

        index = EpsgData.IndexOf(EpsgSection.Compound, epsgCode);
        return index >= 0 ? Find(EpsgData.UInt16(EpsgData.Record(EpsgSection.Compound, index), 2)) : null;
    }

    /// <summary>The method and parameters of a conversion, for files that name only that; null when unknown.</summary>
    public static (ProjectionMethod Method, Dictionary<ParameterCode, double> Parameters)? Conversion(int epsgCode)
    {
        int index = EpsgData.IndexOf(EpsgSection.ConversionCode, epsgCode);
        if (index < 0)
        {
            return null;
        }

        ProjectionMethod method = ReadConversion(
            EpsgData.UInt16(EpsgData.Record(EpsgSection.ConversionCode, index), 2),
            out Dictionary<ParameterCode, double> parameters
        );
        return (method, parameters);
    }

    /// <summary>An ellipsoid by its EPSG code; null when unknown.</summary>
    public static Ellipsoid? EllipsoidOf(int epsgCode) =>
        EpsgData.IndexOf(EpsgSection.EllipsoidCode, epsgCode) is var index and >= 0
            ? ReadEllipsoid(EpsgData.UInt16(EpsgData.Record(EpsgSection.EllipsoidCode, index), 2))
            : null;

    /// <summary>A prime meridian's longitude in radians by its EPSG code; null when unknown.</summary>
    public static double? PrimeMeridianOf(int epsgCode) =>
        EpsgData.IndexOf(EpsgSection.MeridianCode, epsgCode) is var index and >= 0
            ? EpsgData.Number(EpsgSection.PrimeMeridian, EpsgData.UInt16(EpsgData.Record(EpsgSection.MeridianCode, index), 2))
                * AngleUnits.Degree
            : null;

    /// <summary>A unit's size in metres or degrees by its EPSG code; null when unknown.</summary>
    public static double? UnitOf(int epsgCode) =>
        EpsgData.IndexOf(EpsgSection.UnitCode, epsgCode) is var index and >= 0
            ? EpsgData.Number(EpsgSection.Unit, EpsgData.UInt16(EpsgData.Record(EpsgSection.UnitCode, index), 2))
            : null;

    /// <summary>The method code of a projected CRS, by its place in the table.</summary>
    public static ProjectionMethod MethodOfProjected(int index)
    {
        ReadOnlySpan<byte> conversion = EpsgData.Record(
            EpsgSection.Conversion,
            EpsgData.UInt16(EpsgData.Record(EpsgSection.Projected, index), 4)
        );
        return (ProjectionMethod)EpsgData.UInt16(EpsgData.Record(EpsgSection.Method, conversion[0]), 0);
    }

    /// <summary>Whether EPSG has withdrawn a projected CRS, by its place in the table.</summary>
    public static bool IsDeprecated(int index) => (EpsgData.Record(EpsgSection.Projected, index)[9] & Deprecated) != 0;

    private static CrsDefinition Projected(int code, ReadOnlySpan<byte> record)
    {
        CrsDefinition geographic = Geographic(EpsgData.UInt16(record, 2));
        ProjectionMethod method = ReadConversion(EpsgData.UInt16(record, 4), out Dictionary<ParameterCode, double> parameters);
        return geographic with
        {
            EpsgCode = code,
            MethodCode = method,
            Parameters = parameters,
            AreaOfUse = ReadExtent(EpsgData.UInt16(record, 6)),
            UnitSize = EpsgData.Number(EpsgSection.Unit, record[8]),
            IsNorthFirst = (record[9] & NorthFirst) != 0,
            Axes = (AxisDirections)record[9] & (AxisDirections.West | AxisDirections.South | AxisDirections.SouthFirst),
        };
    }

    private static CrsDefinition Geographic(int index)
    {
        ReadOnlySpan<byte> record = EpsgData.Record(EpsgSection.Geographic, index);
        return new()
        {
            EpsgCode = EpsgData.UInt16(record, 0),
            GeographicCode = EpsgData.UInt16(record, 0),
            Ellipsoid = ReadEllipsoid(record[2]),
            PrimeMeridian = EpsgData.Number(EpsgSection.PrimeMeridian, record[3]) * AngleUnits.Degree,
            IsNorthFirst = true,
            UnitSize = EpsgData.Number(EpsgSection.Unit, record[4]) * AngleUnits.Degree,
            AreaOfUse = ReadExtent(EpsgData.UInt16(record, 5)),
            Shifts = new(EpsgData.UInt16(record, 7), record[9], EpsgData.UInt16(record, 10), record[12]),
        };
    }

    private static ProjectionMethod ReadConversion(int index, out Dictionary<ParameterCode, double> parameters)
    {
        ReadOnlySpan<byte> record = EpsgData.Record(EpsgSection.Conversion, index),
            method = EpsgData.Record(EpsgSection.Method, record[0]);
        parameters = new(method[2]);
        for (int i = 0; i < method[2]; i++)
        {
            int value = EpsgData.UInt16(record, 1 + (2 * i));
            if (value != Absent)
            {
                var code = (ParameterCode)EpsgData.UInt16(method, 3 + (2 * i));
                parameters[code] = EpsgData.Number(EpsgSection.Value, value) * (code.IsAngle() ? AngleUnits.Degree : 1);
            }
        }

        return (ProjectionMethod)EpsgData.UInt16(method, 0);
    }

    private static Ellipsoid ReadEllipsoid(int index)
    {
        ReadOnlySpan<byte> record = EpsgData.Record(EpsgSection.Ellipsoid, index);
        return new(BitConverter.ToDouble(record), BitConverter.ToDouble(record[8..]));
    }

    /// <summary>An extent in degrees; <c>MinX &gt; MaxX</c> crosses ±180°.</summary>
    internal static BoundingBox ReadExtent(int index)
    {
        ReadOnlySpan<byte> record = EpsgData.Record(EpsgSection.Extent, index);
        return new(
            EpsgData.Int16(record, 0) / 100.0,
            EpsgData.Int16(record, 2) / 100.0,
            EpsgData.Int16(record, 4) / 100.0,
            EpsgData.Int16(record, 6) / 100.0
        );
    }
}
