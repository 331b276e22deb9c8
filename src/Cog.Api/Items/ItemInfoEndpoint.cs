using Cog.Api.Info;

namespace Cog.Api.Items;

/// <summary>
/// <c>GET /stac/info?url=…</c>: what each asset of an item is, all of them unless <c>assets</c> names some; <c>/stac/info.geojson</c>: the
/// same, with the item's outline; <c>/stac/assets</c>: their names, by the item alone.
/// </summary>
internal static class ItemInfoEndpoint
{
    public static Task HandleAsync(HttpContext context, ItemDatasets items)
    {
        RequestQuery query = items.QueryOf(context.Request);
        return items.UseAsync(
            context,
            query,
            item => item.All,
            (parts, item) => Task.FromResult(BufferedResponse.Json(Describe(parts), ItemJson.Default.DictionaryStringInfoResponse))
        );
    }

    public static Task HandleGeoJsonAsync(HttpContext context, ItemDatasets items)
    {
        RequestQuery query = items.QueryOf(context.Request);
        Crs crs = CrsParameter.Parse(query, "crs", Crs.Wgs84);
        return items.UseAsync(
            context,
            query,
            item => item.All,
            (parts, item) =>
            {
                BoundingBox box = FileBounds.Of(item.Grid.Header, crs);
                var feature = new ItemInfoFeature([box.MinX, box.MinY, box.MaxX, box.MaxY], new(box), Describe(parts));
                return Task.FromResult(BufferedResponse.Json(feature, ItemJson.Default.ItemInfoFeature, "application/geo+json"));
            }
        );
    }

    public static Task HandleAssetsAsync(HttpContext context, ItemDatasets items)
    {
        RequestQuery query = items.QueryOf(context.Request);
        return items.RespondAsync(context, query, item =>
            BufferedResponse.Json([.. item.Assets.Select(asset => asset.Name)], ItemJson.Default.StringArray)
        );
    }

    // Of two that are called the same, the last, as in a dictionary of Python.
    private static Dictionary<string, InfoResponse> Describe(IReadOnlyList<StackedPart> parts)
    {
        var described = new Dictionary<string, InfoResponse>(parts.Count);
        foreach (StackedPart part in parts)
        {
            described[part.Key] = InfoResponse.Of(part.File.Header);
        }

        return described;
    }
}
