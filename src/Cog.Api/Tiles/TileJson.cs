using Cog.Geo;

namespace Cog.Api.Tiles;

/// <summary>TileJSON 3.0.0 with TiTiler's additions, in its order. Null fields are left out.</summary>
internal sealed record TileJson
{
    public string Tilejson { get; } = "3.0.0";

    public string Version { get; } = "1.0.0";

    public string? Attribution { get; init; }

    public string Scheme { get; } = "xyz";

    public required string[] Tiles { get; init; }

    public required int Minzoom { get; init; }

    public required int Maxzoom { get; init; }

    /// <summary>
    /// West, south, east, north in degrees. All around the earth for a file across ±180°: TileJSON 3.0.0 section 3.5 forbids west to be
    /// more than east.
    /// </summary>
    public required double[] Bounds { get; init; }

    /// <summary>Longitude, latitude, zoom.</summary>
    public required double[] Center { get; init; }

    /// <summary>
    /// How the dataset wants to be looked at: the renders of an item of STAC, by their names. Of any other, empty, as in TiTiler.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> RasterLayers { get; init; } = new Dictionary<string, JsonElement>();

    public string[][]? BandDescriptions { get; init; }

    public string? DataType { get; init; }

    public double[][]? Minmax { get; init; }

    /// <summary>Describes the tiles of a dataset.</summary>
    /// <exception cref="Cog.CogException">It is nowhere, or in a CRS that is not supported.</exception>
    public static TileJson Of(MapLayer layer, TileJsonRequest request, string? attribution)
    {
        RenderQuery.RequireTiles(request.Parameters, layer, request.Format);
        BoundingBox place = layer.BoundsIn(Crs.Wgs84);
        BoundingBox bounds = Unwrapped(place, layer.Grid.Image.Width);
        ZoomRange zooms = RequestedTileMatrixSet.ZoomsOf(request.Query, request.Set.Of(layer), layer);
        LayerBands? bands = layer.Bands?.Invoke();

        BoundingBox whole = WorldAxis.Longitude.Unwrap(place);
        double longitude = WorldAxis.Longitude.Near((whole.MinX + whole.MaxX) / 2, 0);
        return new()
        {
            Attribution = attribution,
            Tiles = [request.TileUrl],
            Minzoom = zooms.MinZoom,
            Maxzoom = zooms.MaxZoom,
            Bounds = [bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY],
            Center = [longitude, (bounds.MinY + bounds.MaxY) / 2, zooms.MinZoom],
            RasterLayers = layer.Renders().ToDictionary(render => render.Name, render => render.Definition),
            BandDescriptions = bands?.Descriptions,
            DataType = bands?.DataType,
            Minmax = bands?.Minmax,
        };
    }

    // A column of pixels around ±180° itself, as files of pixel centres have it, is nothing to show all of the earth for.
    private static BoundingBox Unwrapped(BoundingBox place, int columns)
    {
        if (!(place.MinX > place.MaxX))
        {
            return place;
        }

        double west = 180 - place.MinX,
            east = place.MaxX + 180,
            pixel = (west + east) / columns;
        return west <= pixel && west < east ? place with { MinX = -180 }
            : east <= pixel && east < west ? place with { MaxX = 180 }
            : place with { MinX = -180, MaxX = 180 };
    }
}
