namespace Cog.Api.Responses;

/// <summary>
/// Numbers as TiTiler writes them: NaN and infinities are null, and a whole number keeps its <c>.0</c>, so that typed clients see a float.
/// </summary>
internal sealed class FiniteNumberConverter : JsonConverter<double>
{
    /// <summary>It keeps nothing: one serves all.</summary>
    public static FiniteNumberConverter Instance { get; } = new();

    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteNullValue();
            return;
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0", skipInputValidation: true);
    }
}
