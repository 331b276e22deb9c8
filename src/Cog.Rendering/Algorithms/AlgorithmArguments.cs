using System.Text.Json;

namespace Cog.Rendering.Algorithms;

/// <summary>What a caller tells an algorithm: a number for each of its parameters.</summary>
internal sealed class AlgorithmArguments
{
    private readonly Dictionary<string, double?> _values;

    private AlgorithmArguments(Dictionary<string, double?> values) => _values = values;

    /// <summary>Reads <c>algorithm_params</c>.</summary>
    /// <remarks>
    /// As pydantic does for TiTiler: numbers may be written as text, true counts as 1, and members that the algorithm does not have are
    /// passed over.
    /// </remarks>
    /// <param name="definition">The algorithm.</param>
    /// <param name="json">An object; null when nothing is said.</param>
    /// <exception cref="FormatException">No object, or a number that a parameter does not take.</exception>
    public static AlgorithmArguments Read(AlgorithmDefinition definition, JsonElement? json)
    {
        if (json is { ValueKind: not JsonValueKind.Object } other)
        {
            throw new FormatException(
                $"algorithm_params is {Shown(other)}: expected an object of parameters, like {{\"name\": 1}}, see "
                    + $"/algorithms/{definition.Id}."
            );
        }

        try
        {
            return new(ValuesOf(definition, json));
        }
        catch (InvalidOperationException error)
        {
            // A parser leaves text as it is; whoever reads it finds that it is none.
            throw new FormatException("algorithm_params has a text with an escape that is half a character.", error);
        }
    }

    /// <summary>The number that was given, else the one that holds without.</summary>
    public double Number(string name) =>
        Optional(name) ?? throw new ArgumentException($"{name} may be absent: ask for it as optional.", nameof(name));

    /// <summary>A whole number.</summary>
    public int Integer(string name) => (int)Number(name);

    /// <summary>The number that was given; null when none holds.</summary>
    public double? Optional(string name) => _values[name];

    private static Dictionary<string, double?> ValuesOf(AlgorithmDefinition definition, JsonElement? json)
    {
        var values = new Dictionary<string, double?>(definition.Parameters.Count);
        foreach (AlgorithmParameter parameter in definition.Parameters)
        {
            values[parameter.Name] =
                json is { } given && given.TryGetProperty(parameter.Name, out JsonElement value)
                    ? Number(parameter, value)
                    : parameter.Default;
        }

        return values;
    }

    private static double? Number(AlgorithmParameter parameter, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null && parameter.Default is null)
        {
            return null;
        }

        double? number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed)
                ? parsed
                : null,
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
        bool isTaken =
            number is { } n && n >= parameter.Minimum && n <= parameter.Maximum && (!parameter.IsInteger || n == Math.Truncate(n));
        return isTaken ? number : throw Refused(parameter, value);
    }

    private static FormatException Refused(AlgorithmParameter parameter, JsonElement value)
    {
        string kind = parameter.IsInteger ? "a whole number" : "a number";
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"algorithm_params: {parameter.Name} is {Shown(value)}, expected {kind} from {parameter.Minimum} to {parameter.Maximum}."
            )
        );
    }

    private static string Shown(JsonElement value)
    {
        const int Most = 100;
        string text = value.GetRawText();
        return text.Length <= Most ? text : $"{text[..Most]}…";
    }
}
