using System.Globalization;
using Cog.Geo;
using Cog.Hosting;
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
        Reprojection crs = Reprojection.Parse(query);
        PictureRequest request = PictureRequest.Parse(query, size, extension, maxSize: null);

        return files.AnswerAsync(context, query, file =>
        {
            Reprojection own = crs.For(file.Header);
            return Picture.MakeAsync(request, file, own.Transform(bounds, file.Header), own.To);
        });
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
