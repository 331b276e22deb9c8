using Cog.Rendering.Projection.Datums;
using Cog.Rendering.Projection.Epsg;
using ProjNet.CoordinateSystems;

namespace Cog.Rendering.Projection.Text;

/// <summary>A CRS as well-known text 1, GDAL's or Esri's: ProjNET reads it, names become methods and parameters here.</summary>
internal static class WktReader
{
    private const int MaxLength = 16_384;

    /// <summary>True for text that can only be meant so.</summary>
    public static bool IsOne(string text) => StartOf(text) >= 0;

    /// <summary>Reads a definition; of a compound CRS, its horizontal part.</summary>
    /// <exception cref="UnsupportedCrsException">It cannot be read, or there is no kernel for its projection.</exception>
    public static CrsDefinition Read(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new UnsupportedCrsException($"The CRS is {text.Length} characters of well-known text; at most {MaxLength} are read.");
        }

        int start = StartOf(text);
        string part = (start >= 0 ? WktSyntax.Node(text.AsSpan(start)) : null)
            ?? throw new UnsupportedCrsException("The CRS is not well-known text: PROJCS[…] or GEOGCS[…], every bracket and quote closed.");

        // What WKT 1 has no words for, GDAL appends as a PROJ string.
        const string Extension = "EXTENSION[\"PROJ4\",\"";
        if (
            part.IndexOf(Extension, StringComparison.OrdinalIgnoreCase) is var at and >= 0
            && part.IndexOf('"', at + Extension.Length) is var end and > 0
        )
        {
            try
            {
                return ProjString.Parse(part[(at + Extension.Length)..end]);
            }
            catch (FormatException error)
            {
                throw new UnsupportedCrsException($"The CRS cannot be read: {error.Message}");
            }
        }

        try
        {
            return new CoordinateSystemFactory().CreateFromWkt(part) switch
            {
                ProjectedCoordinateSystem projected => Projected(projected),
                GeographicCoordinateSystem geographic => Geographic(geographic),
                _ => throw new UnsupportedCrsException("The CRS is neither projected nor geographic."),
            };
        }
        catch (Exception error)
            when (error
                    is ArgumentException
                        or FormatException
                        or NotSupportedException
                        or InvalidOperationException
                        or IndexOutOfRangeException
                        or NullReferenceException
                        or OverflowException
                        or InvalidCastException
                        or KeyNotFoundException
            )
        {
            // ProjNET throws whatever its tokenizer stumbles over.
            throw new UnsupportedCrsException($"The CRS cannot be read as well-known text: {error.Message}");
        }
    }

    /// <summary>Where PROJCS or GEOGCS begins, whatever is before it; -1 when neither is there.</summary>
    private static int StartOf(string text)
    {
        int start = text.IndexOf("PROJCS[", StringComparison.OrdinalIgnoreCase);
        return start >= 0 ? start : text.IndexOf("GEOGCS[", StringComparison.OrdinalIgnoreCase);
    }

    private static CrsDefinition Projected(ProjectedCoordinateSystem crs)
    {
        ProjectionMethod method = WktNames.MethodOf(crs.Projection.ClassName)
            ?? throw new UnsupportedCrsException($"The projection '{crs.Projection.ClassName}' is not supported. {Crs.Supported}");
        method =
            OptionOf(crs.Projection) is { } option && method == ProjectionMethod.GoodeHomolosine
                ? option == 1
                    ? ProjectionMethod.InterruptedGoodeLand
                    : option == 2
                        ? ProjectionMethod.InterruptedGoodeOcean
                        : method
                : method;
        double angle = crs.GeographicCoordinateSystem.AngularUnit.RadiansPerUnit,
            unit = crs.LinearUnit.MetersPerUnit;
        var list = new ParameterList();
        for (int i = 0; i < crs.Projection.NumParameters; i++)
        {
            ProjectionParameter parameter = crs.Projection.GetParameter(i);
            if (WktNames.ParameterOf(parameter.Name) is { } code)
            {
                list.Add(
                    CodeFor(method, code),
                    parameter.Value
                        * (
                            code.IsAngle() ? angle
                            : code.IsLength() && code != ParameterCode.SatelliteHeight ? unit
                            : 1
                        )
                );
            }
        }

        // Behrmann is the equal-area cylinder at 30 degrees by definition.
        if (crs.Projection.ClassName.Equals("Behrmann", StringComparison.OrdinalIgnoreCase))
        {
            list.Add(ParameterCode.LatitudeOfFirstStandardParallel, 30 * AngleUnits.Degree);
        }

        return list.ToDefinition(method, Geographic(crs.GeographicCoordinateSystem) with { Name = crs.Name }, unit);
    }

    // Which of several a name of Esri's means.
    private static double? OptionOf(IProjection projection)
    {
        for (int i = 0; i < projection.NumParameters; i++)
        {
            if (projection.GetParameter(i) is { } parameter && parameter.Name.Equals("Option", StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Value;
            }
        }

        return null;
    }

    // Esri gives the polar stereographic's parallel as such, and Krovak's cone by an azimuth as GDAL does.
    private static ParameterCode CodeFor(ProjectionMethod method, ParameterCode code) =>
        (method, code) switch
        {
            (ProjectionMethod.PolarStereographicVariantA, ParameterCode.LatitudeOfFirstStandardParallel) =>
                ParameterCode.LatitudeOfNaturalOrigin,
            (ProjectionMethod.KrovakNorthOrientated, ParameterCode.AzimuthAtProjectionCentre) => ParameterCode.CoLatitudeOfConeAxis,
            (ProjectionMethod.ColombiaUrban, ParameterCode.SatelliteHeight) => ParameterCode.ProjectionPlaneOriginHeight,
            _ => code,
        };

    private static CrsDefinition Geographic(GeographicCoordinateSystem crs)
    {
        HorizontalDatum datum = crs.HorizontalDatum;
        double rf = datum.Ellipsoid.InverseFlattening,
            a = datum.Ellipsoid.SemiMajorAxis;
        if (!(a > 1000 && a < 1e9) || !(rf == 0 || rf > 1.1))
        {
            throw new UnsupportedCrsException($"The CRS's ellipsoid of {a} and 1/{rf} is none.");
        }

        Wgs84ConversionInfo? given = datum.Wgs84Parameters;
        CrsDefinition? known = given is null ? KnownDatum(crs) : null;
        return new()
        {
            EpsgCode = null,
            Name = crs.Name,
            Ellipsoid = new(a, double.IsFinite(rf) ? rf : 0),
            PrimeMeridian = crs.PrimeMeridian.Longitude * crs.PrimeMeridian.AngularUnit.RadiansPerUnit,
            UnitSize = crs.AngularUnit.RadiansPerUnit,
            Shifts = given is not null
                ? new(Helmert.FromToWgs84([given.Dx, given.Dy, given.Dz, given.Ex, given.Ey, given.Ez, given.Ppm])!.Value)
                : known?.Shifts ?? DatumShifts.None,
            GeographicCode = known?.GeographicCode,
        };
    }

    private static CrsDefinition? KnownDatum(GeographicCoordinateSystem crs)
    {
        // EPSG gave the geographic CRS of a datum the datum's code less 2000.
        int? code =
            crs.Authority == "EPSG" && crs.AuthorityCode is > 0 and < 65536 ? (int)crs.AuthorityCode
            : crs.HorizontalDatum is { Authority: "EPSG", AuthorityCode: > 6000 and < 7000 } datum ? (int)datum.AuthorityCode - 2000
            : KnownDatums.CodeOf(crs.HorizontalDatum.Name);
        return code is { } known && EpsgTable.Instance.Find(known) is { MethodCode: null } definition ? definition : null;
    }
}
