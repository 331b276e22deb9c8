namespace Cog.Api.Datasets;

/// <summary>What a map shows as one layer: where a dataset is, at which levels, and what is said of its bands. Pure.</summary>
/// <param name="Grid">A file's header; of other datasets, the grid that they are on together, described as one.</param>
internal sealed record MapLayer(CogHeader Grid)
{
    /// <summary>The levels that it says itself it has in a set; null, or null for a set, for those that follow from its grid.</summary>
    public Func<TileMatrixSet, ZoomRange?>? OwnZooms { get; init; }

    /// <summary>Whether it is one file, whose blocks are a grid of tiles, too.</summary>
    public bool IsOneFile { get; init; }

    /// <summary>What is said of its bands; null where files would have to be opened to know.</summary>
    public Func<LayerBands>? Bands { get; init; }

    /// <summary>
    /// How many bands a picture has; null where files would have to be opened to know. Fails as a tile would for parameters that name bands
    /// which there are not.
    /// </summary>
    public Func<RenderParameters, int?> BandsOf { get; init; } = _ => null;

    /// <summary>How it wants to be looked at, besides what a request says.</summary>
    public Func<IReadOnlyList<LayerRender>> Renders { get; init; } = () => [];

    /// <summary>One file.</summary>
    public static MapLayer Of(CogHeader header) =>
        new(header)
        {
            IsOneFile = true,
            Bands = () => new(BandNames.DescriptionsOf(header), header.Image.SampleType.NumPyName(), StoredRanges.Of(header)),
            BandsOf = parameters =>
            {
                BandPlan bands = parameters.BandsOf(header);
                int count = bands.Labels.Count;
                return count is 1 or 3 ? count : PictureRules.BandsOf(count, bands.ColorsOf(header));
            },
        };

    /// <summary>Its box in a CRS; <c>MinX &gt; MaxX</c> across ±180°.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">It has no place there (404).</exception>
    public BoundingBox BoundsIn(Crs crs) => FileBounds.Of(Grid, crs);

    /// <summary>The levels at which it has something to show.</summary>
    public ZoomRange ZoomsOf(TileMatrixSet set) => OwnZooms?.Invoke(set) ?? ZoomRange.Of(Grid, set);
}

/// <summary>The bands of a layer, as TileJSON has them.</summary>
/// <param name="Descriptions">Pairs of name and description.</param>
/// <param name="DataType">NumPy's name for the type of the samples.</param>
/// <param name="Minmax">Pairs of minimum and maximum; null unless every band has them.</param>
internal sealed record LayerBands(string[][] Descriptions, string DataType, double[][]? Minmax);
