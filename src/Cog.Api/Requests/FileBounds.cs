using Cog.Geo;
using Cog.Header;
using Cog.Rendering.Projection;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Requests;

/// <summary>Where a file is.</summary>
internal static class FileBounds
{
    /// <summary>The file's box in a CRS; <c>MinX &gt; MaxX</c> across ±180°.</summary>
    /// <exception cref="BadHttpRequestException">The file has no place there (404): a gnomonic map, say, has none for what is beyond its horizon.</exception>
    public static BoundingBox Of(CogHeader header, Crs crs)
    {
        BoundingBox box = CrsTransform.Create(Crs.Of(header), crs).TransformBounds(header.Bounds);
        box = crs.IsGeographic ? WorldAxis.Longitude.Wrap(box) : box;
        return double.IsFinite(box.MinX) && double.IsFinite(box.MinY) && double.IsFinite(box.MaxX) && double.IsFinite(box.MaxY)
            ? box
            : throw new BadHttpRequestException($"The file has no place in {crs.Uri ?? crs.Wkt}: its bounds have no coordinates there.", StatusCodes.Status404NotFound);
    }
}
