namespace Cog.Api.Wmts;

/// <summary>A file in one tile matrix set.</summary>
/// <param name="Name">Of the layer, and of its one style.</param>
/// <param name="Set">The set, with the matrices that the document describes.</param>
/// <param name="Limits">Which tiles there are; never empty.</param>
internal sealed record WmtsLayer(string Name, TileMatrixSet Set, IReadOnlyList<TileMatrixLimits> Limits)
{
    /// <summary>The parameters of its tiles that the dataset itself names; null where they are those of the request.</summary>
    public LayerRender? Render { get; init; }

    /// <summary>
    /// The layers of a file: first, under the file's own name, the grid that it is stored in, whose size and place are the file's; then
    /// TiTiler's, by TiTiler's names, in every set that the file reaches: the dataset's own renders, then what the request says.
    /// </summary>
    /// <remarks>
    /// Sets with rows of wider tiles are left out: WMTS 1.0 cannot say that, and a client would draw such a tile once for each of its
    /// columns.
    /// </remarks>
    public static IReadOnlyList<WmtsLayer> OfAllSets(WmtsRequest request, TileMatrixSets sets, MapLayer dataset)
    {
        var layers = new List<WmtsLayer>();
        try
        {
            if (dataset.IsOneFile)
            {
                Add(FileName(request.Query.Url), CogTileMatrixSet.Of(dataset.Grid, TileMatrixSets.NativeGrid));
            }
        }
        catch (UnsupportedTiffException) when (dataset.Grid.IsGeoreferenced)
        {
            // Its blocks are no tile matrix set: turned images, pixels that are not square.
        }

        IReadOnlyList<LayerRender> renders = dataset.Renders();
        foreach (string id in sets.Ids.Order(StringComparer.Ordinal))
        {
            foreach (LayerRender render in renders)
            {
                Add(NameOf(request, id, render), sets.Find(id)!, render);
            }

            Add(NameOf(request, id), sets.Find(id)!);
        }

        return layers.Count > 0
            ? layers
            : throw new BadHttpRequestException("No tile matrix set reaches the file.", StatusCodes.Status404NotFound);

        void Add(string name, TileMatrixSet set, LayerRender? render = null)
        {
            if (!CanBeDescribed(set))
            {
                return;
            }

            IReadOnlyList<TileMatrixLimits> limits = TileMatrixLimits.Of(dataset.Grid, set, request.ZoomsOf(set, dataset));
            if (limits.Count > 0)
            {
                layers.Add(new(name, set, limits) { Render = render });
            }
        }
    }

    /// <summary>
    /// The layers of a file in one set: its renders, then what the request says. Of the set's matrices there are those alone that the file
    /// has tiles of: clients take the finest matrix for the file's own resolution.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The set does not reach the file, or WMTS cannot describe it.</exception>
    public static IReadOnlyList<WmtsLayer> OfOneSet(WmtsRequest request, TileMatrixSet set, MapLayer dataset)
    {
        if (!CanBeDescribed(set))
        {
            throw new BadHttpRequestException(
                set.Crs.Uri is null
                    ? $"{set.Id} is in a CRS without a code, which WMTS cannot name."
                    : $"{set.Id} has rows of wider tiles, which WMTS 1.0 cannot describe.",
                StatusCodes.Status422UnprocessableEntity
            );
        }

        IReadOnlyList<TileMatrixLimits> limits = TileMatrixLimits.Of(dataset.Grid, set, request.ZoomsOf(set, dataset));
        if (limits is not [{ Zoom: var first }, ..])
        {
            throw new BadHttpRequestException($"{set.Id} has no tile of the file at these levels.", StatusCodes.Status404NotFound);
        }

        set = set with { Matrices = [.. set.Matrices.Where(matrix => matrix.Zoom >= first && matrix.Zoom <= limits[^1].Zoom)] };
        return
        [
            .. dataset.Renders().Select(render => new WmtsLayer(NameOf(request, set.Id, render), set, limits) { Render = render }),
            new(NameOf(request, set.Id), set, limits),
        ];
    }

    /// <summary>
    /// The file's box in the set's CRS; null where the file has none there, and where it crosses the end of the set's x axis.
    /// </summary>
    public BoundingBox? BoundsOf(CogHeader header) =>
        FileExtent.Of(header, Set.Crs) is { } box && box.MinX < box.MaxX && double.IsFinite(box.MinY) && double.IsFinite(box.MaxY)
            ? box
            : null;

    private static bool CanBeDescribed(TileMatrixSet set) =>
        set.Crs.Uri is not null && set.Matrices.All(matrix => matrix.VariableWidths.Count == 0);

    private static string NameOf(WmtsRequest request, string set, LayerRender? render = null) =>
        $"{ShownAddress.Of(request.Query.Url)}_{set}_{render?.Name ?? "default"}";

    // The last segment of an address or a path, without what follows it in an address.
    private static string FileName(string url)
    {
        string path = Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && !address.IsFile ? address.AbsolutePath : url;
        string name = Uri.UnescapeDataString(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
        return name.Length > 0 ? name : url;
    }
}
