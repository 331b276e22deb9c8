using System.Globalization;
using Cog.Geo;
using Cog.Hosting;
using Cog.Rendering.Projection;
using Microsoft.AspNetCore.Http;

namespace Functions.PartialRead;

/// <summary>
/// <c>GET /cog/map?url=…</c>: a map as OGC API Maps (OGC 20-058) asks for it. <c>bbox</c>, in <c>bbox-crs</c> (longitude and latitude), all of the file
/// without it; <c>crs</c> of the picture (the file's own), <c>width</c> and <c>height</c> (1024 at the longer side), <c>f</c> (png).
/// </summary>
internal static class MapEndpoint
{
    private const int MaxSize = 1024;

    public static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        BoundingBox? box = query.Text("bbox") is { } corners ? ParseBox(corners) : null;
        var crs = new Reprojection(PictureRequest.ParseCrs(query.Text("bbox_crs") ?? "OGC:CRS84"), PictureRequest.ParseCrs(query.Text("crs") ?? "native"));
        PictureRequest request = PictureRequest.Parse(query, size: null, ExtensionOf(query.Text("f") ?? "png"), MaxSize);

        return files.AnswerAsync(context, query, file =>
        {
            Reprojection own = crs.For(file.Header);
            BoundingBox bounds = box is { } wanted ? own.Transform(wanted, file.Header)
                : own.To is null ? file.Header.Bounds
                : NaturalGrid.Of(file.Header, own.To).Bounds;
            return Picture.MakeAsync(request, file, bounds, own.To);
        });
    }

    // png, or image/png; "image/tiff; application=geotiff".
    private static string ExtensionOf(string format)
    {
        string type = format.Split(';')[0].Trim();
        return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? type["image/".Length..] : type;
    }

    // With heights: minx,miny,minz,maxx,maxy,maxz (OGC 20-058, "Spatial subsetting").
    private static BoundingBox ParseBox(string text)
    {
        string[] parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw Unusable();
            }
        }

        BoundingBox box = numbers switch
        {
            [var minX, var minY, var maxX, var maxY] => new(minX, minY, maxX, maxY),
            [var minX, var minY, _, var maxX, var maxY, _] => new(minX, minY, maxX, maxY),
            _ => throw Unusable(),
        };
        return box.IsValid ? box : throw Unusable();

        BadHttpRequestException Unusable() => new($"bbox is '{text}': expected minx,miny,maxx,maxy (or six numbers, with heights), each minimum less than its maximum.");
    }
}
