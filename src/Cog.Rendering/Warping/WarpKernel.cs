using Cog.Resamplers;

namespace Cog.Rendering.Warping;

/// <summary>The weights of source pixels around a position, along one axis.</summary>
/// <remarks>
/// When the target's pixels are larger than the source's the kernel is stretched by their ratio, as GDAL does: it then averages what it
/// would skip.
/// </remarks>
internal static class WarpKernel
{
    /// <summary>Beyond this stretch, the sum of a kernel's weights is not counted.</summary>
    private const double WideKernel = 64;

    /// <summary>Half of the widest binomial kernel, and what it is shifted by.</summary>
    private const int GaussRadius = 4;

    /// <summary>How far a kernel reaches beyond the pixel it makes, source pixels.</summary>
    /// <param name="resampling">Any.</param>
    /// <param name="stretch">Source pixels in one target pixel; below 1 counts as 1.</param>
    public static double Radius(Resampling resampling, double stretch) =>
        resampling == Resampling.Gauss ? GaussRadius : Math.Max(1, stretch) * KernelFunction.Radius(resampling);

    /// <summary>Room for the weights of one position.</summary>
    /// <param name="resampling">A convolution.</param>
    /// <param name="stretch">Source pixels in one target pixel.</param>
    /// <param name="size">Pixels there are.</param>
    public static int MaxTaps(Resampling resampling, double stretch, int size) =>
        (int)Math.Min(size, (2 * Math.Ceiling(Radius(resampling, stretch))) + 2);

    /// <summary>
    /// Computes the weights around a position; they sum to 1 over all pixels, fewer when <paramref name="size"/> cuts the kernel.
    /// </summary>
    /// <param name="resampling">A convolution.</param>
    /// <param name="stretch">Source pixels in one target pixel.</param>
    /// <param name="position">Centre, where pixel k covers k to k + 1.</param>
    /// <param name="size">Pixels there are.</param>
    /// <param name="weights">Receives the weights, of <see cref="MaxTaps"/>.</param>
    /// <returns>The first pixel and how many.</returns>
    public static (int First, int Count) ComputeWeights(
        Resampling resampling,
        double stretch,
        double position,
        int size,
        Span<double> weights
    )
    {
        stretch = Math.Max(1, stretch);

        // Pixels whose centre lies nearer than the radius.
        double radius = Radius(resampling, stretch);
        double start = Math.Floor(position - 0.5 - radius) + 1,
            end = Math.Ceiling(position - 0.5 + radius);
        int first = (int)Math.Clamp(start, 0, size),
            count = (int)Math.Clamp(end, 0, size) - first;
        if (count <= 0)
        {
            return (0, 0);
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            weights[i] = KernelFunction.Weight(resampling, (first + i + 0.5 - position) / stretch);
            sum += weights[i];
        }

        if (end - start > count)
        {
            sum = Total(resampling, stretch, start, end, position);
        }

        for (int i = 0; i < count; i++)
        {
            weights[i] /= sum;
        }

        return (first, count);
    }

    /// <summary>The sum of all weights, those outside the image too.</summary>
    private static double Total(Resampling resampling, double stretch, double start, double end, double position)
    {
        if (stretch > WideKernel)
        {
            return stretch; // The area under the kernel: the sum is as good as that, and would be long.
        }

        double sum = 0;
        for (double k = start; k < end; k++)
        {
            sum += KernelFunction.Weight(resampling, (k + 0.5 - position) / stretch);
        }

        return sum;
    }
}
