namespace Cog.Api.Datasets;

/// <summary>Where a picture lies.</summary>
/// <param name="Bounds">Its box.</param>
/// <param name="Crs">What the box is in; null for the file's own CRS, which then need not be a supported one.</param>
/// <param name="Repeats">Whether the ends of a whole world meet in it (<see cref="Cog.Rendering.BoxRequest"/>).</param>
internal sealed record PictureArea(BoundingBox Bounds, Crs? Crs, bool Repeats = false)
{
    /// <summary>Nothing of the image lies there.</summary>
    public static BadHttpRequestException Outside() =>
        new("The box is outside bounds: it shares no pixel with the image", StatusCodes.Status404NotFound);
}
