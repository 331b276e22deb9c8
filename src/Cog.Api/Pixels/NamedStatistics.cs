using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cog.Api.Responses;
using Cog.Rendering.Statistics;

namespace Cog.Api.Pixels;

/// <summary>A band's statistics as TiTiler writes them: its fields, in its order.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Percentiles">Which percentiles they hold.</param>
/// <param name="Description">The band's own; its name when it has none.</param>
[JsonConverter(typeof(NamedStatisticsConverter))]
internal sealed record NamedStatistics(BandStatistics Values, IReadOnlyList<int> Percentiles, string Description);

/// <summary>Writes the object.</summary>
internal sealed class NamedStatisticsConverter : JsonConverter<NamedStatistics>
{
    private static readonly FiniteNumberConverter s_number = new();

    /// <inheritdoc/>
    public override NamedStatistics Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Statistics are written, never read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, NamedStatistics value, JsonSerializerOptions options)
    {
        BandStatistics values = value.Values;
        writer.WriteStartObject();
        Number("min", values.Min);
        Number("max", values.Max);
        Number("mean", values.Mean);
        Number("count", values.Count);
        Number("sum", values.Sum);
        Number("std", values.Std);
        Number("median", values.Median);
        Number("majority", values.Majority);
        Number("minority", values.Minority);
        Number("unique", values.Unique);
        writer.WriteStartArray("histogram");
        Numbers(values.Histogram.Counts);
        Numbers(values.Histogram.Edges);
        writer.WriteEndArray();
        Number("valid_percent", values.ValidPercent);
        Number("masked_pixels", values.MaskedPixels);
        Number("valid_pixels", values.ValidPixels);
        writer.WriteString("description", value.Description);
        for (int i = 0; i < value.Percentiles.Count; i++)
        {
            Number(string.Create(CultureInfo.InvariantCulture, $"percentile_{value.Percentiles[i]}"), values.Percentiles[i]);
        }

        writer.WriteEndObject();

        void Number(string name, double number)
        {
            writer.WritePropertyName(name);
            s_number.Write(writer, number, options);
        }

        void Numbers(IReadOnlyList<double> numbers)
        {
            writer.WriteStartArray();
            foreach (double number in numbers)
            {
                s_number.Write(writer, number, options);
            }

            writer.WriteEndArray();
        }
    }
}
