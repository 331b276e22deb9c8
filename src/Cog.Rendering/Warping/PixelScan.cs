namespace Cog.Rendering.Warping;

/// <summary>Where the pixels of a picture lie on a raster whose axes are parallel to its own.</summary>
/// <param name="OriginX">The picture's left edge, in columns of the raster.</param>
/// <param name="OriginY">Its top edge, in rows.</param>
/// <param name="StepX">Columns of the raster in one of the picture.</param>
/// <param name="StepY">Rows of the raster in one of the picture.</param>
internal readonly record struct PixelScan(double OriginX, double OriginY, double StepX, double StepY)
{
    /// <summary>
    /// What lies less than this left of a pixel is counted as in it: positions on an edge fall to the right, whatever the rounding.
    /// </summary>
    private const double Edge = 1e-6;

    /// <summary>True when the picture's pixels are the raster's, shifted by whole pixels: they are copied.</summary>
    internal bool IsShift => StepX == 1 && StepY == 1 && OriginX == Math.Floor(OriginX) && OriginY == Math.Floor(OriginY);

    internal double CentreX(int column) => RoundPosition(OriginX + ((column + 0.5) * StepX));

    internal double CentreY(int row) => RoundPosition(OriginY + ((row + 0.5) * StepY));

    /// <summary>The raster's column under the middle of a column of the picture.</summary>
    internal int NearestX(int column) => Nearest(CentreX(column));

    /// <summary>The raster's row under the middle of a row of the picture.</summary>
    internal int NearestY(int row) => Nearest(CentreY(row));

    /// <summary>
    /// The edges of the columns that <see cref="NearestX"/> takes for a picture so wide, which may lie outside the raster: no column more,
    /// whatever the rounding.
    /// </summary>
    internal (double Left, double Right) NearestColumns(int width) =>
        (Math.Floor(CentreX(0) + Edge), Math.Floor(CentreX(width - 1) + Edge) + 1);

    /// <summary>The edges of the rows that <see cref="NearestY"/> takes for a picture so high.</summary>
    internal (double Top, double Bottom) NearestRows(int height) =>
        (Math.Floor(CentreY(0) + Edge), Math.Floor(CentreY(height - 1) + Edge) + 1);

    /// <summary>Takes away the last bits, in which neighbouring tiles disagree about one and the same position.</summary>
    private static double RoundPosition(double position) => Math.Round(position * (1 << 24)) / (1 << 24);

    /// <summary>The pixel that holds a position; negative below 0 and for NaN.</summary>
    internal static int Nearest(double position) => position + Edge is >= 0 and < int.MaxValue and var p ? (int)p : -1;
}
