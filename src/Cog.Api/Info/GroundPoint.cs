namespace Cog.Api.Info;

/// <summary>A ground control point, by rasterio's names.</summary>
/// <param name="Row">In pixels from the upper edge.</param>
/// <param name="Col">In pixels from the left edge.</param>
/// <param name="X">In the file's CRS.</param>
/// <param name="Y">In the file's CRS.</param>
/// <param name="Z">In the file's CRS; 0 where there is no height.</param>
internal sealed record GroundPoint(double Row, double Col, double X, double Y, double Z)
{
    // Some files have a grid of them, one for each few pixels.
    private const int MaxPoints = 4096;

    /// <summary>The points; null when the file has none.</summary>
    /// <returns>The first of them, when there are very many.</returns>
    public static IReadOnlyList<GroundPoint>? Of(CogHeader header) =>
        header.GroundControlPointCount == 0
            ? null
            : [.. header.GroundControlPoints.Take(MaxPoints).Select(p => new GroundPoint(p.Row, p.Column, p.X, p.Y, p.Z))];

    /// <summary>Whether <see cref="Of"/> leaves some out.</summary>
    public static bool AreTruncated(CogHeader header) => header.GroundControlPointCount > MaxPoints;
}
