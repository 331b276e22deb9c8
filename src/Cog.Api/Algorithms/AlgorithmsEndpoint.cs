using Cog.Api.Html;
using Cog.Rendering.Algorithms;

namespace Cog.Api.Algorithms;

/// <summary>
/// <c>GET /algorithms</c>: what <c>algorithm</c> can name; <c>/algorithms/{algorithm}</c>: what one takes and makes, and the parameters
/// that <c>algorithm_params</c> can tell it. As JSON, or as a page.
/// </summary>
internal static class AlgorithmsEndpoint
{
    public static Task HandleListAsync(HttpContext context, CogFiles files)
    {
        string root = ServerRoot.Of(context.Request);
        return SendAsync(context, files, isHtml =>
            isHtml
                ? AlgorithmPages.List(AlgorithmCatalog.Ids.Select(id => AlgorithmCatalog.Find(id)!), root)
                : Json(AlgorithmDocuments.List(AlgorithmCatalog.Ids, id => $"{root}/algorithms/{id}"))
        );
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
        return SendAsync(context, files, isHtml =>
            isHtml ? AlgorithmPages.One(definition, ServerRoot.Of(context.Request)) : Json(AlgorithmDocuments.Describe(definition))
        );
    }

    private static BufferedResponse Json(ReadOnlyMemory<byte> document) => new(document, "application/json");

    private static Task SendAsync(HttpContext context, CogFiles files, Func<bool, BufferedResponse> make)
    {
        var query = new RequestQuery(context.Request);
        bool isHtml = Representation.IsHtml(query);
        query.ThrowIfInvalid();
        context.Response.Headers.CacheControl = files.Options.CacheControl;
        return make(isHtml).SendAsync(context);
    }
}
