namespace Cog.Api.Requests.GeoJson;

/// <summary>GeoJSON (RFC 7946) that a caller posts.</summary>
internal static class GeoJsonBody
{
    private const int MaxBytes = 4 << 20;
    private const int MaxFeatures = 1000;

    /// <summary>Reads a Feature.</summary>
    /// <param name="request">Its body.</param>
    /// <param name="query">What is wrong with the parameters is told with what is wrong with the body.</param>
    /// <exception cref="BadHttpRequestException">It is none (422), or too large (413).</exception>
    public static async Task<GeoJsonFeature> ReadFeatureAsync(HttpRequest request, RequestQuery query)
    {
        var errors = new BodyErrors();
        GeoJsonFeature? feature = await ReadAsync(request, errors) is { } document
            ? GeoJsonFeature.Parse(document, BodyPlace.Document, errors)
            : null;
        return feature ?? throw query.Refused(errors.Listed);
    }

    /// <summary>Reads a Feature or a FeatureCollection.</summary>
    /// <param name="request">Its body.</param>
    /// <param name="query">As for a Feature.</param>
    /// <returns>The document, and its features: one for a Feature.</returns>
    /// <exception cref="BadHttpRequestException">It is neither (422), or too large (413).</exception>
    public static async Task<(JsonElement Document, IReadOnlyList<GeoJsonFeature> Features)> ReadFeaturesAsync(
        HttpRequest request,
        RequestQuery query
    )
    {
        var errors = new BodyErrors();
        JsonElement? document = await ReadAsync(request, errors);
        List<GeoJsonFeature?> features = document is { } read ? FeaturesOf(read, errors) : [];
        return errors.Listed.Count == 0 ? (document!.Value, [.. features.OfType<GeoJsonFeature>()]) : throw query.Refused(errors.Listed);
    }

    private static List<GeoJsonFeature?> FeaturesOf(JsonElement document, BodyErrors errors)
    {
        if (!GeoJsonFeature.IsOf(document, "FeatureCollection"))
        {
            return [GeoJsonFeature.Parse(document, BodyPlace.Document, errors)];
        }

        BodyPlace place = BodyPlace.Document.Member("features");
        if (!document.TryGetProperty("features", out JsonElement features) || features.ValueKind != JsonValueKind.Array)
        {
            errors.Wrong(place, features, "an array of Features", "list_type");
            return [];
        }

        return features.GetArrayLength() <= MaxFeatures
            ? [.. features.EnumerateArray().Select((feature, i) => GeoJsonFeature.Parse(feature, place.Item(i), errors))]
            : throw new BadHttpRequestException(
                $"The FeatureCollection has {features.GetArrayLength()} features; at most {MaxFeatures} are taken at once.",
                StatusCodes.Status413PayloadTooLarge
            );
    }

    private static async Task<JsonElement?> ReadAsync(HttpRequest request, BodyErrors errors)
    {
        byte[] body = await ReadBytesAsync(request);
        if (body.Length == 0)
        {
            errors.Add("The body is empty: a GeoJSON Feature is expected.", "missing");
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (JsonText.ErrorOf(body) is { } error)
            {
                errors.Add($"The body is not JSON: {error}", "json_invalid");
                return null;
            }

            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            // The place is a byte of a line, as FastAPI's is a character of the document.
            string place = (error.BytePositionInLine ?? 0).ToString(CultureInfo.InvariantCulture);
            errors.Add($"The body is not JSON: {JsonFault.PlaceOf(error)}.", "json_invalid", place);
            return null;
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
