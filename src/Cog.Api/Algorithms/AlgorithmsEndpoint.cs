using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Algorithms;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Algorithms;

/// <summary>
/// <c>GET /algorithms</c>: what <c>algorithm</c> can name; <c>/algorithms/{algorithm}</c>: what one takes and makes, and the parameters
/// that <c>algorithm_params</c> can tell it.
/// </summary>
internal static class AlgorithmsEndpoint
{
    public static Task HandleListAsync(HttpContext context, CogFiles files)
    {
        HttpRequest request = context.Request;
        string root = $"{request.Scheme}://{request.Host}{request.PathBase}";
        return SendAsync(context, files, AlgorithmDocuments.List(AlgorithmCatalog.Ids, id => $"{root}/algorithms/{id}"));
    }

    public static Task HandleAsync(HttpContext context, CogFiles files)
    {
        string id = new RequestQuery(context.Request).Segment("algorithm") ?? "";
        AlgorithmDefinition definition = AlgorithmCatalog.Find(id)
            ?? throw new InvalidParametersException(
                ParameterError.OfPath(
                    "algorithmId",
                    $"'{id}' is not an algorithm here: expected one of {string.Join(", ", AlgorithmCatalog.Ids)}."
                )
            );
        return SendAsync(context, files, AlgorithmDocuments.Describe(definition));
    }

    private static Task SendAsync(HttpContext context, CogFiles files, ReadOnlyMemory<byte> document)
    {
        context.Response.Headers.CacheControl = files.Options.CacheControl;
        return new BufferedResponse(document, "application/json").SendAsync(context);
    }
}
