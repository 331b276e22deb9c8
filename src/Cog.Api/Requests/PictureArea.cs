using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Api.Requests;

/// <summary>Where a picture lies.</summary>
/// <param name="Bounds">Its box.</param>
/// <param name="Crs">What the box is in; null for the file's own CRS, which then need not be a supported one.</param>
/// <param name="Repeats">Whether the ends of a whole world meet in it (<see cref="Cog.Rendering.BoxRequest"/>).</param>
internal sealed record PictureArea(BoundingBox Bounds, Crs? Crs, bool Repeats = false);
