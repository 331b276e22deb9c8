using Cog.Geo;
using Cog.Rendering.Shapes;

namespace Cog.Api.Requests;

/// <summary>
/// From the CRS of a caller's numbers to that of the picture. Null is the file's own, which then need not be a supported one.
/// </summary>
/// <param name="From">What the numbers are.</param>
/// <param name="To">What the picture shall be in.</param>
internal sealed record Reprojection(Crs? From, Crs? To)
{
    /// <summary>
    /// True when the numbers are said to be longitude and latitude, which go round the earth whatever the file is; a file's own numbers end
    /// where it ends.
    /// </summary>
    public bool Repeats { get; private init; } = From is { IsGeographic: true };

    /// <summary>Reads <c>coord_crs</c> (EPSG:4326 unless told) and <c>dst_crs</c> (the same).</summary>
    public static Reprojection Parse(RequestQuery query)
    {
        Crs? from = CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84);
        return new(from, CrsParameter.ParseOrNative(query, "dst_crs", from));
    }

    /// <summary>The same, with the file's own CRS as null.</summary>
    public Reprojection For(CogHeader header) => this with { From = ForeignCrs.Of(header, From), To = ForeignCrs.Of(header, To) };

    /// <summary>The picture of a box.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">It is none (400), or lies where the picture's CRS has no place
    /// (404).</exception>
    public PictureArea Transform(BoundingBoxParameter box, CogHeader header) =>
        new(Transform(box.In(header, From), header), To, Repeats || box.IsAcross);

    /// <summary>The picture of a shape's box, and the shape in its CRS.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">A corner lies where that CRS has no place (404).</exception>
    public (PictureArea Area, Shape Shape) Transform(Shape shape, CogHeader header)
    {
        bool isGeographic = From?.IsGeographic ?? header.GeoKeys.IsGeographic;
        Shape whole = isGeographic ? shape.JoinAcross(WorldAxis.Longitude) : shape;
        var area = new PictureArea(Transform(whole.Bounds, header), To, Repeats || isGeographic);
        if (Between(header) is not { } transform)
        {
            return (area, whole);
        }

        Shape moved = whole.Transform(transform);
        if ((To ?? Crs.Of(header)).WorldAxis is { } axis)
        {
            moved = moved.Near(axis, (area.Bounds.MinX + area.Bounds.MaxX) / 2);
        }

        return moved.Bounds.IsValid ? (area, moved) : throw PictureArea.Outside();
    }

    private BoundingBox Transform(BoundingBox bounds, CogHeader header)
    {
        if (Between(header) is not { } transform)
        {
            return bounds;
        }

        BoundingBox moved = transform.TransformArea(bounds);
        return moved.IsValid ? moved : throw PictureArea.Outside();
    }

    // Without one when both are the file's: it may have none that is known.
    private CrsTransform? Between(CogHeader header) =>
        From is null && To is null ? null
        : CrsTransform.Create(From ?? Crs.Of(header), To ?? Crs.Of(header)) is { IsIdentity: false } transform ? transform
        : null;
}
