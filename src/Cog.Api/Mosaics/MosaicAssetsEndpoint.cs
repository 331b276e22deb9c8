using Cog.Api.Tiles;

namespace Cog.Api.Mosaics;

/// <summary>
/// <c>GET …/tiles/{tileMatrixSet}/{z}/{x}/{y}/assets?url=…</c>, <c>…/point/{lon},{lat}/assets</c>,
/// <c>…/bbox/{minx},{miny},{maxx},{maxy}/assets</c>: the files of a place, without opening one.
/// </summary>
internal static class MosaicAssetsEndpoint
{
    public static Task HandleTileAsync(HttpContext context, MosaicDatasets mosaics, TileMatrixSets sets)
    {
        RequestQuery query = mosaics.QueryOf(context.Request);
        TileRequest request = TileRequest.Parse(query, sets);
        return request.Area is { } area
            ? mosaics.ListAsync(context, query, new(area.Bounds, area.Set.Crs) { Tile = (area.Set, request.Tile) })
            : throw RequestedTileMatrixSet.NoNativeGrid();
    }

    /// <summary>A point or a box, by how many numbers there are.</summary>
    public static Task HandlePlaceAsync(HttpContext context, MosaicDatasets mosaics)
    {
        RequestQuery query = mosaics.QueryOf(context.Request);
        Crs? crs = CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84);
        string text = query.Segment("coordinates") ?? "";
        if (text.Count(c => c == ',') == 1)
        {
            double[] point = Coordinates.Parse(text);
            return mosaics.ListAsync(context, query, new(new(point[0], point[1], point[0], point[1]), crs));
        }

        BoundingBoxParameter box = BoundingBoxParameter.Parse(text, crs, () =>
            new(
                ParameterError.OfPath(
                    "coordinates",
                    $"'{text}' is no place: expected longitude,latitude or minx,miny,maxx,maxy, each minimum less than its maximum."
                )
            )
        );
        return mosaics.ListAsync(context, query, new(box.Numbers, crs));
    }
}
