namespace Cog.Api.Responses;

/// <summary>How a value of answers, which nobody reads back, is written.</summary>
internal abstract class WrittenConverter<T> : JsonConverter<T>
{
    /// <inheritdoc/>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is written, never read.");

    /// <summary>Writes a number as every answer has it: see <see cref="FiniteNumberConverter"/>.</summary>
    protected static void WriteNumber(Utf8JsonWriter writer, double number, JsonSerializerOptions options) =>
        FiniteNumberConverter.Instance.Write(writer, number, options);
}
