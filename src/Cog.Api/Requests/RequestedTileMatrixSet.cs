namespace Cog.Api.Requests;

/// <summary>The tile matrix set that a request names.</summary>
/// <param name="Id">Its name, as the set itself spells it.</param>
/// <param name="Sets">Where it is found.</param>
internal sealed record RequestedTileMatrixSet(string Id, TileMatrixSets Sets)
{
    public bool IsNativeGrid => TileMatrixSets.IsNativeGrid(Id);

    /// <summary>Reads <c>TileMatrixSetId</c> of the query, else the segment of the path, else WebMercatorQuad.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="sets">Those that are known.</param>
    /// <exception cref="BadHttpRequestException">There is no such set.</exception>
    public static RequestedTileMatrixSet Parse(RequestQuery query, TileMatrixSets sets)
    {
        string id = query.Text("TileMatrixSetId") ?? query.Segment("tileMatrixSet") ?? "WebMercatorQuad";
        if (TileMatrixSets.IsNativeGrid(id))
        {
            return new(TileMatrixSets.NativeGrid, sets);
        }

        return sets.Find(id) is { } set
            ? new(set.Id, sets)
            : throw new InvalidParametersException(
                ParameterError.OfPath(
                    "tileMatrixSetId",
                    $"'{id}' is not a tile matrix set here: expected one of {string.Join(", ", sets.Ids)}, {TileMatrixSets.NativeGrid}."
                )
            );
    }

    /// <summary>The set itself.</summary>
    /// <param name="header">The file that is asked about.</param>
    public TileMatrixSet Of(CogHeader header) => Sets.Find(Id, header) ?? throw new InvalidOperationException(Id);

    /// <summary>The set itself.</summary>
    /// <param name="layer">What is asked about.</param>
    /// <exception cref="BadHttpRequestException">It is the grid of one file, and there are several.</exception>
    public TileMatrixSet Of(MapLayer layer) => IsNativeGrid && !layer.IsOneFile ? throw NoNativeGrid() : Of(layer.Grid);

    /// <summary>What refuses a file's own grid where there are several files.</summary>
    public static BadHttpRequestException NoNativeGrid() =>
        new InvalidParametersException(
            ParameterError.OfPath(
                "tileMatrixSetId",
                $"{TileMatrixSets.NativeGrid} is the grid of the blocks of one file; there may be several here: expected another set."
            )
        );

    /// <summary>
    /// <c>minzoom</c> and <c>maxzoom</c>, where the caller says them instead of the dataset; one alone takes the dataset's other one along.
    /// </summary>
    /// <exception cref="BadHttpRequestException">They are not zoom levels of the set, or the wrong way round.</exception>
    public static ZoomRange ZoomsOf(RequestQuery query, TileMatrixSet set, MapLayer layer)
    {
        ZoomRange own = layer.ZoomsOf(set);
        (int? minZoom, int? maxZoom) = (
            query.Integer("minzoom", set.MinZoom, set.MaxZoom),
            query.Integer("maxzoom", set.MinZoom, set.MaxZoom)
        );
        if (minZoom > maxZoom)
        {
            query.Wrong("minzoom", $"minzoom is {minZoom} and maxzoom is {maxZoom}: expected no more than that.", 0);
        }

        query.ThrowIfInvalid();
        return (minZoom, maxZoom) switch
        {
            ({ } min, { } max) => new(min, max),
            ({ } min, null) => new(min, Math.Max(min, own.MaxZoom)),
            (null, { } max) => new(Math.Min(max, own.MinZoom), max),
            _ => own,
        };
    }
}
