using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Requests.GeoJson;

/// <summary>GeoJSON (RFC 7946) that a caller posts.</summary>
internal static class GeoJsonBody
{
    private const int MaxBytes = 4 << 20;
    private const int MaxFeatures = 1000;

    /// <summary>Reads a Feature.</summary>
    /// <exception cref="BadHttpRequestException">It is none (422), or too large (413).</exception>
    public static async Task<GeoJsonFeature> ReadFeatureAsync(HttpRequest request) => GeoJsonFeature.Parse(await ReadAsync(request), "");

    /// <summary>Reads a Feature or a FeatureCollection.</summary>
    /// <returns>The document, and its features: one for a Feature.</returns>
    /// <exception cref="BadHttpRequestException">It is neither (422), or too large (413).</exception>
    public static async Task<(JsonElement Document, IReadOnlyList<GeoJsonFeature> Features)> ReadFeaturesAsync(HttpRequest request)
    {
        JsonElement document = await ReadAsync(request);
        if (!GeoJsonFeature.IsOf(document, "FeatureCollection"))
        {
            return (document, [GeoJsonFeature.Parse(document, "")]);
        }

        if (!document.TryGetProperty("features", out JsonElement features) || features.ValueKind != JsonValueKind.Array)
        {
            throw GeoJsonFeature.Wrong("features", features, "an array of Features");
        }

        return features.GetArrayLength() <= MaxFeatures
            ? (document, [.. features.EnumerateArray().Select((feature, i) => GeoJsonFeature.Parse(feature, $"features[{i}]."))])
            : throw new BadHttpRequestException(
                $"The FeatureCollection has {features.GetArrayLength()} features; at most {MaxFeatures} are taken at once.",
                StatusCodes.Status413PayloadTooLarge
            );
    }

    private static async Task<JsonElement> ReadAsync(HttpRequest request)
    {
        byte[] body = await ReadBytesAsync(request);
        if (body.Length == 0)
        {
            throw new BadHttpRequestException(
                "The body is empty: a GeoJSON Feature is expected.",
                StatusCodes.Status422UnprocessableEntity
            );
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonText.ThrowIfInvalid(body);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new BadHttpRequestException($"The body is not JSON: {error.Message}", StatusCodes.Status422UnprocessableEntity);
        }
    }

    // Whatever length the request claims: what is kept grows with what has come.
    private static async Task<byte[]> ReadBytesAsync(HttpRequest request)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[16 << 10];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (kept.Length + read > MaxBytes)
            {
                throw new BadHttpRequestException(
                    $"The body is larger than {MaxBytes} bytes, which is all that is taken.",
                    StatusCodes.Status413PayloadTooLarge
                );
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
