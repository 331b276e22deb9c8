namespace Cog.Resamplers;

/// <summary>The functions that weigh pixels by their distance, in steps of the kernel.</summary>
internal static class KernelFunction
{
    /// <summary>True for the methods that weigh by a function of the distance: the others count what lies under a pixel.</summary>
    public static bool IsConvolution(Resampling resampling) =>
        resampling is Resampling.Bilinear or Resampling.Cubic or Resampling.CubicSpline or Resampling.Lanczos;

    /// <summary>True where some weights are negative, so that few pixels can be blown up.</summary>
    public static bool HasNegativeWeights(Resampling resampling) => resampling is Resampling.Cubic or Resampling.Lanczos;

    /// <summary>How far a function reaches; 0 for what is not a convolution.</summary>
    public static int Radius(Resampling resampling) =>
        resampling switch
        {
            Resampling.Bilinear => 1,
            Resampling.Cubic or Resampling.CubicSpline => 2,
            Resampling.Lanczos => 3,
            _ => 0,
        };

    /// <summary>The weight at a distance.</summary>
    public static double Weight(Resampling resampling, double distance)
    {
        double x = Math.Abs(distance);
        return resampling switch
        {
            Resampling.Bilinear => Math.Max(0, 1 - x),
            Resampling.Cubic => Keys(x),
            Resampling.CubicSpline => Spline(x),
            _ => Lanczos(x),
        };
    }

    /// <summary>Cubic convolution with a = -1/2 (R. Keys 1981), GDAL's cubic.</summary>
    private static double Keys(double x) =>
        x switch
        {
            <= 1 => (((1.5 * x) - 2.5) * x * x) + 1,
            <= 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
            _ => 0,
        };

    /// <summary>The cubic B-spline.</summary>
    private static double Spline(double x) =>
        x switch
        {
            <= 1 => (((0.5 * x) - 1) * x * x) + (2 / 3.0),
            <= 2 => (2 - x) * (2 - x) * (2 - x) / 6,
            _ => 0,
        };

    /// <summary>sinc(x) sinc(x / 3).</summary>
    private static double Lanczos(double x) =>
        x switch
        {
            < 1e-9 => 1,
            < 3 => 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x),
            _ => 0,
        };
}
