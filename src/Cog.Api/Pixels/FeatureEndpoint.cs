using Cog.Api.Requests.GeoJson;
using Cog.Rendering.Shapes;

namespace Cog.Api.Pixels;

/// <summary>
/// <c>POST /cog/feature[/{width}x{height}][.{format}]?url=…</c> with a GeoJSON Feature: the box around an area, masked outside of it.
/// <c>coord_crs</c>
/// says what its coordinates are (EPSG:4326), <c>dst_crs</c> what the picture shall be in (the same).
/// </summary>
internal static class FeatureEndpoint
{
    public static async Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        string? extension = query.Segment("format"),
            size = query.Segment("size");
        if (size is not null)
        {
            (size, extension) = FormatParameter.Split(size);
        }

        Reprojection crs = Reprojection.Parse(query);
        PictureRequest request = PictureRequest.Parse(query, size, extension, maxSize: null);
        GeoJsonFeature feature = await GeoJsonBody.ReadFeatureAsync(context.Request, query);

        await datasets.ReadAsync(context, query, new(feature.Shape.Bounds, crs.From), data =>
        {
            CogHeader header = data.Lead.Header;
            (PictureArea area, Shape shape) = crs.For(header).Transform(feature.Shape, header);
            return PictureReader.MakeAsync(request, data, area, raster =>
                Cutline.Apply(raster, shape, area.Bounds, data.Lead.CancellationToken)
            );
        });
    }
}
