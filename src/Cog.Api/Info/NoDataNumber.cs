namespace Cog.Api.Info;

/// <summary>A nodata value. One that JSON has no number for is null, as TiTiler's: that there is one, <c>nodata_type</c> tells.</summary>
/// <param name="Value">May be NaN or infinite.</param>
[JsonConverter(typeof(NoDataNumberConverter))]
internal sealed record NoDataNumber(double Value);

/// <summary>Writes the number, or null in its place: the field itself stays.</summary>
internal sealed class NoDataNumberConverter : WrittenConverter<NoDataNumber>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, NoDataNumber value, JsonSerializerOptions options) =>
        WriteNumber(writer, value.Value, options);
}
