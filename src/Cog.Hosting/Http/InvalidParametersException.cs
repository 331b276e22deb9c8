using System.Text.Json.Serialization;

namespace Cog.Hosting.Http;

/// <summary>A parameter that makes no sense, in the shape that FastAPI, and so TiTiler, has for it.</summary>
/// <param name="Loc">Where it stands: <c>query</c> or <c>path</c>, and its name; <c>body</c>, and the names of members and the numbers of
/// items, from 0, that lead to it.</param>
/// <param name="Msg">The value found, and what is expected.</param>
/// <param name="Type">pydantic's name for it: <c>missing</c>, <c>value_error</c>.</param>
public sealed record ParameterError(
    [property: JsonConverter(typeof(LocationConverter))] IReadOnlyList<string> Loc,
    string Msg,
    string Type = "value_error"
)
{
    /// <summary>Of the query.</summary>
    public static ParameterError OfQuery(string name, string message) => new(["query", name], message);

    /// <summary>Of a segment of the path.</summary>
    public static ParameterError OfPath(string name, string message) => new(["path", name], message);
}

/// <summary>Parameters that make no sense, all of them at once: 422, and <c>detail</c> is a list.</summary>
public sealed class InvalidParametersException(IReadOnlyList<ParameterError> errors)
    : BadHttpRequestException(string.Join(" ", errors.Select(e => e.Msg)), StatusCodes.Status422UnprocessableEntity)
{
    /// <summary>One parameter.</summary>
    public InvalidParametersException(ParameterError error)
        : this([error]) { }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ParameterError> Errors => errors;
}

/// <summary>Writes numbers of items as numbers, as FastAPI does: <c>["body", "features", 2, "type"]</c>.</summary>
internal sealed class LocationConverter : JsonConverter<IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Errors are written, not read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string part in value)
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteStringValue(part);
            }
        }

        writer.WriteEndArray();
    }
}
