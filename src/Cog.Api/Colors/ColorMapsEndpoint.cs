using Cog.Api.Html;
using Cog.Api.Info;
using Cog.Rendering.Encoding;
using Cog.Rendering.Styling.Colors;

namespace Cog.Api.Colors;

/// <summary>
/// <c>GET /colorMaps</c>: the named colour maps; <c>/colorMaps/{colorMapId}</c>: the colours of one, or with <c>f=png</c> and the like a
/// strip of them. Both are JSON, or a page.
/// </summary>
internal static class ColorMapsEndpoint
{
    private const int Length = 256,
        Breadth = 20,
        MaxLength = 1 << 14;

    public static Task HandleListAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        bool isHtml = Representation.IsHtml(query);
        query.ThrowIfInvalid();

        string root = ServerRoot.Of(context.Request);
        if (isHtml)
        {
            return SendAsync(context, files, ColorMapPages.List(NamedColorMaps.Names, root));
        }

        ColorMapItem[] items =
        [
            .. NamedColorMaps.Names.Select(name => new ColorMapItem(
                name,
                [new($"{root}/colorMaps/{name}", "item", $"Definition of {name} ColorMap") { Type = "application/json" }]
            )),
        ];
        return SendAsync(context, files, BufferedResponse.Json(new ColorMapList(items), ColorMapsJson.Default.ColorMapList));
    }

    public static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        string name = query.Segment("colorMapId") ?? "";
        ColorTable map = NamedColorMaps.Find(name)
            ?? throw new InvalidParametersException(
                ParameterError.OfPath("colorMapId", $"colorMapId is '{name}': there is no such colour map; /colorMaps lists them.")
            );

        ImageFormat? format = query.Text("f") is { } text ? ImageFormats.Parse(text) : null;
        bool isHtml = format is null && IsHtml(query);

        bool isVertical = query.Text("orientation") switch
        {
            null or "horizontal" => false,
            "vertical" => true,
            var other => query.Wrong("orientation", $"orientation is '{other}': expected horizontal or vertical.", false),
        };
        int width = query.Integer("width", 1, MaxLength) ?? (isVertical ? Breadth : Length),
            height = query.Integer("height", 1, MaxLength) ?? (isVertical ? Length : Breadth);
        query.ThrowIfInvalid();

        if (format is null)
        {
            return SendAsync(
                context,
                files,
                isHtml
                    ? ColorMapPages.One(name, map, ServerRoot.Of(context.Request))
                    : BufferedResponse.Json(Palette.EntriesOf(map), ColorMapsJson.Default.IReadOnlyDictionaryStringInt32Array)
            );
        }

        var size = new RasterSize(width, height);
        ResponseSize.ThrowIfTooLarge(size, bytesPerPixel: 4, files.Options.Reader.Limits, "width and height");
        using Raster strip = StripOf(size, isVertical);
        EncodedImage image = BadRequest.OnFormatError(() =>
            PictureEncoder.Encode(strip, BandColors.None, new() { ColorMap = map, Format = format }, georeference: null)
        );
        return SendAsync(context, files, new(image.Bytes, image.MediaType));
    }

    // The nearest of 256 values for each pixel, as GDAL resizes.
    private static Raster StripOf(RasterSize size, bool isVertical)
    {
        Raster strip = Raster.Rent(SampleType.UInt8, 1, size, CogReaderOptions.Default);
        strip.Mask.Fill(255);
        Span<byte> values = strip.BandBytes(0);
        int length = isVertical ? size.Height : size.Width;
        for (int i = 0; i < values.Length; i++)
        {
            int position = isVertical ? i / size.Width : i % size.Width;
            values[i] = (byte)((position + 0.5) * Length / length);
        }

        return strip;
    }

    private static bool IsHtml(RequestQuery query) =>
        query.Text("f") is not { } format || format.ToUpperInvariant() is "HTML" or "JSON" ? Representation.IsHtml(query)
        : format.Equals("jp2", StringComparison.OrdinalIgnoreCase) ? query.Wrong("f", FormatParameter.Unknown("f", format), false)
        : query.Wrong("f", $"f is '{format}': expected json, html, png, jpg, webp, npy or tif.", false);

    private static Task SendAsync(HttpContext context, CogFiles files, BufferedResponse answer)
    {
        context.Response.Headers.CacheControl = files.Options.CacheControl;
        return answer.SendAsync(context);
    }
}
