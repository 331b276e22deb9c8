namespace Cog.Api.Layout;

/// <summary>Outlines of windows of a level, in longitude and latitude.</summary>
/// <param name="header">The file.</param>
/// <param name="level">The level.</param>
/// <param name="toWgs84">From the file's CRS.</param>
internal sealed class BlockOutlines(CogHeader header, ImageLevel level, CrsTransform toWgs84)
{
    // A block's edge is straight in the file's CRS, not on a map: so many pieces follow it to a small part of a pixel of the screen.
    private const int Pieces = 4;

    // Of a degree: a tenth of a metre.
    private const int Decimals = 6;

    private readonly GeoTransform _transform = header.GeoTransformOf(level);

    /// <summary>The outline, counter-clockwise on the image, closed; null where the CRS has no place for a part of it.</summary>
    public double[][]? Of(PixelWindow window)
    {
        (double Column, double Row)[] corners =
        [
            (window.X, window.Y),
            (window.X, window.Bottom),
            (window.Right, window.Bottom),
            (window.Right, window.Y),
        ];
        var ring = new List<double[]>((4 * Pieces) + 1);
        for (int i = 0; i < 4 * Pieces; i++)
        {
            (double Column, double Row) from = corners[i / Pieces],
                to = corners[((i / Pieces) + 1) % 4];
            double share = (double)(i % Pieces) / Pieces;
            (double x, double y) = _transform.Apply(
                from.Column + ((to.Column - from.Column) * share),
                from.Row + ((to.Row - from.Row) * share)
            );
            (double longitude, double latitude) = toWgs84.Transform(x, y);
            if (!double.IsFinite(longitude) || !double.IsFinite(latitude))
            {
                return null;
            }

            // No edge goes round the earth: what seems to does cross ±180°.
            double near = ring.Count == 0 ? longitude : ring[^1][0] + Math.IEEERemainder(longitude - ring[^1][0], 360);
            ring.Add([Math.Round(near, Decimals), Math.Round(latitude, Decimals)]);
        }

        ring.Add(ring[0]);
        return [.. ring];
    }
}
