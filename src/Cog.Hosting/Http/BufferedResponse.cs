using System.Buffers;
using System.Text.Json.Serialization.Metadata;

namespace Cog.Hosting.Http;

/// <summary>A finished answer: nothing is sent before all of it is known, so every failure still has its status.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="MediaType">Their Content-Type.</param>
internal sealed record BufferedResponse(ReadOnlyMemory<byte> Body, string MediaType)
{
    /// <summary>The box of a picture, in the units of <see cref="Crs"/>: TiTiler's <c>Content-Bbox</c>.</summary>
    public BoundingBox? Bounds { get; init; }

    /// <summary>The URI of a picture's CRS, without brackets: TiTiler's <c>Content-Crs</c>.</summary>
    public string? Crs { get; init; }

    /// <summary>Further headers, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>True: a caller may ask for a part of it, as readers of GeoTIFF do (RFC 9110 section 14).</summary>
    public bool TakesRanges { get; init; }

    /// <summary>A JSON document.</summary>
    public static BufferedResponse Json<T>(T value, JsonTypeInfo<T> type, string mediaType = "application/json")
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonWriting.Options))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return new(buffer.WrittenMemory, mediaType);
    }

    /// <summary>Writes headers and, unless the request is a HEAD, the body, or the part of it that was asked for.</summary>
    /// <exception cref="BadHttpRequestException">A part that the body has not (416).</exception>
    public async Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        ReadOnlyMemory<byte> body = TakesRanges ? PartOf(context) : Body;
        if (response.StatusCode != StatusCodes.Status206PartialContent)
        {
            body = Encode(context, body);
        }

        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Bounds is { } box)
        {
            response.Headers["Content-Bbox"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{box.MinX:R},{box.MinY:R},{box.MaxX:R},{box.MaxY:R}"
            );
        }

        if (Crs is not null)
        {
            response.Headers["Content-Crs"] = $"<{Crs}>";
        }

        RequestLog.Of(context).WriteTo(response.Headers);

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private ReadOnlyMemory<byte> PartOf(HttpContext context)
    {
        IHeaderDictionary asked = context.Request.Headers,
            headers = context.Response.Headers;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return Body;
        }

        headers.AcceptRanges = "bytes";

        // RFC 9110 section 13.1.5: a part of another version is of no use to the caller. Times are not compared: there is none.
        bool isCurrent = asked.IfRange.Count == 0 || (headers.ETag.Count > 0 && asked.IfRange == headers.ETag);
        if (!HttpMethods.IsGet(context.Request.Method) || !isCurrent || BodyRange.Parse(asked.Range, Body.Length) is not { } range)
        {
            return Body;
        }

        if (range.Length == 0)
        {
            headers.ContentRange = $"bytes */{Body.Length}";
            throw new BadHttpRequestException(
                $"Range is '{asked.Range}': the answer has {Body.Length} bytes.",
                StatusCodes.Status416RangeNotSatisfiable
            );
        }

        context.Response.StatusCode = StatusCodes.Status206PartialContent;
        headers.ContentRange = $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{Body.Length}";
        return Body.Slice(range.Offset, range.Length);
    }

    private ReadOnlyMemory<byte> Encode(HttpContext context, ReadOnlyMemory<byte> body)
    {
        bool isEncoded = Headers.Any(header => header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase));
        if (isEncoded || context.Features.Get<CodedAnswers>() is null || !ContentCodings.Serve(MediaType, body.Length))
        {
            return body;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.AppendCommaSeparatedValues("Vary", "Accept-Encoding");
        bool wantsPart = TakesRanges && context.Request.Headers.Range.Count > 0; // Of the body as it is, now or in its next request.
        if (
            wantsPart
            || ContentCodings.Choose(context.Request.Headers.AcceptEncoding) is not { } coding
            || ContentCodings.Encode(body.Span, MediaType, coding) is not { } encoded
        )
        {
            return body;
        }

        headers.ContentEncoding = coding;
        headers.Remove("Accept-Ranges");
        if (headers.ETag is [{ } etag])
        {
            headers.ETag = ETags.Encoded(etag, coding);
        }

        return encoded;
    }
}
