namespace Cog.Geo;

/// <summary>
/// A place of the image whose position in the CRS is known: a tie point of tag 33922 (GeoTIFF 1.1, OGC 19-008r4 section 7.2).
/// </summary>
/// <param name="Column">In pixels; 0 is the outer edge of the first, whatever GTRasterType says.</param>
/// <param name="Row">In pixels.</param>
/// <param name="X">In the CRS.</param>
/// <param name="Y">In the CRS.</param>
/// <param name="Z">In the CRS; 0 where there is no height.</param>
internal readonly record struct GroundControlPoint(double Column, double Row, double X, double Y, double Z);
