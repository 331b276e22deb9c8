using System.Text.Json;
using System.Text.Json.Serialization;
using Cog.Api.Responses;

namespace Cog.Api.Info;

/// <summary>A nodata value. One that JSON has no number for is text, in the words that the parameter <c>nodata</c> takes: null would say that there is none.</summary>
/// <param name="Value">May be NaN or infinite.</param>
[JsonConverter(typeof(NoDataNumberConverter))]
internal sealed record NoDataNumber(double Value);

/// <summary>Writes the number or the word.</summary>
internal sealed class NoDataNumberConverter : JsonConverter<NoDataNumber>
{
    private static readonly FiniteNumberConverter s_finite = new();

    /// <inheritdoc/>
    public override NoDataNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Nodata is written, never read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, NoDataNumber value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value.Value))
        {
            s_finite.Write(writer, value.Value, options);
            return;
        }

        writer.WriteStringValue(double.IsNaN(value.Value) ? "nan" : value.Value > 0 ? "inf" : "-inf");
    }
}
