using Cog.Reading;

namespace Cog.Rendering.Warping;

/// <summary>The weights of source pixels around a position, along one axis.</summary>
/// <remarks>When the target's pixels are larger than the source's the kernel is stretched by their ratio, as GDAL does: it then averages what it would skip.</remarks>
internal static class Kernel
{
    /// <summary>Beyond this stretch, the sum of a kernel's weights is not counted.</summary>
    private const double WideKernel = 64;

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
    /// <param name="resampling">Not nearest.</param>
    /// <param name="stretch">Source pixels in one target pixel.</param>
    /// <param name="size">Pixels there are.</param>
    public static int MaxTaps(Resampling resampling, double stretch, int size) => (int)Math.Min(size, (2 * Math.Ceiling(Radius(resampling, stretch))) + 2);

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
        double start = Math.Floor(position - 0.5 - reach) + 1, end = Math.Ceiling(position - 0.5 + reach);
        int first = (int)Math.Clamp(start, 0, size), count = (int)Math.Clamp(end, 0, size) - first;
        if (count <= 0)
        {
            return (0, 0);
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            weights[i] = Weight(resampling, stretch, radius, first + i + 0.5 - position);
            sum += weights[i];
        }

        if (end - start > count)
        {
            sum = Total(resampling, stretch, radius, start, end, position);
        }

        for (int i = 0; i < count; i++)
        {
            weights[i] /= sum;
        }

        return (first, count);
    }

    /// <summary>The sum of all weights, those outside the image too.</summary>
    private static double Total(Resampling resampling, double stretch, double radius, double start, double end, double position)
    {
        if (stretch > WideKernel)
        {
            return stretch; // The area under the kernel: the sum is as good as that, and would be long.
        }

        double sum = 0;
        for (double k = start; k < end; k++)
        {
            sum += Weight(resampling, stretch, radius, k + 0.5 - position);
        }

        return sum;
    }

    private static double Weight(Resampling resampling, double stretch, double radius, double distance) => resampling switch
    {
        Resampling.Bilinear => 1 - (Math.Abs(distance) / stretch),
        Resampling.Cubic => CatmullRom(Math.Abs(distance) / stretch),
        _ => Math.Min(distance + 0.5, radius) - Math.Max(distance - 0.5, -radius),
    };

    /// <summary>Cubic convolution with a = -1/2 (R. Keys 1981), GDAL's cubic.</summary>
    private static double CatmullRom(double x) => x switch
    {
        <= 1 => (((1.5 * x) - 2.5) * x * x) + 1,
        < 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
        _ => 0,
    };
}
