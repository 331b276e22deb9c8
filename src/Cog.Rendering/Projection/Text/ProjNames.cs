namespace Cog.Rendering.Projection.Text;

/// <summary>PROJ's names of figures, meridians and units (proj.org, "Ellipsoids", "Prime Meridians", "Units").</summary>
internal static class ProjNames
{
    /// <summary>An ellipsoid, or the one under a datum; null when unknown.</summary>
    public static Ellipsoid? EllipsoidOf(string name) =>
        name switch
        {
            "WGS84" => Ellipsoid.Wgs84,
            "GRS80" or "NAD83" or "ETRS89" => Ellipsoid.Grs80,
            "WGS72" => new(6378135, 298.26),
            "WGS66" => new(6378145, 298.25),
            "GRS67" => new(6378160, 298.2471674270),
            "aust_SA" => new(6378160, 298.25),
            "clrk66" or "NAD27" => new(6378206.4, 6378206.4 / (6378206.4 - 6356583.8)),
            "clrk80" => new(6378249.145, 293.4663),
            "clrk80ign" => new(6378249.2, 293.4660212936269),
            "bessel" or "potsdam" or "hermannskogel" => new(6377397.155, 299.1528128),
            "bess_nam" => new(6377483.865, 299.1528128),
            "intl" or "nzgd49" => new(6378388, 297),
            "krass" => new(6378245, 298.3),
            "airy" or "OSGB36" => new(6377563.396, 299.3249646),
            "mod_airy" or "ire65" => new(6377340.189, 299.3249646),
            "evrst30" => new(6377276.345, 300.8017),
            "helmert" => new(6378200, 298.3),
            "hough" => new(6378270, 297),
            "evrst48" => new(6377304.063, 300.8017),
            "evrst56" => new(6377301.243, 300.8017),
            "evrst69" => new(6377295.664, 300.8017),
            "evrstSS" => new(6377298.556, 300.8017),
            "WGS60" => new(6378165, 298.3),
            "PZ90" => new(6378136, 298.25784),
            "GSK2011" => new(6378136.5, 298.2564151),
            "IAU76" => new(6378140, 298.257),
            "danish" => new(6377019.2563, 300),
            "andrae" => new(6377104.43, 300),
            "fschr60" => new(6378166, 298.3),
            "fschr60m" => new(6378155, 298.3),
            "fschr68" => new(6378150, 298.3),
            "MERIT" => new(6378137, 298.257),
            "NWL9D" => new(6378145, 298.25),
            "APL4.9" => new(6378137, 298.25),
            "SGS85" => new(6378136, 298.257),
            "plessis" => new(6376523, 6376523 / (6376523 - 6355863.0)),
            "walbeck" => new(6376896, 6376896 / (6376896 - 6355834.8467)),
            "new_intl" => new(6378157.5, 6378157.5 / (6378157.5 - 6356772.2)),
            "sphere" => new(6370997, 0),
            _ => null,
        };

    /// <summary>The EPSG code of a datum's geographic CRS; null when it is taken for WGS 84.</summary>
    public static int? DatumCodeOf(string name) =>
        name switch
        {
            "NAD83" => 4269,
            "NAD27" => 4267,
            "OSGB36" => 4277,
            "potsdam" => 4314,
            "hermannskogel" => 4312,
            "ire65" => 4299,
            "nzgd49" => 4272,
            _ => null,
        };

    /// <summary>A prime meridian's degrees east of Greenwich; null when it has no name here.</summary>
    public static double? PrimeMeridianOf(string name) =>
        name switch
        {
            "greenwich" => 0,
            "paris" => 2.33722916999,
            "ferro" => -17.66666666667,
            "rome" => 12.45233333333,
            "bern" => 7.43958333333,
            "lisbon" => -9.13190611111,
            "madrid" => -3.68793888889,
            "bogota" => -74.08091666667,
            "jakarta" => 106.80771944444,
            "brussels" => 4.367975,
            "stockholm" => 18.05827777778,
            "athens" => 23.7163375,
            "oslo" => 10.72291666667,
            _ => null,
        };

    /// <summary>A unit's metres; null when unknown.</summary>
    public static double? UnitOf(string name) =>
        name switch
        {
            "m" => 1,
            "km" => 1000,
            "dm" => 0.1,
            "cm" => 0.01,
            "mm" => 0.001,
            "ft" => 0.3048,
            "us-ft" => 1200 / 3937.0,
            "yd" => 0.9144,
            "mi" => 1609.344,
            "kmi" => 1852,
            "ind-ft" => 0.30479841,
            "ind-yd" => 0.91439523,
            "ind-ch" => 20.11669506,
            "us-yd" => 3600 / 3937.0,
            "us-ch" => 79_200 / 3937.0,
            "us-mi" => 6_336_000 / 3937.0,
            "ch" => 20.1168,
            "link" => 0.201168,
            "fath" => 1.8288,
            "in" => 0.0254,
            _ => null,
        };
}
