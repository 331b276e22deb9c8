namespace Cog.Api.Mosaics.Documents;

/// <summary>The mosaic of one MosaicJSON: files by quadkey, as cogeo-mosaic finds them.</summary>
/// <param name="document">The document.</param>
/// <param name="memberOf">A file by its name in the document.</param>
/// <param name="settings">Whether its levels bound what it shows.</param>
internal sealed class MosaicJsonMosaic(Document<MosaicDocument> document, Func<string, MosaicMember> memberOf, MosaicSettings settings)
    : IMosaic
{
    private const int MaxSamples = 3;

    /// <inheritdoc/>
    public Task<MosaicDescription> DescribeAsync(MosaicFiles files)
    {
        MosaicDocument content = document.Content;
        return Task.FromResult(
            new MosaicDescription(
                document.Version,
                content.Name ?? "mosaic",
                MosaicLayer.Of(content.Bounds, set => ZoomsIn(set, content)),
                content.Bounds
            )
            {
                Own = (content.Set, content.Zooms),
            }
        );
    }

    /// <inheritdoc/>
    public Task<MosaicSelection> InAsync(MosaicPlace place, int limit, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = NamesIn(place);
        return Task.FromResult<MosaicSelection>(
            new(document.Version, [.. names.Take(limit).Select(memberOf)], Math.Max(0, names.Count - limit))
        );
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MosaicMember>> SamplesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MosaicMember>>([.. document.Content.Tiles.Assets.Take(MaxSamples).Select(memberOf)]);

    /// <summary>The files of a place, as the document names them.</summary>
    private IReadOnlyList<string> NamesIn(MosaicPlace place)
    {
        MosaicDocument content = document.Content;
        if (place.Tile is var (set, tile) && set.Id == content.Set.Id)
        {
            if (settings.IsStrictZoom && (tile.Z < content.Zooms.MinZoom || tile.Z > content.Zooms.MaxZoom))
            {
                throw new BadHttpRequestException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Invalid ZOOM level {tile.Z}. Should be between {content.Zooms.MinZoom} and {content.Zooms.MaxZoom}"
                    )
                );
            }

            return Quadkey.Of(tile) is { } key ? content.Tiles.In(key) : [];
        }

        // morecantile's tile(): one that lies beside the set counts as the nearest.
        TileMatrix matrix = content.Set.MatrixAt(content.QuadkeyZoom) ?? content.Set.Matrices[^1];
        CrsTransform toSet = CrsTransform.Create(Crs.Wgs84, content.Set.Crs);
        var names = new List<string>();
        foreach (BoundingBox part in place.Parts)
        {
            (double left, double top) = toSet.Transform(part.MinX, part.MaxY);
            (double right, double bottom) = toSet.Transform(part.MaxX, part.MinY);
            names.AddRange(content.Tiles.In(TileAt(matrix, left, top), TileAt(matrix, right, bottom)));
        }

        return place.Parts.Count == 1 ? names : [.. names.Distinct()];
    }

    private static TileIndex TileAt(TileMatrix matrix, double x, double y)
    {
        double column = (x - matrix.OriginX) / (matrix.Resolution * matrix.TileWidth),
            row = (matrix.OriginY - y) / (matrix.Resolution * matrix.TileHeight);
        return new(matrix.Zoom, Within(column, matrix.MatrixWidth), Within(row, matrix.MatrixHeight));

        static long Within(double place, long count) => double.IsNaN(place) ? 0 : (long)Math.Clamp(Math.Floor(place), 0, count - 1);
    }

    // Of another set than its own the document says nothing, and cogeo-mosaic takes all its levels.
    private static ZoomRange ZoomsIn(TileMatrixSet set, MosaicDocument content) =>
        set.Id == content.Set.Id
            ? new(Math.Clamp(content.Zooms.MinZoom, set.MinZoom, set.MaxZoom), Math.Clamp(content.Zooms.MaxZoom, set.MinZoom, set.MaxZoom))
            : new(set.MinZoom, set.MaxZoom);
}
