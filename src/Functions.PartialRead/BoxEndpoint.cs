using System.Globalization;
using Cog.Geo;
using Cog.Header;
using Cog.Hosting;
using Cog.Rendering.Projection;
using Microsoft.AspNetCore.Http;

namespace Functions.PartialRead;

/// <summary>
/// <c>GET /cog/bbox/{minx},{miny},{maxx},{maxy}[/{width}x{height}].{format}?url=…</c>: a box of the image. <c>coord_crs</c> says what the numbers are
/// (EPSG:4326; <c>native</c>: the file's own), <c>dst_crs</c> what the picture shall be in (that of the numbers).
/// </summary>
internal static class BoxEndpoint
{
    public static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        (string corners, string? extension) = PictureRequest.SplitExtension(query.Segment("bounds") ?? "");
        string? size = query.Segment("size");
        if (size is not null)
        {
            (size, extension) = PictureRequest.SplitExtension(size);
        }

        BoundingBox bounds = ParseBounds(corners);
        Crs? from = PictureRequest.ParseCrs(query.Text("coord_crs") ?? "EPSG:4326");
        Crs? to = query.Text("dst_crs") is { } text ? PictureRequest.ParseCrs(text) : from;
        PictureRequest request = PictureRequest.Parse(query, size, extension, maxSize: null);

        return files.AnswerAsync(context, query, file =>
        {
            Crs? own = PictureRequest.ForeignTo(file.Header, from), wanted = PictureRequest.ForeignTo(file.Header, to);
            return Picture.MakeAsync(request, file, Transform(bounds, own, wanted, file.Header), wanted);
        });
    }

    private static BoundingBox Transform(BoundingBox bounds, Crs? from, Crs? to, CogHeader header)
    {
        if (from?.EpsgCode == to?.EpsgCode)
        {
            return bounds;
        }

        BoundingBox moved = CrsTransform.Create(from ?? Crs.Of(header), to ?? Crs.Of(header)).TransformBounds(bounds);
        return moved.IsValid ? moved : throw Picture.Outside();
    }

    private static BoundingBox ParseBounds(string text)
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

        return numbers is [var minX, var minY, var maxX, var maxY] && new BoundingBox(minX, minY, maxX, maxY) is { IsValid: true } bounds ? bounds : throw Unusable();

        BadHttpRequestException Unusable() => new($"'{text}' is no box: expected minx,miny,maxx,maxy, each minimum less than its maximum.");
    }
}
