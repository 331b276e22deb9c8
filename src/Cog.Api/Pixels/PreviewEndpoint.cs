namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/preview[.{format}]?url=…</c> or <c>/cog/preview/{width}x{height}.{format}</c>: all of the image, 1024 pixels long unless
/// asked otherwise.
/// </summary>
internal static class PreviewEndpoint
{
    private const int MaxSize = 1024;

    public static Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        string? extension = query.Segment("format"),
            size = query.Segment("size");
        if (size is not null)
        {
            (size, extension) = FormatParameter.Split(size);
        }

        Crs? to = CrsParameter.ParseOrNative(query, "dst_crs", null);
        PictureRequest request = PictureRequest.Parse(query, size, extension, MaxSize);

        return datasets.ReadAsync(context, query, place: null, data =>
            PictureReader.MakeAsync(request, data, PictureReader.All(data.Lead.Header, ForeignCrs.Of(data.Lead.Header, to)))
        );
    }
}
