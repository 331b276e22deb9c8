using Cog.Api.Requests;
using Cog.Header;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;
using Cog.Rendering.Projection.Epsg;
using Cog.Rendering.Styling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Pixels;

/// <summary>What boxes and previews have in common.</summary>
/// <param name="Query">The parameters, the file's address among them.</param>
/// <param name="Size">How large.</param>
/// <param name="Format">Null: PNG when a pixel is masked, else JPEG.</param>
/// <param name="Parameters">What is to be seen.</param>
internal sealed record PictureRequest(RequestQuery Query, OutputSize Size, ImageFormat? Format, RenderParameters Parameters)
{
    /// <summary>Reads the query, and the parts of the path that are common.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="size"><c>{w}x{h}</c>, or null.</param>
    /// <param name="extension">The format's, or null.</param>
    /// <param name="maxSize">What holds when no size is asked for.</param>
    public static PictureRequest Parse(RequestQuery query, string? size, string? extension, int? maxSize) => new(
        query,
        OutputSize.Parse(query, size, maxSize),
        extension is null ? null : ParseFormat(extension),
        BadRequest.OnFormatError(() => RenderParameters.Parse(query.All)));

    /// <summary>A CRS parameter: a code or URI, or <c>native</c> for the file's own, which is null here and need not be a supported one.</summary>
    public static Crs? ParseCrs(string text) =>
        text.Equals("native", StringComparison.OrdinalIgnoreCase) ? null : BadRequest.OnFormatError(() => Crs.Parse(text));

    /// <summary>Null when <paramref name="crs"/> is the file's own: then nothing needs to be warped.</summary>
    public static Crs? ForeignTo(CogHeader header, Crs? crs) =>
        crs?.EpsgCode is { } code && code == EpsgSearch.CodeOf(header.GeoKeys) ? null : crs;

    /// <summary>Parts a path segment and its extension: <c>1.5,2.png</c> → <c>1.5,2</c> and <c>png</c>. An extension starts with a letter, so that numbers stay whole.</summary>
    public static (string Text, string? Extension) SplitExtension(string segment)
    {
        int dot = segment.LastIndexOf('.');
        return dot >= 0 && dot + 1 < segment.Length && char.IsAsciiLetter(segment[dot + 1])
            ? (segment[..dot], segment[(dot + 1)..])
            : (segment, null);
    }

    private static ImageFormat ParseFormat(string extension) =>
        ImageFormats.Parse(extension) ?? throw new BadHttpRequestException($"'{extension}' is not a format here: expected png, pngraw, jpg, jpeg, webp, npy, tif.");
}
