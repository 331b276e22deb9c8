namespace Cog.Rendering.Projection;

/// <summary>The two that every map needs, and the names that others gave to the second: nothing is looked up for them.</summary>
internal sealed class WellKnownCrs : ICrsSource
{
    /// <inheritdoc/>
    public string Coverage => "EPSG:4326 and OGC:CRS84 (WGS 84), EPSG:3857 (Web Mercator)";

    /// <inheritdoc/>
    public CrsDefinition? Find(int epsgCode) =>
        epsgCode switch
        {
            4326 => new()
            {
                EpsgCode = epsgCode,
                GeographicCode = 4326,
                Ellipsoid = Ellipsoid.Wgs84,
                UnitSize = AngleUnits.Degree,
                IsNorthFirst = true,
                AreaOfUse = new(-180, -90, 180, 90),
            },

            // 900913, 3785 and ESRI's 102100 and 102113 are older names of 3857.
            3857 or 900913 or 3785 or 102100 or 102113 => new()
            {
                EpsgCode = 3857,
                GeographicCode = 4326,
                MethodCode = ProjectionMethod.PseudoMercator,
                Ellipsoid = Ellipsoid.Wgs84,
                UnitSize = 1,
                AreaOfUse = new(-180, -85.06, 180, 85.06),
            },
            _ => null,
        };
}
