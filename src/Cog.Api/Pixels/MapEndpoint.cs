using Cog.Api.Pages;

namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/map?url=…</c>: a map as OGC API Maps (OGC 20-058) asks for it. <c>bbox</c>, in <c>bbox-crs</c> (longitude and latitude), all
/// of the file
/// without it; <c>crs</c> of the picture (the file's own), <c>width</c> and <c>height</c> (1024 at the longer side), <c>f</c> (png).
/// </summary>
internal static class MapEndpoint
{
    private const int MaxSize = 1024;

    public static Task HandleAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        if (MapPageEndpoint.IsMeant(context, query))
        {
            return MapPageEndpoint.RedirectAsync(context, query, sets);
        }

        context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept");
        var crs = new Reprojection(
            CrsParameter.ParseOrNative(query, "bbox_crs", Crs.Parse("OGC:CRS84")),
            CrsParameter.ParseOrNative(query, "crs", null)
        );
        BoundingBoxParameter? box = query.Text("bbox") is { } corners
            ? BoundingBoxParameter.Parse(corners, crs.From, () =>
                new(
                    ParameterError.OfQuery(
                        "bbox",
                        $"bbox is '{corners}': expected minx,miny,maxx,maxy (or six numbers, with heights), each minimum less than its "
                            + "maximum (but minx > maxx across ±180°)."
                    )
                )
            )
            : null;
        string format = ExtensionOf(query.Text("f") ?? "png");
        if (ImageFormats.Parse(format) is null)
        {
            format = query.Wrong("f", FormatParameter.Unknown("f", format), "png");
        }

        PictureRequest request = PictureRequest.Parse(query, size: null, format, MaxSize);

        AskedPlace? place = box is null ? null : new(box.Numbers, crs.From);
        return datasets.ReadAsync(context, query, place, data =>
        {
            CogHeader header = data.Lead.Header;
            Reprojection own = crs.For(header);
            return PictureReader.MakeAsync(request, data, box is null ? PictureReader.All(header, own.To) : own.Transform(box, header));
        });
    }

    // png, or image/png; "image/tiff; application=geotiff".
    private static string ExtensionOf(string format)
    {
        string type = format.Split(';')[0].Trim();
        return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? type["image/".Length..] : type;
    }
}
