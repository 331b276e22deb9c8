namespace Cog.Api.Mosaics;

/// <summary><c>GET …/info?url=…</c>, <c>…/info.geojson?url=…</c>: what a mosaic is, and where.</summary>
internal static class MosaicInfoEndpoint
{
    public static Task HandleAsync(HttpContext context, MosaicDatasets mosaics) =>
        mosaics.DescribeAsync(context, mosaics.QueryOf(context.Request), mosaic =>
            BufferedResponse.Json(MosaicInfo.Of(mosaic), MosaicResponses.Default.MosaicInfo)
        );

    public static Task HandleFeatureAsync(HttpContext context, MosaicDatasets mosaics) =>
        mosaics.DescribeAsync(context, mosaics.QueryOf(context.Request), mosaic =>
        {
            var info = MosaicInfo.Of(mosaic);
            return BufferedResponse.Json(
                new(info.Bounds, new(mosaic.Bounds), info),
                MosaicResponses.Default.MosaicFeature,
                "application/geo+json"
            );
        });
}
