namespace Cog.Api.Datasets;

/// <summary>Where a file is.</summary>
internal static class FileBounds
{
    /// <summary>The file's box in a CRS; <c>MinX &gt; MaxX</c> across ±180°.</summary>
    /// <exception cref="BadHttpRequestException">The file has no place there (404): a gnomonic map, say, has none for what is beyond its
    /// horizon.</exception>
    public static BoundingBox Of(CogHeader header, Crs crs) =>
        FileExtent.Of(header, crs)
        ?? throw new BadHttpRequestException(
            $"The file has no place in {crs.Uri ?? crs.Wkt}: its bounds have no coordinates there.",
            StatusCodes.Status404NotFound
        );
}
