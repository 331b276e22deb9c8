using System.Buffers;
using System.Text.Json;
using Cog.Api.Requests;
using Cog.Api.Requests.GeoJson;
using Cog.Geo;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Rendering.Projection;
using Cog.Rendering.Shapes;
using Cog.Rendering.Styling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Pixels;

/// <summary>
/// <c>POST /cog/statistics?url=…</c> with a GeoJSON Feature or FeatureCollection: the same, and in the properties of each feature the
/// statistics of the
/// file inside of it, in whole pixels that count by the share that it covers (<c>cover_scale</c> smaller pixels along an edge tell it, 10).
/// </summary>
internal static class FeatureStatisticsEndpoint
{
    private const int MaxScale = 1000;

    /// <summary>What a band has besides its histogram, by and large.</summary>
    private const int NumbersOfBand = 10;

    public static async Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        Reprojection crs = Reprojection.Parse(query);
        StatisticsRequest request = StatisticsRequest.Parse(query, maxSize: null);
        int scale = query.Integer("cover_scale", 1, MaxScale) ?? 10;
        (JsonElement document, IReadOnlyList<GeoJsonFeature> features) = await GeoJsonBody.ReadFeaturesAsync(context.Request, query);

        await files.RespondAsync(context, query, async file =>
        {
            BandPlan bands = RenderQuery.BandsOf(request.Parameters, file.Header);
            // How many classes there are shows while they are counted.
            int least = Math.Max(NumbersOfBand, request.Options.IsCategorical ? request.Options.Categories.Count : request.Options.Bins);
            if ((long)features.Count * bands.Labels.Count * least > ClassBudget.Max)
            {
                throw new BadHttpRequestException(
                    $"{features.Count} features, {bands.Labels.Count} bands and {least} numbers of each are more than {ClassBudget.Max} "
                        + "together: ask for fewer.",
                    StatusCodes.Status413PayloadTooLarge
                );
            }

            var counted = new List<Dictionary<string, NamedStatistics>>(features.Count);
            var budget = new ClassBudget();
            foreach (GeoJsonFeature feature in features)
            {
                counted.Add(await CountAsync(feature.Shape, crs.For(file.Header), scale, bands, request, file, budget));
            }

            return new(Write(document, features, counted, file.CancellationToken), "application/geo+json");
        });
    }

    private static async Task<Dictionary<string, NamedStatistics>> CountAsync(
        Shape asked,
        Reprojection crs,
        int scale,
        BandPlan bands,
        StatisticsRequest request,
        CogFile file,
        ClassBudget budget
    )
    {
        CogHeader header = file.Header;
        (PictureArea area, Shape shape) = crs.Transform(asked, header);
        if (
            (crs.To?.IsGeographic ?? header.GeoKeys.IsGeographic)
            && WorldAxis.Longitude.ShiftOnto(area.Bounds, PictureReader.All(header, crs.To).Bounds) is not 0 and var turns
        )
        {
            // To the side of ±180° where the pixels are that it is aligned to.
            area = area with { Bounds = area.Bounds with { MinX = area.Bounds.MinX + turns, MaxX = area.Bounds.MaxX + turns } };
            shape = shape.Move(turns);
        }

        BoundingBox bounds = Align(area.Bounds, header, crs.To);
        area = area with { Bounds = bounds };
        RasterSize size = PictureReader.SizeOf(request.Size, header, area);
        StatisticsEndpoint.ThrowIfTooLarge(size, bands, file);
        if ((long)Math.Max(size.Width, size.Height) * scale > int.MaxValue)
        {
            throw new BadHttpRequestException($"cover_scale is {scale}: too fine for an area of {size.Width} × {size.Height} pixels.");
        }

        // Beside the file, nothing is valid.
        using Raster raster = await file.Log.ReadAsync(() =>
            PictureReader.ReadAsync(request.Parameters, file, bands, area, size, samples =>
                Cutline.Apply(samples, shape, bounds, file.CancellationToken)
            )
        ) ?? RenderQuery.Compute(bands, Nothing(bands, size, file), bounds, request.Parameters, file);
        using (file.Log.Measure("count"))
        {
            float[] coverage = Cutline.Coverage(bands.SizeOf(size), shape, bands.BoundsOf(bounds, size), scale, file.CancellationToken);
            return StatisticsEndpoint.Count(raster, bands, coverage, request, file, budget);
        }
    }

    private static Raster Nothing(BandPlan bands, RasterSize size, CogFile file) =>
        Raster.Rent(
            file.Header.Image.SampleType,
            bands.Samples.Count,
            size.Width,
            size.Height,
            file.Reader.Options.Limits,
            file.Reader.Options.Pool
        );

    /// <summary>The box enlarged to whole pixels: of the file, or of the grid that it has in another CRS.</summary>
    private static BoundingBox Align(BoundingBox bounds, CogHeader header, Crs? crs)
    {
        GeoTransform grid = header.GeoTransform;
        if (crs is not null)
        {
            SuggestedWarpOutput natural = SuggestedWarpOutput.Of(header, crs);
            grid = new(natural.Resolution, 0, natural.Bounds.MinX, 0, -natural.Resolution, natural.Bounds.MaxY);
        }

        if (!grid.IsAxisAligned)
        {
            return bounds;
        }

        (double left, double right) = Whole(bounds.MinX, bounds.MaxX, grid.C, Math.Abs(grid.A));
        (double bottom, double top) = Whole(bounds.MinY, bounds.MaxY, grid.F, Math.Abs(grid.E));
        return new(left, bottom, right, top);

        static (double Low, double High) Whole(double low, double high, double origin, double pixel)
        {
            // An edge on a pixel's own stays there, although numbers are rounded.
            const double Rounding = 1e-6;
            return (
                origin + (Math.Floor(((low - origin) / pixel) + Rounding) * pixel),
                origin + (Math.Ceiling(((high - origin) / pixel) - Rounding) * pixel)
            );
        }
    }

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
