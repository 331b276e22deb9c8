using System.Buffers;
using Cog.Api.Requests.GeoJson;
using Cog.Rendering.Shapes;

namespace Cog.Api.Pixels;

/// <summary>
/// <c>POST /cog/statistics?url=…</c> with a GeoJSON Feature or FeatureCollection: the same, and in the properties of each feature the
/// statistics of the
/// file inside of it, in whole pixels that count by the share that it covers (<c>cover_scale</c> smaller pixels along an edge tell it, 10).
/// </summary>
internal static class FeatureStatisticsEndpoint
{
    private const int MaxScale = 1000;

    /// <summary>Of all features together: some seconds.</summary>
    private const long MaxSteps = 1L << 31;

    public static async Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        Reprojection crs = Reprojection.Parse(query);
        StatisticsRequest request = StatisticsRequest.Parse(query, maxSize: null);
        int scale = query.Integer("cover_scale", 1, MaxScale) ?? 10;
        (JsonElement document, IReadOnlyList<GeoJsonFeature> features) = await GeoJsonBody.ReadFeaturesAsync(context.Request, query);

        AskedPlace? place = features.Count == 0 ? null : new(Around(features), crs.From);
        await datasets.ReadAsync(context, query, place, async data =>
        {
            BandPlan bands = RenderQuery.BandsOf(request.Parameters, data);
            StatisticsCounter.ThrowIfTooMany(features.Count, bands.Labels.Count, request.Options);
            Reprojection own = crs.For(data.Lead.Header);
            AreaPlan[] areas = [.. features.Select(feature => AreaPlan.Of(feature.Shape, own, bands, request, data))];
            ThrowIfTooMuch(areas, bands, scale);

            var counted = new List<Dictionary<string, NamedStatistics>>(features.Count);
            var counter = new StatisticsCounter(request.Options, data.Lead.CancellationToken);
            foreach (AreaPlan area in areas)
            {
                counted.Add(await CountAsync(area, (bands, scale), request.Parameters, data, counter));
            }

            return new(Write(document, features, counted, data.Lead.CancellationToken), "application/geo+json");
        });
    }

    // All of them at once, before anything is read: what each takes is in proportion to its pixels.
    private static void ThrowIfTooMuch(AreaPlan[] areas, BandPlan bands, int scale)
    {
        double steps = areas.Sum(area => (double)area.Size.Width * area.Size.Height * (bands.Labels.Count + scale));
        if (steps > MaxSteps)
        {
            throw new BadHttpRequestException(
                $"{areas.Length} features of {bands.Labels.Count} bands, with cover_scale {scale}, take {steps:0} steps, one for each "
                    + $"pixel and band and for each row of its smaller pixels; at most {MaxSteps} are taken for one request: ask for fewer "
                    + "features, smaller ones, a lower cover_scale, or with max_size.",
                StatusCodes.Status413PayloadTooLarge
            );
        }
    }

    private static async Task<Dictionary<string, NamedStatistics>> CountAsync(
        AreaPlan plan,
        (BandPlan Bands, int Scale) wanted,
        RenderParameters parameters,
        IDataset data,
        StatisticsCounter counter
    )
    {
        (BandPlan bands, int scale) = wanted;
        CogFile file = data.Lead;
        (PictureArea area, Shape shape, RasterSize size) = plan;
        BoundingBox bounds = area.Bounds;
        if ((long)Math.Max(size.Width, size.Height) * scale > int.MaxValue)
        {
            throw new BadHttpRequestException($"cover_scale is {scale}: too fine for an area of {size.Width} × {size.Height} pixels.");
        }

        using IDisposable place = await data.EnterAsync(size, bands);

        // Beside the file, nothing is valid.
        using DatasetSamples computed = await file.Log.ReadAsync(() =>
            PictureReader.ReadAsync(parameters, data, bands, area, size, samples =>
                Cutline.Apply(samples, shape, bounds, file.CancellationToken)
            )
        ) ?? Nothing(bands, size, data).Compute(bands, bounds, file);
        using (file.Log.Measure("count"))
        {
            float[] coverage = Cutline.Coverage(bands.SizeOf(size), shape, bands.BoundsOf(bounds, size), scale, file.CancellationToken);
            return counter.Count(computed, bands, coverage);
        }
    }

    private static DatasetSamples Nothing(BandPlan bands, RasterSize size, IDataset data)
    {
        CogReaderOptions options = data.Lead.Reader.Options;
        return new(Raster.Rent(data.SampleType, bands.Samples.Count, size, options), null);
    }

    private static BoundingBox Around(IReadOnlyList<GeoJsonFeature> features) =>
        features
            .Select(feature => feature.Shape.Bounds)
            .Aggregate(
                (all, one) =>
                    new(
                        Math.Min(all.MinX, one.MinX),
                        Math.Min(all.MinY, one.MinY),
                        Math.Max(all.MaxX, one.MaxX),
                        Math.Max(all.MaxY, one.MaxY)
                    )
            );

    private static ReadOnlyMemory<byte> Write(
        JsonElement document,
        IReadOnlyList<GeoJsonFeature> features,
        List<Dictionary<string, NamedStatistics>> counted,
        CancellationToken cancellationToken
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonWriting.Options))
        {
            if (!GeoJsonFeature.IsOf(document, "FeatureCollection"))
            {
                WriteFeature(writer, document, counted[0]);
            }
            else
            {
                writer.WriteStartObject();
                foreach (JsonProperty member in document.EnumerateObject().Where(member => member.Name != "features"))
                {
                    member.WriteTo(writer);
                }

                writer.WriteStartArray("features");
                for (int i = 0; i < features.Count; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    WriteFeature(writer, features[i].Element, counted[i]);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        }

        return buffer.WrittenMemory;
    }

    private static void WriteFeature(Utf8JsonWriter writer, JsonElement feature, Dictionary<string, NamedStatistics> counted)
    {
        writer.WriteStartObject();
        foreach (JsonProperty member in feature.EnumerateObject().Where(member => member.Name != "properties"))
        {
            member.WriteTo(writer);
        }

        writer.WriteStartObject("properties");
        if (feature.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in properties.EnumerateObject().Where(member => member.Name != "statistics"))
            {
                member.WriteTo(writer);
            }
        }

        writer.WritePropertyName("statistics");
        JsonSerializer.Serialize(writer, counted, PartialReadJson.Default.DictionaryStringNamedStatistics);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
