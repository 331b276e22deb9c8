namespace Cog.Rendering.Projection.Text;

/// <summary>
/// A projection's name in well-known text and how GDAL names its parameters (OGC 01-009; gdal.org, "OGC WKT Coordinate System Issues").
/// </summary>
/// <param name="Code">Its method.</param>
/// <param name="Name">As GDAL writes it.</param>
/// <param name="Latitude">The origin's latitude; empty when it has none.</param>
/// <param name="Longitude">The origin's longitude.</param>
/// <param name="Rest">Further parameters, by spaces.</param>
internal sealed record WktMethod(ProjectionMethod Code, string Name, string Latitude, string Longitude, string Rest);
