using System.Text;

namespace Cog.Rendering.Projection.Text;

/// <summary>A CRS as well-known text 1, in GDAL's wording (OGC 01-009 section 7).</summary>
internal static class WktWriter
{
    /// <summary>Writes a definition. A method that WKT 1 has no name for is named by its EPSG code.</summary>
    public static string Write(CrsDefinition crs)
    {
        var text = new StringBuilder();
        string name = Quotable(
            crs.Name
                ?? (
                    crs.EpsgCode is { } code ? $"EPSG:{code}"
                    : crs.EsriCode is { } esri ? $"ESRI:{esri}"
                    : "unknown"
                )
        );
        if (crs.MethodCode is not { } method)
        {
            return WriteGeographic(text, crs, name, crs.UnitSize).ToString();
        }

        text.Append(CultureInfo.InvariantCulture, $"PROJCS[\"{name}\",");
        WriteGeographic(text, crs, "unknown", AngleUnits.Degree);
        WktMethod words = WktNames.Of(method)
            ?? new(
                method,
                $"EPSG_{(int)method}",
                "latitude_of_origin",
                "central_meridian",
                "standard_parallel_1 standard_parallel_2 scale_factor"
            );
        text.Append(CultureInfo.InvariantCulture, $",PROJECTION[\"{words.Name}\"]");

        // A parallel that is true to scale is the polar stereographic's origin in WKT 1.
        Angle(text, words.Latitude, words.Name == "Polar_Stereographic" && crs.FirstParallel != 0 ? crs.FirstParallel : crs.OriginLatitude);
        Angle(text, words.Longitude, crs.OriginLongitude);
        foreach (string parameter in words.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (parameter == "scale_factor")
            {
                Number(text, parameter, crs.Scale);
            }
            else if (parameter == "satellite_height")
            {
                Number(text, parameter, crs.Value(ParameterCode.SatelliteHeight));
            }
            else
            {
                Angle(text, parameter, ValueOf(crs, parameter));
            }
        }

        Number(text, "false_easting", crs.FalseEasting / crs.UnitSize);
        Number(text, "false_northing", crs.FalseNorthing / crs.UnitSize);
        text.Append(CultureInfo.InvariantCulture, $",UNIT[\"{UnitName(crs.UnitSize)}\",{crs.UnitSize:R}]");
        text.Append(",AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]");
        if (crs.MethodCode == ProjectionMethod.GeostationarySweepX)
        {
            // WKT 1 has no word for the sweep: GDAL appends PROJ's.
            text.Append(
                CultureInfo.InvariantCulture,
                $",EXTENSION[\"PROJ4\",\"+proj=geos +sweep=x +lon_0={crs.OriginLongitude / AngleUnits.Degree:R} "
                    + $"+h={crs.Value(ParameterCode.SatelliteHeight):R}"
                    + $" +x_0={crs.FalseEasting:R} +y_0={crs.FalseNorthing:R}"
                    + $" +a={crs.Ellipsoid.SemiMajorAxis:R}"
            );
            text.Append(CultureInfo.InvariantCulture, $"{FlatteningOf(crs)} +to_meter={crs.UnitSize:R} +no_defs\"]");
        }

        if (method == ProjectionMethod.RotatedPole)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $",EXTENSION[\"PROJ4\",\"+proj=ob_tran +o_proj=longlat"
                    + $" +o_lon_p={crs.Value(ParameterCode.LongitudeOfTruePole) / AngleUnits.Degree:R}"
                    + $" +o_lat_p={crs.Value(ParameterCode.LatitudeOfRotatedPole) / AngleUnits.Degree:R}"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $" +lon_0={crs.OriginLongitude / AngleUnits.Degree:R} +a={crs.Ellipsoid.SemiMajorAxis:R}"
                    + $" +rf={crs.Ellipsoid.InverseFlattening:R} +no_defs\"]"
            );
        }

        return text.Append(']').ToString();
    }

    private static StringBuilder WriteGeographic(StringBuilder text, CrsDefinition crs, string name, double unit) =>
        text.Append(
                CultureInfo.InvariantCulture,
                $"GEOGCS[\"{name}\",DATUM[\"unknown\",SPHEROID[\"unknown\","
                    + $"{crs.Ellipsoid.SemiMajorAxis:R},{crs.Ellipsoid.InverseFlattening:R}]{ToWgs84(crs)}]"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $",PRIMEM[\"{(crs.PrimeMeridian == 0 ? "Greenwich" : "unknown")}\",{crs.PrimeMeridian / AngleUnits.Degree:R}]"
            )
            .Append(CultureInfo.InvariantCulture, $",UNIT[\"{(unit == AngleUnits.Degree ? "degree" : "unknown")}\",{unit:R}]")
            .Append(CultureInfo.InvariantCulture, $"{(crs.GeographicCode is { } code ? $",AUTHORITY[\"EPSG\",\"{code}\"]" : "")}]");

    private static string FlatteningOf(CrsDefinition crs) =>
        crs.Ellipsoid.InverseFlattening == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" +rf={crs.Ellipsoid.InverseFlattening:R}");

    private static string ToWgs84(CrsDefinition crs)
    {
        return crs.Shifts.Given is { } h
            ? string.Create(
                CultureInfo.InvariantCulture,
                $",TOWGS84[{h.X:R},{h.Y:R},{h.Z:R},"
                    + $"{Math.Round(h.RotationX / AngleUnits.ArcSecond, 12):R},{Math.Round(h.RotationY / AngleUnits.ArcSecond, 12):R},"
                    + $"{Math.Round(h.RotationZ / AngleUnits.ArcSecond, 12):R},{Math.Round(h.Scale * 1e6, 12):R}]"
            )
            : "";
    }

    private static double ValueOf(CrsDefinition crs, string parameter) =>
        parameter switch
        {
            "standard_parallel_1" => crs.MethodCode == ProjectionMethod.Bonne ? crs.OriginLatitude : crs.FirstParallel,
            "standard_parallel_2" => crs.Value(ParameterCode.LatitudeOfSecondStandardParallel, absent: crs.FirstParallel),
            "pseudo_standard_parallel_1" => crs.Value(ParameterCode.LatitudeOfPseudoStandardParallel),
            "Latitude_Of_1st_Point" => crs.Value(ParameterCode.LatitudeOfFirstPoint),
            "Longitude_Of_1st_Point" => crs.Value(ParameterCode.LongitudeOfFirstPoint),
            "Latitude_Of_2nd_Point" => crs.Value(ParameterCode.LatitudeOfSecondPoint),
            "Longitude_Of_2nd_Point" => crs.Value(ParameterCode.LongitudeOfSecondPoint),
            "azimuth" => crs.Value(ParameterCode.AzimuthAtProjectionCentre, absent: crs.Value(ParameterCode.CoLatitudeOfConeAxis)),
            "rectified_grid_angle" => crs.Value(
                ParameterCode.AngleFromRectifiedToSkewGrid,
                absent: crs.Value(ParameterCode.AzimuthAtProjectionCentre)
            ),
            _ => 0,
        };

    // Rounded past what an angle in degrees is written with, so that 0.1 degrees in radians come back as 0.1.
    private static void Angle(StringBuilder text, string name, double radians) =>
        Number(text, name, Math.Round(radians / AngleUnits.Degree, 13));

    private static void Number(StringBuilder text, string name, double value)
    {
        if (name.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $",PARAMETER[\"{name}\",{value + 0.0:R}]");
        }
    }

    private static string UnitName(double size) =>
        size switch
        {
            1 => "metre",
            0.3048 => "foot",
            _ when Math.Abs(size - (1200.0 / 3937)) < 1e-12 => "US survey foot",
            _ => "unknown",
        };

    private static string Quotable(string name) => name.Replace('"', '\'').Replace("\0", "", StringComparison.Ordinal);
}
