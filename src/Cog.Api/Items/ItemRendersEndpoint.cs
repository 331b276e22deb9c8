using Microsoft.AspNetCore.Http.Extensions;

namespace Cog.Api.Items;

/// <summary>
/// <c>GET /stac/renders?url=…</c>: an item's renders, with links to their maps; <c>/stac/renders/{name}?url=…</c>: one of them. TiTiler's
/// JSON.
/// </summary>
internal static class ItemRendersEndpoint
{
    public static Task HandleListAsync(HttpContext context, ItemDatasets items)
    {
        RequestQuery query = items.QueryOf(context.Request);
        string url = query.Url,
            self = $"{ServerRoot.Of(context.Request)}{context.Request.Path}{context.Request.QueryString}",
            family = ServerRoot.FamilyOf(context.Request);
        return items.RespondAsync(context, query, item =>
            BufferedResponse.Json(
                new RenderList(
                    ItemRenders.Of(item.Item).ToDictionary(render => render.Name, render => Describe(render, url, family)),
                    [new(self, "self", "List STAC Renders metadata") { Type = "application/json" }]
                ),
                ItemJson.Default.RenderList
            )
        );
    }

    public static Task HandleAsync(HttpContext context, ItemDatasets items)
    {
        RequestQuery query = items.QueryOf(context.Request);
        string url = query.Url,
            family = ServerRoot.FamilyOf(context.Request);
        string? name = query.Segment("renderId");
        return items.RespondAsync(context, query, item =>
            ItemRenders.Of(item.Item).FirstOrDefault(render => render.Name == name) is { } found
                ? BufferedResponse.Json(Describe(found, url, family), ItemJson.Default.RenderDescription)
                : throw new BadHttpRequestException("Render not found", StatusCodes.Status404NotFound)
        );
    }

    private static RenderDescription Describe(LayerRender render, string url, string family)
    {
        var file = new QueryBuilder { { "url", url } };
        string name = render.Name,
            tiles = new QueryBuilder([KeyValuePair.Create("url", url), .. render.Parameters]).ToString();
        Link self = new($"{family}/renders/{Uri.EscapeDataString(name)}{file}", "self", $"STAC Renders metadata for {name}")
        {
            Type = "application/json",
        };
        return ItemRenders.IsValid(render)
            ? new(
                true,
                render.Definition,
                [
                    self,
                    new($"{family}/{{tileMatrixSetId}}/tilejson.json{tiles}", "tilesets-map", $"tilejson file for {name}")
                    {
                        Templated = true,
                    },
                    new($"{family}/WMTSCapabilities.xml{tiles}", "tilesets-map", $"WMTS service for {name}") { Templated = true },
                ]
            )
            : new(false, render.Definition, [self]);
    }
}

/// <summary>What <c>/stac/renders</c> answers.</summary>
internal sealed record RenderList(Dictionary<string, RenderDescription> Renders, IReadOnlyList<Link> Links);

/// <summary>A render of an item.</summary>
/// <param name="Valid">Whether tiles take its parameters.</param>
/// <param name="Params">The parameters.</param>
/// <param name="Links">To it, and to its maps.</param>
internal sealed record RenderDescription(bool Valid, JsonElement Params, IReadOnlyList<Link> Links);
