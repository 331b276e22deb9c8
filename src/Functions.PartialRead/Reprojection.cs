using Cog.Geo;
using Cog.Header;
using Cog.Hosting;
using Cog.Rendering.Projection;
using Cog.Rendering.Shapes;

namespace Functions.PartialRead;

/// <summary>From the CRS of a caller's numbers to that of the picture. Null is the file's own, which then need not be a supported one.</summary>
/// <param name="From">What the numbers are.</param>
/// <param name="To">What the picture shall be in.</param>
internal sealed record Reprojection(Crs? From, Crs? To)
{
    /// <summary>Reads <c>coord_crs</c> (EPSG:4326 unless told) and <c>dst_crs</c> (the same).</summary>
    public static Reprojection Parse(RequestQuery query)
    {
        Crs? from = PictureRequest.ParseCrs(query.Text("coord_crs") ?? "EPSG:4326");
        return new(from, query.Text("dst_crs") is { } text ? PictureRequest.ParseCrs(text) : from);
    }

    /// <summary>The same, with the file's own CRS as null.</summary>
    public Reprojection For(CogHeader header) => new(PictureRequest.ForeignTo(header, From), PictureRequest.ForeignTo(header, To));

    /// <summary>A box in the picture's CRS.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">It lies where that CRS has no place (404).</exception>
    public BoundingBox Transform(BoundingBox bounds, CogHeader header)
    {
        if (Between(header) is not { } transform)
        {
            return bounds;
        }

        BoundingBox moved = transform.TransformBounds(bounds);
        return moved.IsValid ? moved : throw Picture.Outside();
    }

    /// <summary>A shape in the picture's CRS.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">A corner lies where that CRS has no place (404).</exception>
    public Shape Transform(Shape shape, CogHeader header)
    {
        if (Between(header) is not { } transform)
        {
            return shape;
        }

        Shape moved = shape.Transform(transform);
        return moved.Bounds.IsValid ? moved : throw Picture.Outside();
    }

    // Without one when both are the file's: it may have none that is known.
    private CrsTransform? Between(CogHeader header) =>
        From is null && To is null ? null : CrsTransform.Create(From ?? Crs.Of(header), To ?? Crs.Of(header)) is { IsIdentity: false } transform ? transform : null;
}
