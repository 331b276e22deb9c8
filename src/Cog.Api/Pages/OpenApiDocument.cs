using System.Buffers;
using System.Text.RegularExpressions;

namespace Cog.Api.Pages;

/// <summary>Writes an OpenAPI 3.1.0 document of the product's routes (spec.openapis.org/oas/v3.1.0).</summary>
internal sealed partial class OpenApiDocument
{
    private const string QueryPrefix = "query-",
        PathPrefix = "path-";

    private readonly Utf8JsonWriter _json;

    private OpenApiDocument(Utf8JsonWriter json) => _json = json;

    /// <summary>The document as UTF-8.</summary>
    /// <param name="routes">What is described.</param>
    /// <param name="root">Where the server is, for callers.</param>
    /// <param name="version">Of the product.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RouteDescription> routes, string root, string version)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            new OpenApiDocument(json).WriteDocument(routes, root, version);
        }

        return buffer.WrittenMemory;
    }

    private void WriteDocument(IReadOnlyList<RouteDescription> routes, string root, string version)
    {
        _json.WriteStartObject();
        _json.WriteString("openapi", "3.1.0");
        _json.WriteStartObject("info");
        _json.WriteString("title", "Cog Functions");
        _json.WriteString(
            "description",
            "Map tiles and more from Cloud Optimized GeoTIFFs. Names of parameters are accepted in any case, with - or _; those that a "
                + "route does not know are ignored. GET routes answer HEAD as well."
        );
        _json.WriteString("version", version);
        _json.WriteEndObject();

        _json.WriteStartArray("servers");
        _json.WriteStartObject();
        _json.WriteString("url", root);
        _json.WriteEndObject();
        _json.WriteEndArray();

        _json.WriteStartArray("tags");
        foreach (string tag in routes.Select(route => route.Tag).Distinct())
        {
            _json.WriteStartObject();
            _json.WriteString("name", tag);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();

        _json.WriteStartObject("paths");
        foreach (
            IGrouping<string, (string Path, RouteDescription Route)> path in routes
                .SelectMany(route => route.Paths.Select(path => (Path: path, Route: route)))
                .GroupBy(entry => entry.Path)
        )
        {
            _json.WriteStartObject(path.Key);
            foreach ((_, RouteDescription route) in path)
            {
                WriteOperation(path.Key, route);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        WriteComponents();
        _json.WriteEndObject();
    }

    private void WriteOperation(string path, RouteDescription route)
    {
        string method = route.Method.ToLowerInvariant();
        _json.WriteStartObject(method);
        _json.WriteStartArray("tags");
        _json.WriteStringValue(route.Tag);
        _json.WriteEndArray();
        _json.WriteString("summary", route.Summary);
        _json.WriteString("operationId", $"{method}{OperationName(path)}");
        if (route.IsDeprecated)
        {
            _json.WriteBoolean("deprecated", true);
        }

        string[] variables = [.. Variable().Matches(path).Select(match => match.Groups[1].Value)];
        _json.WriteStartArray("parameters");
        foreach (
            string reference in variables.Select(name => PathPrefix + name).Concat(route.Parameters.Select(name => QueryPrefix + name))
        )
        {
            WriteReference($"#/components/parameters/{reference}");
        }

        _json.WriteEndArray();
        if (route.Body is { } body)
        {
            _json.WriteStartObject("requestBody");
            _json.WriteString("description", body);
            _json.WriteBoolean("required", true);
            WriteContent(["application/geo+json", "application/json"], "object");
            _json.WriteEndObject();
        }

        _json.WriteStartObject("responses");
        _json.WriteStartObject("200");
        _json.WriteString("description", route.Summary);
        WriteContent(route.MediaTypes, null);
        _json.WriteEndObject();
        _json.WritePropertyName("default");
        WriteReference("#/components/responses/Problem");
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteContent(IEnumerable<string> mediaTypes, string? type)
    {
        _json.WriteStartObject("content");
        foreach (string mediaType in mediaTypes)
        {
            _json.WriteStartObject(mediaType);
            _json.WriteStartObject("schema");

            // JSON Schema says nothing of bytes: OpenAPI 3.1.0 section 4.8.14.2 has no schema of a picture.
            if (type is not null || mediaType.Contains("json", StringComparison.Ordinal))
            {
                _json.WriteString("type", type ?? "object");
            }
            else if (mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType.EndsWith("/xml", StringComparison.Ordinal))
            {
                _json.WriteString("type", "string");
            }

            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteComponents()
    {
        _json.WriteStartObject("components");
        _json.WriteStartObject("parameters");
        foreach ((string name, ParameterDescription parameter) in ParameterDescriptions.OfPath)
        {
            WriteParameter(PathPrefix + name, name, parameter, "path");
        }

        foreach ((string name, ParameterDescription parameter) in ParameterDescriptions.OfQuery)
        {
            WriteParameter(QueryPrefix + name, name, parameter, "query");
        }

        _json.WriteEndObject();

        _json.WriteStartObject("responses");
        _json.WriteStartObject("Problem");
        _json.WriteString("description", "What is wrong. Never cached.");
        _json.WriteStartObject("content");
        _json.WriteStartObject("application/json");
        _json.WritePropertyName("schema");
        WriteReference("#/components/schemas/Problem");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();

        _json.WritePropertyName("schemas");
        _json.WriteRawValue(
            """
            {
              "Problem": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                  "detail": {
                    "anyOf": [
                      { "type": "string" },
                      { "type": "array", "items": { "$ref": "#/components/schemas/ParameterProblem" } }
                    ]
                  }
                }
              },
              "ParameterProblem": {
                "type": "object",
                "required": ["loc", "msg", "type"],
                "properties": {
                  "loc": { "type": "array", "items": { "type": "string" } },
                  "msg": { "type": "string" },
                  "type": { "type": "string" }
                }
              }
            }
            """
        );
        _json.WriteEndObject();
    }

    private void WriteParameter(string key, string name, ParameterDescription parameter, string place)
    {
        _json.WriteStartObject(key);
        _json.WriteString("name", parameter.Name ?? name);
        _json.WriteString("in", place);
        _json.WriteString("description", parameter.Description);
        if (place == "path" || parameter.IsRequired)
        {
            _json.WriteBoolean("required", true);
        }

        _json.WriteStartObject("schema");
        if (parameter.Repeats)
        {
            _json.WriteString("type", "array");
            _json.WriteStartObject("items");
            _json.WriteString("type", parameter.Type);
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteString("type", parameter.Type);
        }

        if (parameter.Values.Count > 0)
        {
            _json.WriteStartArray("enum");
            foreach (string value in parameter.Values)
            {
                _json.WriteStringValue(value);
            }

            _json.WriteEndArray();
        }

        if (parameter.Default is { } absent)
        {
            _json.WritePropertyName("default");
            _json.WriteRawValue(absent);
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteReference(string reference)
    {
        _json.WriteStartObject();
        _json.WriteString("$ref", reference);
        _json.WriteEndObject();
    }

    // /cog/tiles/{tileMatrixSetId} → CogTilesTileMatrixSetId.
    private static string OperationName(string path)
    {
        string name = string.Concat(
            Word().Matches(path).Select(word => word.Value[..1].ToUpper(CultureInfo.InvariantCulture) + word.Value[1..])
        );
        return name.Length > 0 ? name : "Landing";
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
