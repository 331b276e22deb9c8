using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;

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

    /// <summary>Writes headers and, unless the request is a HEAD, the body.</summary>
    public async Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.ContentType = MediaType;
        response.ContentLength = Body.Length;
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
            await response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
