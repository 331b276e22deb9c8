using Cog.Reading;

namespace Cog.Rendering.Warping;

/// <summary>The weights of source pixels around a position, along one axis.</summary>
/// <remarks>When the target's pixels are larger than the source's the kernel is stretched by their ratio, as GDAL does: it then averages what it would skip.</remarks>
internal static class Kernel
{
    /// <summary>How far a kernel reaches, source pixels.</summary>
    /// <param name="resampling">Not nearest.</param>
    /// <param name="stretch">Source pixels in one target pixel; below 1 counts as 1.</param>
    public static double Radius(Resampling resampling, double stretch) => Math.Max(1, stretch) * resampling switch
    {
        Resampling.Nearest => 0,
        Resampling.Bilinear => 1,
        Resampling.Cubic => 2,
        _ => 0.5,
    };

    /// <summary>Room for the weights of one position.</summary>
    public static int MaxTaps(Resampling resampling, double stretch) => (2 * (int)Math.Ceiling(Radius(resampling, stretch))) + 2;

    /// <summary>Computes the weights around a position; they sum to 1 over all pixels, fewer when <paramref name="size"/> cuts the kernel.</summary>
    /// <param name="resampling">Not nearest.</param>
    /// <param name="stretch">Source pixels in one target pixel.</param>
    /// <param name="position">Centre, where pixel k covers k to k + 1.</param>
    /// <param name="size">Pixels there are.</param>
    /// <param name="weights">Receives the weights, of <see cref="MaxTaps"/>.</param>
    /// <returns>The first pixel and how many.</returns>
    public static (int First, int Count) Weigh(Resampling resampling, double stretch, double position, int size, Span<double> weights)
    {
        stretch = Math.Max(1, stretch);
        double radius = Radius(resampling, stretch);

        // Pixels whose centre lies nearer than the radius; for the box, pixels that it touches.
        double reach = resampling == Resampling.Average ? radius + 0.5 : radius;
        int first = (int)Math.Floor(position - 0.5 - reach) + 1, end = (int)Math.Ceiling(position - 0.5 + reach);
        double sum = 0;
        int kept = Math.Max(first, 0), count = 0;
        for (int k = first; k < end; k++)
        {
            double distance = k + 0.5 - position;
            double weight = resampling switch
            {
                Resampling.Bilinear => 1 - (Math.Abs(distance) / stretch),
                Resampling.Cubic => CatmullRom(Math.Abs(distance) / stretch),
                _ => Math.Min(distance + 0.5, radius) - Math.Max(distance - 0.5, -radius),
            };
            sum += weight;
            if (k >= 0 && k < size)
            {
                weights[count++] = weight;
            }
        }

        for (int i = 0; i < count; i++)
        {
            weights[i] /= sum;
        }

        return (kept, count);
    }

    /// <summary>Cubic convolution with a = -1/2 (R. Keys 1981), GDAL's cubic.</summary>
    private static double CatmullRom(double x) => x switch
    {
        <= 1 => (((1.5 * x) - 2.5) * x * x) + 1,
        < 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
        _ => 0,
    };
}
