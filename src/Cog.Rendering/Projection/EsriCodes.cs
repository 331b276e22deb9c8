using Cog.Rendering.Projection.Text;

namespace Cog.Rendering.Projection;

/// <summary>Esri's world projections: 54xxx on WGS 84 and, as 53xxx, on a sphere of 6371 km; those whose method has a kernel.</summary>
internal sealed class EsriCodes : ICrsSource
{
    private const int OnWgs84 = 54000,
        OnSphere = 53000;

    /// <inheritdoc/>
    public string Coverage => "Esri's world projections (ESRI:53001 to 53080 and 54001 to 54080, but for 53025, 54025, 54050 and 54051)";

    /// <inheritdoc/>
    public CrsDefinition? Find(int epsgCode)
    {
        bool isSphere = epsgCode < OnWgs84;
        string? projection = ProjectionOf(epsgCode - (isSphere ? OnSphere : OnWgs84), isSphere);
        return projection is null
            ? null
            : ProjString.Parse($"{projection} {(isSphere ? SphereOf(epsgCode) : "+datum=WGS84")}") with
            {
                EsriCode = epsgCode,
            };
    }

    // Some of the newer ones are on a sphere of GRS 80's mean radius.
    private static string SphereOf(int code) =>
        code switch
        {
            53035 or 53036 or 53037 or (>= 53075 and <= 53080 and not 53076) => "+R=6371008.7714",
            53074 or 53076 => "+R=6371007",
            53049 => "+datum=WGS84", // Its name says a sphere, its definition does not.
            _ => "+R=6371000",
        };

    private static string? ProjectionOf(int number, bool isSphere) =>
        number switch
        {
            1 => "+proj=eqc",
            2 => "+proj=eqc +lat_ts=60",
            3 => "+proj=mill +R_A",
            4 => "+proj=merc",
            8 => "+proj=sinu",
            9 => "+proj=moll",
            10 => "+proj=eck6",
            11 => "+proj=eck5",
            12 => "+proj=eck4",
            13 => "+proj=eck3",
            14 => "+proj=eck2",
            15 => "+proj=eck1",
            16 => "+proj=gall",
            17 => "+proj=cea +lat_ts=30",
            18 => "+proj=wink1 +lat_ts=50.4597762521898",
            19 => "+proj=wink2 +lat_1=50.4597762521898",
            21 => "+proj=poly",
            22 => "+proj=qua_aut",
            23 => "+proj=loxim +lat_1=40",
            24 => "+proj=bonne +lat_1=60",
            26 => "+proj=stere +lat_0=0",
            27 => "+proj=eqdc +lat_1=60 +lat_2=60",
            28 => "+proj=cass",
            29 => "+proj=vandg +R_A",
            30 => "+proj=robin",
            31 => "+proj=tpeqd +lat_1=0 +lon_1=0 +lat_2=60 +lon_2=60",
            32 => "+proj=aeqd",
            34 => "+proj=cea",
            35 => "+proj=eqearth",
            36 => "+proj=eqearth +lon_0=-90",
            37 => "+proj=eqearth +lon_0=150",
            42 => "+proj=wintri +lat_1=50.467",
            43 => "+proj=aitoff",
            44 => "+proj=hammer",
            45 => "+proj=mbtfpq",
            46 => "+proj=crast",
            48 => "+proj=times",
            49 => "+proj=nsper +h=35800000",
            52 when !isSphere => "+proj=igh",
            53 when !isSphere => "+proj=igh_o +lon_0=-160",
            74 => "+proj=wag4",
            75 => "+proj=wag5",
            76 => "+proj=wag7",
            77 => "+proj=natearth",
            78 => "+proj=natearth2",
            79 => "+proj=patterson",
            80 => "+proj=comill",
            _ => null,
        };
}
