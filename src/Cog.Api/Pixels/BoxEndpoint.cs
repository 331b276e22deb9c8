namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/bbox/{minx},{miny},{maxx},{maxy}[/{width}x{height}].{format}?url=…</c>: a box of the image. <c>coord_crs</c> says what the
/// numbers are
/// (EPSG:4326; <c>native</c>: the file's own), <c>dst_crs</c> what the picture shall be in (that of the numbers).
/// </summary>
internal static class BoxEndpoint
{
    public static Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        (string corners, string? extension) = FormatParameter.Split(query.Segment("bounds") ?? "");
        string? size = query.Segment("size");
        if (size is not null)
        {
            (size, extension) = FormatParameter.Split(size);
        }

        Reprojection crs = Reprojection.Parse(query);
        BoundingBoxParameter box = BoxOf(corners, crs.From);
        PictureRequest request = PictureRequest.Parse(query, size, extension, maxSize: null);

        return datasets.ReadAsync(context, query, new(box.Numbers, crs.From), data =>
            PictureReader.MakeAsync(request, data, crs.For(data.Lead.Header).Transform(box, data.Lead.Header))
        );
    }

    private static BoundingBoxParameter BoxOf(string corners, Crs? crs)
    {
        string message =
            $"'{corners}' is not a box: expected minx,miny,maxx,maxy, each minimum less than its maximum (but minx > maxx across ±180°).";
        string[] parts = corners.Split(',');
        if (parts.Length != 4)
        {
            throw UnknownAddress.Because(message);
        }

        PathNumbers.Parse(parts, ["minx", "miny", "maxx", "maxy"], message);
        return BoundingBoxParameter.Parse(corners, crs, () => new(ParameterError.OfPath("bounds", message)));
    }
}
