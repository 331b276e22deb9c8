namespace Cog.Api.Datasets;

/// <summary>
/// From a request to what it asks about: one file, the assets of an item, the files of a mosaic. Endpoints are the same for all of them;
/// routes differ in this alone.
/// </summary>
internal interface IDatasets
{
    /// <summary>The deployment's settings.</summary>
    CogOptions Options { get; }

    /// <summary>The parameters of a request, with what this kind of dataset makes of them.</summary>
    RequestQuery QueryOf(HttpRequest request);

    /// <summary>Answers from what is said of a dataset, without a pixel of it; 304 when the caller has that already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, of <see cref="QueryOf"/>, all read by now.</param>
    /// <param name="answer">Makes the answer; may be called twice.</param>
    Task DescribeAsync(HttpContext context, RequestQuery query, Func<MapLayer, BufferedResponse> answer);

    /// <summary>Answers from pixels; 304 when the caller has that already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, of <see cref="QueryOf"/>, all read by now.</param>
    /// <param name="place">Where something will be read; null for everywhere. What does not lie there need not be opened.</param>
    /// <param name="answer">Makes the answer; may be called twice.</param>
    Task ReadAsync(HttpContext context, RequestQuery query, AskedPlace? place, Func<IDataset, Task<BufferedResponse>> answer);
}

/// <summary>Where a request will read something.</summary>
/// <param name="Bounds">A box; in longitude, <c>MinX &gt; MaxX</c> across ±180°. Without width and height for a point.</param>
/// <param name="Crs">What its numbers are; null for the CRS that the dataset itself is in.</param>
internal readonly record struct AskedPlace(BoundingBox Bounds, Crs? Crs)
{
    /// <summary>The tile that has this box; null where none was asked for.</summary>
    public (TileMatrixSet Set, TileIndex Tile)? Tile { get; init; }
}
