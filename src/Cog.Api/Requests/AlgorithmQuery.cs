using Cog.Rendering.Algorithms;

namespace Cog.Api.Requests;

/// <summary><c>algorithm</c> and <c>algorithm_params</c> of a request.</summary>
internal static class AlgorithmQuery
{
    /// <summary>Reads the algorithm and its parameters.</summary>
    /// <returns>Null when none is asked for.</returns>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">A parameter of the algorithm makes no sense (400).</exception>
    public static Algorithm? Parse(RequestQuery query)
    {
        string? name = query.Text("algorithm"),
            text = query.Text("algorithm_params");
        if (name is null && text is null)
        {
            return null;
        }

        AlgorithmDefinition? definition = name is null ? null : query.Read<AlgorithmDefinition?>("algorithm", () => Find(name), null);
        using JsonDocument? json = text is null ? null : query.Read<JsonDocument?>("algorithm_params", () => ParseJson(text), null);
        if (definition is null || (json is null && text is not null))
        {
            return null; // Told with whatever else is wrong.
        }

        return BadRequest.OnFormatError(() => definition.Create(AlgorithmArguments.Read(definition, json?.RootElement)));
    }

    private static AlgorithmDefinition Find(string name) =>
        AlgorithmCatalog.Find(name)
        ?? throw new FormatException($"algorithm is '{name}': expected one of {string.Join(", ", AlgorithmCatalog.Ids)}.");

    private static JsonDocument ParseJson(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new FormatException($"algorithm_params is '{text}': expected JSON, {JsonFault.PlaceOf(error)}.", error);
        }
        catch (ArgumentException error) // No Unicode.
        {
            throw new FormatException($"algorithm_params is '{text}': expected JSON, in Unicode.", error);
        }
    }
}
