namespace Cog.Reading;

/// <summary>One axis of a resampling: which source pixels make each output pixel, and with which weights. Pure; the same numbers as GDAL's RasterIO.</summary>
/// <remarks>
/// Coordinates are of the level's pixels, from its outer edge; an output pixel that shares nothing with the image has no source pixel. Bilinear and
/// cubic kernels widen when the image shrinks, so that no source pixel is skipped, and are cut off at the image's edges. Weights need not sum to 1.
/// </remarks>
internal sealed class ResamplingKernel
{
    // Against coordinates that came out as 2.9999999999 (GDAL has the same two numbers).
    private const double NearestEpsilon = 1e-10, EdgeEpsilon = 1e-8;

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly double[] _weights;
    private readonly int _stride;

    private ResamplingKernel(int[] first, int[] count, double[] weights, int stride, bool hasNegativeWeights)
    {
        (_first, _count, _weights, _stride, HasNegativeWeights) = (first, count, weights, stride, hasNegativeWeights);
        int start = int.MaxValue, end = 0;
        IsIdentity = true;
        for (int i = 0; i < first.Length; i++)
        {
            if (count[i] > 0)
            {
                start = Math.Min(start, first[i]);
                end = Math.Max(end, first[i] + count[i]);
            }

            IsIdentity &= count[i] == 1 && first[i] == first[0] + i;
        }

        SourceStart = end == 0 ? 0 : start;
        SourceLength = end == 0 ? 0 : end - start;
    }

    /// <summary>Output pixels.</summary>
    public int OutputSize => _first.Length;

    /// <summary>The first source pixel that any output pixel needs.</summary>
    public int SourceStart { get; }

    /// <summary>How many source pixels from there on; 0 when the window misses the image.</summary>
    public int SourceLength { get; }

    /// <summary>Most source pixels of one output pixel.</summary>
    public int MaxCount => _stride;

    /// <summary>True when each output pixel is a source pixel, in order.</summary>
    public bool IsIdentity { get; }

    public bool HasNegativeWeights { get; }

    /// <summary>The first source pixel of an output pixel.</summary>
    public int First(int output) => _first[output];

    /// <summary>The weights from there on; none for a pixel outside the image.</summary>
    public ReadOnlySpan<double> Weights(int output) => _weights.AsSpan(output * _stride, _count[output]);

    /// <summary>Computes an axis.</summary>
    /// <param name="axis">Where output pixels lie.</param>
    /// <param name="imageLength">Pixels of the level on this axis.</param>
    /// <param name="resampling">The method.</param>
    /// <param name="limits">The weights may take <see cref="CogLimits.MaxRasterBytes"/>.</param>
    public static ResamplingKernel Create(ResamplingAxis axis, int imageLength, Resampling resampling, CogLimits limits)
    {
        double ratio = axis.Length / axis.OutputSize;
        double widened = Math.Max(1, ratio); // source pixels of one step of the kernel
        double radius = resampling switch
        {
            Resampling.Bilinear => widened,
            Resampling.Cubic => 2 * widened,
            Resampling.Average => ratio / 2,
            _ => 0,
        };
        double most = Math.Min(imageLength, Math.Ceiling(2 * radius) + 2);
        if (most * axis.OutputSize * sizeof(double) > Math.Min(limits.MaxRasterBytes, Array.MaxLength))
        {
            throw new LimitExceededException(
                $"Resampling {axis.Length:0} pixels to {axis.OutputSize} takes {most * axis.OutputSize:0} weights; {nameof(CogLimits.MaxRasterBytes)} is {limits.MaxRasterBytes}.", nameof(CogLimits.MaxRasterBytes));
        }

        int stride = (int)most;
        int[] first = new int[axis.OutputSize], count = new int[axis.OutputSize];
        double[] weights = new double[axis.OutputSize * stride];
        for (int i = 0; i < axis.OutputSize; i++)
        {
            int position = axis.IsFlipped ? axis.OutputSize - 1 - i : i;
            Span<double> own = weights.AsSpan(i * stride, stride);
            double from = axis.Start + (position * ratio), to = axis.Start + ((position + 1) * ratio);
            if (to <= EdgeEpsilon || from >= imageLength - EdgeEpsilon)
            {
                continue;
            }

            (first[i], count[i]) = resampling switch
            {
                Resampling.Nearest => Nearest(axis.Start + ((position + 0.5) * ratio), imageLength, own),
                Resampling.Average => Overlap(from, to, imageLength, own),
                _ => Convolve(axis.Start + ((position + 0.5) * ratio), radius, widened, resampling == Resampling.Cubic, imageLength, own),
            };
        }

        return new(first, count, weights, stride, resampling == Resampling.Cubic);
    }

    private static (int First, int Count) Nearest(double centre, int imageLength, Span<double> weights)
    {
        weights[0] = 1;
        return ((int)Math.Clamp(Math.Floor(centre + NearestEpsilon), 0, imageLength - 1), 1);
    }

    private static (int First, int Count) Convolve(double centre, double radius, double widened, bool isCubic, int imageLength, Span<double> weights)
    {
        int start = (int)Math.Max(0, Math.Floor(centre - radius + 0.5));
        int stop = (int)Math.Min(imageLength, Math.Floor(centre + radius + 0.5));
        if (stop <= start)
        {
            // The centre is outside, by more than the kernel reaches.
            return Nearest(centre, imageLength, weights);
        }

        for (int i = start; i < stop; i++)
        {
            double distance = (i + 0.5 - centre) / widened;
            weights[i - start] = isCubic ? CatmullRom(distance) : Triangle(distance);
        }

        return (start, stop - start);
    }

    // The share of each pixel that lies in [from, to).
    private static (int First, int Count) Overlap(double from, double to, int imageLength, Span<double> weights)
    {
        int start = (int)Math.Max(0, Math.Floor(from + EdgeEpsilon));
        int stop = (int)Math.Min(imageLength, Math.Max(start + 1, Math.Ceiling(to - EdgeEpsilon)));
        for (int i = start; i < stop; i++)
        {
            weights[i - start] = stop - start == 1 ? 1 : Math.Min(to, i + 1) - Math.Max(from, i);
        }

        return (start, stop - start);
    }

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    // Keys' cubic convolution with a = -1/2.
    private static double CatmullRom(double x)
    {
        x = Math.Abs(x);
        return x switch
        {
            <= 1 => (((1.5 * x) - 2.5) * x * x) + 1,
            <= 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
            _ => 0,
        };
    }
}

/// <summary>Where the output pixels of one axis lie.</summary>
/// <param name="Start">The window's edge, in pixels of the level.</param>
/// <param name="Length">Its length, in pixels of the level; not negative.</param>
/// <param name="OutputSize">Output pixels, all of one length.</param>
/// <param name="IsFlipped">True when the output runs against the level.</param>
internal readonly record struct ResamplingAxis(double Start, double Length, int OutputSize, bool IsFlipped);
