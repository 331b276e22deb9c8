using Cog.Rendering.Statistics;

namespace Cog.Api.Pixels;

/// <summary>A band's statistics as TiTiler writes them: its fields, in its order.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Percentiles">Which percentiles they hold.</param>
/// <param name="Description">The band's own; its name when it has none.</param>
[JsonConverter(typeof(NamedStatisticsConverter))]
internal sealed record NamedStatistics(BandStatistics Values, IReadOnlyList<int> Percentiles, string Description);

/// <summary>Writes the object.</summary>
internal sealed class NamedStatisticsConverter : WrittenConverter<NamedStatistics>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, NamedStatistics value, JsonSerializerOptions options)
    {
        BandStatistics values = value.Values;
        writer.WriteStartObject();
        Number("min", values.Ranks.Min);
        Number("max", values.Ranks.Max);
        Number("mean", values.Moments.Mean);
        Number("count", values.Moments.Count);
        Number("sum", values.Moments.Sum);
        Number("std", values.Moments.Std);
        Number("median", values.Ranks.Median);
        Number("majority", values.Frequencies.Majority);
        Number("minority", values.Frequencies.Minority);
        Number("unique", values.Frequencies.Unique);
        writer.WriteStartArray("histogram");
        Numbers(values.Histogram.Counts);
        Numbers(values.Histogram.Edges);
        writer.WriteEndArray();
        Number("valid_percent", values.Pixels.ValidPercent);
        Number("masked_pixels", values.Pixels.Masked);
        Number("valid_pixels", values.Pixels.Valid);
        writer.WriteString("description", value.Description);
        for (int i = 0; i < value.Percentiles.Count; i++)
        {
            Number(string.Create(CultureInfo.InvariantCulture, $"percentile_{value.Percentiles[i]}"), values.Ranks.Percentiles[i]);
        }

        writer.WriteEndObject();

        void Number(string name, double number)
        {
            writer.WritePropertyName(name);
            WriteNumber(writer, number, options);
        }

        void Numbers(IReadOnlyList<double> numbers)
        {
            writer.WriteStartArray();
            foreach (double number in numbers)
            {
                WriteNumber(writer, number, options);
            }

            writer.WriteEndArray();
        }
    }
}
