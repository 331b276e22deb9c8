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
    public static PictureRequest Parse(RequestQuery query, string? size, string? extension, int? maxSize) =>
        new(
            query,
            OutputSize.Parse(query, size, maxSize),
            extension is null ? null : FormatParameter.Parse(extension),
            RenderQuery.Parse(query)
        );
}
