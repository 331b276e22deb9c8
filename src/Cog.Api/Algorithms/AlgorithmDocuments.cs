using System.Buffers;
using Cog.Rendering.Algorithms;

namespace Cog.Api.Algorithms;

/// <summary>
/// Algorithms as TiTiler describes them: its fields, those without a value among them, and pydantic's schemas of parameters.
/// </summary>
internal static class AlgorithmDocuments
{
    /// <summary>Names, each with the address of its description.</summary>
    /// <param name="ids">The names.</param>
    /// <param name="addressOf">Where one is described.</param>
    public static ReadOnlyMemory<byte> List(IEnumerable<string> ids, Func<string, string> addressOf) =>
        Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("algorithms");
            foreach (string id in ids)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteNull("title");
                json.WriteStartArray("links");
                json.WriteStartObject();
                json.WriteString("href", addressOf(id));
                json.WriteString("rel", "item");
                json.WriteString("type", "application/json");
                json.WriteNull("templated");
                json.WriteNull("varBase");
                json.WriteNull("hreflang");
                json.WriteString("title", $"Definition of {id} Algorithm");
                json.WriteNull("length");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>What one takes, makes and can be told.</summary>
    public static ReadOnlyMemory<byte> Describe(AlgorithmDefinition definition) =>
        Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("title", definition.Title);
            json.WriteString("description", definition.Description);
            json.WriteStartObject("inputs");
            WriteNumber(json, "nbands", definition.InputBands);
            json.WriteEndObject();
            json.WriteStartObject("outputs");
            WriteNumber(json, "nbands", definition.OutputBands);
            json.WriteString("dtype", definition.OutputType?.NumPyName());
            WriteList(json, "min", definition.OutputRange?.Minimum);
            WriteList(json, "max", definition.OutputRange?.Maximum);
            json.WriteEndObject();
            json.WriteStartObject("parameters");
            foreach (AlgorithmParameter parameter in definition.Parameters)
            {
                json.WriteStartObject(parameter.Name);
                WriteSchema(json, parameter);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static void WriteSchema(Utf8JsonWriter json, AlgorithmParameter parameter)
    {
        if (parameter.Default is { } absent)
        {
            json.WriteNumber("default", absent);
            if (parameter.Description is { } description)
            {
                json.WriteString("description", description);
            }

            WriteRange(json, parameter);
            json.WriteString("title", parameter.Title);
            return;
        }

        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        WriteRange(json, parameter);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "null");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNull("default");
        json.WriteString("title", parameter.Title);
    }

    private static void WriteRange(Utf8JsonWriter json, AlgorithmParameter parameter)
    {
        json.WriteNumber("maximum", parameter.Maximum);
        json.WriteNumber("minimum", parameter.Minimum);
        json.WriteString("type", parameter.IsInteger ? "integer" : "number");
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, double? number)
    {
        if (number is not { } value)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonWriting.Options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
