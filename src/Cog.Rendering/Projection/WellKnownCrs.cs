namespace Cog.Rendering.Projection;

/// <summary>The codes whose definitions follow from the code: no table is needed for them.</summary>
internal sealed class WellKnownCrs : ICrsSource
{
    private const double Degree = Math.PI / 180;

    /// <inheritdoc/>
    public string Coverage =>
        "EPSG:4326 and OGC:CRS84 (WGS 84), EPSG:4258 (ETRS89), EPSG:3857 (Web Mercator), EPSG:32601-32660 and 32701-32760 (UTM on WGS 84), EPSG:25828-25838 (UTM on ETRS89)";

    /// <inheritdoc/>
    public CrsDefinition? Find(int epsgCode) => epsgCode switch
    {
        4326 => Geographic(epsgCode, Ellipsoid.Wgs84),
        4258 => Geographic(epsgCode, Ellipsoid.Grs80),

        // 900913, 3785 and ESRI's 102100 and 102113 are older names of 3857.
        3857 or 900913 or 3785 or 102100 or 102113 => new()
        {
            EpsgCode = 3857,
            MethodCode = PseudoMercator.MethodCode,
            Ellipsoid = Ellipsoid.Wgs84,
            UnitSize = 1,
        },
        > 32600 and <= 32660 => Utm(epsgCode, zone: epsgCode - 32600, isSouth: false, Ellipsoid.Wgs84),
        > 32700 and <= 32760 => Utm(epsgCode, zone: epsgCode - 32700, isSouth: true, Ellipsoid.Wgs84),
        >= 25828 and <= 25838 => Utm(epsgCode, zone: epsgCode - 25800, isSouth: false, Ellipsoid.Grs80),
        _ => null,
    };

    private static CrsDefinition Geographic(int epsgCode, Ellipsoid ellipsoid) =>
        new() { EpsgCode = epsgCode, Ellipsoid = ellipsoid, UnitSize = Degree };

    private static CrsDefinition Utm(int epsgCode, int zone, bool isSouth, Ellipsoid ellipsoid) => new()
    {
        EpsgCode = epsgCode,
        MethodCode = TransverseMercator.MethodCode,
        Ellipsoid = ellipsoid,
        UnitSize = 1,
        Parameters = new Dictionary<ParameterCode, double>
        {
            [ParameterCode.LongitudeOfNaturalOrigin] = ((6 * zone) - 183) * Degree,
            [ParameterCode.ScaleFactorAtNaturalOrigin] = 0.9996,
            [ParameterCode.FalseEasting] = 500_000,
            [ParameterCode.FalseNorthing] = isSouth ? 10_000_000 : 0,
        },
    };
}
