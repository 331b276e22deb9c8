using Cog.Geo;

namespace Cog.Api.Mosaics;

/// <summary>Where something is asked for.</summary>
/// <param name="Box">Longitudes and latitudes, WGS 84; <c>MinX &gt; MaxX</c> across ±180°.</param>
internal sealed record MosaicPlace(BoundingBox Box)
{
    /// <summary>The tile that is asked for; null for a box or a point.</summary>
    public (TileMatrixSet Set, TileIndex Tile)? Tile { get; init; }

    /// <summary>The box in parts that do not cross ±180°.</summary>
    public IReadOnlyList<BoundingBox> Parts => Box.MinX > Box.MaxX ? [Box with { MaxX = 180 }, Box with { MinX = -180 }] : [Box];

    /// <summary>Whether a box shares something with it, an edge at least.</summary>
    public bool Touches(BoundingBox other) =>
        Parts.Any(a => new MosaicPlace(other).Parts.Any(b => a.MinX <= b.MaxX && b.MinX <= a.MaxX && a.MinY <= b.MaxY && b.MinY <= a.MaxY));

    /// <summary>The place of a request.</summary>
    /// <exception cref="InvalidParametersException">Its numbers are those of a dataset that is not one.</exception>
    public static MosaicPlace Of(AskedPlace asked)
    {
        if (asked.Crs is not { } crs)
        {
            throw new InvalidParametersException(
                ParameterError.OfQuery("coord_crs", "coord_crs is 'native': the files of a mosaic have CRSs of their own; expected a CRS.")
            );
        }

        BoundingBox box = crs.IsGeographic ? asked.Bounds : CrsTransform.Create(crs, Crs.Wgs84).TransformBounds(asked.Bounds);
        return new(WorldAxis.Longitude.Wrap(Finite(box))) { Tile = asked.Tile };
    }

    // Beyond a map's edge there is the whole world.
    private static BoundingBox Finite(BoundingBox box) =>
        new(
            double.IsFinite(box.MinX) ? box.MinX : -180,
            double.IsFinite(box.MinY) ? Math.Max(box.MinY, -90) : -90,
            double.IsFinite(box.MaxX) ? box.MaxX : 180,
            double.IsFinite(box.MaxY) ? Math.Min(box.MaxY, 90) : 90
        );
}
