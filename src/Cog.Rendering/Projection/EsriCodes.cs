using Cog.Rendering.Projection.Text;

namespace Cog.Rendering.Projection;

/// <summary>Esri's world projections: 54xxx on WGS 84 and, as 53xxx, on a sphere of 6371 km; those whose method has a kernel.</summary>
internal sealed class EsriCodes : ICrsSource
{
    private const int OnWgs84 = 54000, OnSphere = 53000;

    /// <inheritdoc/>
    public string Coverage => "Esri's world projections (ESRI:54009 Mollweide, ESRI:54030 Robinson and others)";

    /// <inheritdoc/>
    public CrsDefinition? Find(int epsgCode)
    {
        bool isSphere = epsgCode < OnWgs84;
        string? projection = ProjectionOf(epsgCode - (isSphere ? OnSphere : OnWgs84));
        return projection is null ? null : ProjString.Parse($"{projection} {(isSphere ? SphereOf(epsgCode) : "+datum=WGS84")}") with { EsriCode = epsgCode };
    }

    // Some of the newer ones are on a sphere of GRS 80's mean radius.
    private static string SphereOf(int code) => code switch
    {
        53035 or 53036 or 53037 or 53077 => "+R=6371008.7714",
        _ => "+R=6371000",
    };

    private static string? ProjectionOf(int number) => number switch
    {
        1 => "+proj=eqc",
        2 => "+proj=eqc +lat_ts=60",
        3 => "+proj=mill +R_A",
        4 => "+proj=merc",
        8 => "+proj=sinu",
        9 => "+proj=moll",
        10 => "+proj=eck6",
        12 => "+proj=eck4",
        16 => "+proj=gall",
        17 => "+proj=cea +lat_ts=30",
        21 => "+proj=poly",
        24 => "+proj=bonne +lat_1=60",
        26 => "+proj=stere +lat_0=0",
        27 => "+proj=eqdc +lat_1=60 +lat_2=60",
        28 => "+proj=cass",
        29 => "+proj=vandg +R_A",
        30 => "+proj=robin",
        32 => "+proj=aeqd",
        34 => "+proj=cea",
        35 => "+proj=eqearth",
        36 => "+proj=eqearth +lon_0=-90",
        37 => "+proj=eqearth +lon_0=150",
        77 => "+proj=natearth",
        _ => null,
    };
}
