using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Http;

/// <summary>A parameter that makes no sense, in the shape that FastAPI, and so TiTiler, has for it.</summary>
/// <param name="Loc">Where it stands, <c>query</c> or <c>path</c>, and its name.</param>
/// <param name="Msg">The value found, and what is expected.</param>
/// <param name="Type"><c>missing</c> or <c>value_error</c>.</param>
public sealed record ParameterError(IReadOnlyList<string> Loc, string Msg, string Type = "value_error")
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
