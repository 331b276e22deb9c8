using Cog.Geo;
using Cog.Rendering.Projection.Datums;

namespace Cog.Rendering.Projection.Text;

/// <summary>
/// GeoTIFF keys that say something else than the code beside them. The keys win, as in libgeotiff and GDAL: the code is but what the writer
/// thought it came nearest to.
/// </summary>
internal static class KeysBesideCode
{
    /// <summary>Metres by which places may differ for a projection to be the same: what rounded parameters leave.</summary>
    private const double SamePlace = 0.05;

    /// <summary>The same for datums, whose shifts are known no better.</summary>
    private const double SameDatum = 1;

    /// <summary>What a code and the keys beside it mean together.</summary>
    /// <param name="code">The code, for messages.</param>
    /// <param name="coded">What it stands for.</param>
    /// <param name="keys">All keys of the file.</param>
    /// <param name="warnings">What the two disagree about is added; null when nobody asks.</param>
    /// <returns><paramref name="coded"/> itself where they agree; else without its code.</returns>
    public static CrsDefinition Apply(int code, CrsDefinition coded, GeoKeys keys, ICollection<string>? warnings = null)
    {
        CrsDefinition crs = coded;
        if (coded.MethodCode is null)
        {
            return Angular(code, coded, keys, warnings);
        }

        if (GeoKeyReader.LinearUnit(keys) is { } unit && Math.Abs(unit - coded.UnitSize) > 1e-9 * coded.UnitSize)
        {
            warnings?.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ProjectedCRSGeoKey is EPSG:{code}, in units of {coded.UnitSize} m; ProjLinearUnitsGeoKey says units of {unit} m, "
                        + $"which are used."
                )
            );
            crs = crs with { EpsgCode = null, UnitSize = unit };
        }

        if (
            GeoKeyReader.GeographicBesideCode(keys) is { } datum
            && datum.GeographicCode != coded.GeographicCode
            && !IsSameDatum(coded, datum)
        )
        {
            warnings?.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ProjectedCRSGeoKey is EPSG:{code}, on EPSG:{coded.GeographicCode}; GeodeticCRSGeoKey says {NameOf(datum)}, which "
                        + $"is used."
                )
            );
            crs = crs with
            {
                EpsgCode = null,
                GeographicCode = datum.GeographicCode,
                Ellipsoid = datum.Ellipsoid,
                PrimeMeridian = datum.PrimeMeridian,
                Shifts = datum.Shifts,
            };
        }

        // Writers describe Web Mercator as Mercator.
        if (
            coded.MethodCode != ProjectionMethod.PseudoMercator
            && GeoKeyReader.ReadParameters(keys, crs, crs.UnitSize) is { } projected
            && !IsSameProjection(crs, projected)
        )
        {
            warnings?.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ProjectedCRSGeoKey is EPSG:{code}, by method {(int?)coded.MethodCode}; the keys "
                        + $"from ProjCoordTransGeoKey on describe "
                        + $"another projection, by method {(int?)projected.MethodCode}, which is used."
                )
            );
            crs = projected;
        }

        return ReferenceEquals(crs, coded) ? coded : crs with { EpsgCode = null, EsriCode = null, Name = GeoKeyReader.NameOf(keys) };
    }

    // GDAL takes WGS 84's degrees for granted.
    private static CrsDefinition Angular(int code, CrsDefinition coded, GeoKeys keys, ICollection<string>? warnings)
    {
        if (code == 4326 || GeoKeyReader.GivenAngularUnit(keys) is not { } unit || Math.Abs(unit - coded.UnitSize) <= 1e-9 * coded.UnitSize)
        {
            return coded;
        }

        warnings?.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"GeodeticCRSGeoKey is EPSG:{code}, in units of {coded.UnitSize} radians; GeogAngularUnitsGeoKey says units of {unit} "
                    + $"radians, which are used."
            )
        );
        return coded with { EpsgCode = null, UnitSize = unit, Name = GeoKeyReader.NameOf(keys) };
    }

    private static bool IsSameProjection(CrsDefinition coded, CrsDefinition said)
    {
        if (ProjectionMethods.Create(said) is not { } other || ProjectionMethods.Create(coded) is not { } kernel)
        {
            return true;
        }

        foreach ((double longitude, double latitude) in PlacesIn(coded))
        {
            (double x, double y) = kernel.Project(longitude - coded.PrimeMeridian, latitude);
            (double otherX, double otherY) = other.Project(longitude - coded.PrimeMeridian, latitude);
            if (!(Math.Abs(otherX - x) <= SamePlace && Math.Abs(otherY - y) <= SamePlace) && double.IsFinite(x) && double.IsFinite(y))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSameDatum(CrsDefinition coded, CrsDefinition said)
    {
        if (
            Math.Abs(coded.PrimeMeridian - said.PrimeMeridian) > 1e-10
            || Math.Abs(coded.Ellipsoid.SemiMajorAxis - said.Ellipsoid.SemiMajorAxis) > SameDatum
        )
        {
            return false;
        }

        DatumStep? step = DatumStep.Between(coded, said, area: null);
        foreach ((double longitude, double latitude) in PlacesIn(coded))
        {
            (double movedLongitude, double movedLatitude) = step?.Shift(longitude, latitude) ?? (longitude, latitude);
            double metres =
                coded.Ellipsoid.SemiMajorAxis
                * Math.Max(Math.Abs(movedLongitude - longitude) * Math.Cos(latitude), Math.Abs(movedLatitude - latitude));
            if (!(metres <= SameDatum))
            {
                return false;
            }
        }

        return Math.Abs(coded.Ellipsoid.Flattening - said.Ellipsoid.Flattening) < 1e-7;
    }

    /// <summary>Radians of places all over where a CRS is meant to be used.</summary>
    private static IEnumerable<(double Longitude, double Latitude)> PlacesIn(CrsDefinition crs)
    {
        const double Degree = MapProjection.Degree;
        BoundingBox area = WorldAxis.Longitude.Unwrap(crs.AreaOfUse ?? new(-180, -80, 180, 80));
        foreach ((double east, double north) in new[] { (0.5, 0.5), (0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9) })
        {
            yield return ((area.MinX + (east * area.Width)) * Degree, (area.MinY + (north * area.Height)) * Degree);
        }
    }

    private static string NameOf(CrsDefinition geographic) =>
        geographic.GeographicCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{code}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"a datum of its own, with an ellipsoid of {geographic.Ellipsoid.SemiMajorAxis} m and "
                    + $"1/{geographic.Ellipsoid.InverseFlattening}"
            );
}
