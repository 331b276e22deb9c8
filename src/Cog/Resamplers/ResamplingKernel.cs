namespace Cog.Resamplers;

/// <summary>
/// One axis of a resampling: which source pixels make each output pixel, and with which weights. Pure; the same numbers as GDAL's RasterIO.
/// </summary>
/// <remarks>
/// Coordinates are of the level's pixels, from its outer edge; an output pixel that shares nothing with the image has no source pixel. The
/// kernels of convolutions widen when the image shrinks, so that no source pixel is skipped, and are cut off at the image's edges. Weights
/// need not sum to 1.
/// </remarks>
internal sealed class ResamplingKernel
{
    // Against coordinates that came out as 2.9999999999 (GDAL has the same two numbers).
    private const double NearestEpsilon = 1e-10,
        EdgeEpsilon = 1e-8;

    private const int FarAway = 1 << 29;

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly double[] _weights;
    private readonly int _stride;

    private ResamplingKernel(int[] first, int[] count, double[] weights, int stride, bool hasNegativeWeights)
    {
        (_first, _count, _weights, _stride, HasNegativeWeights) = (first, count, weights, stride, hasNegativeWeights);
        int start = int.MaxValue,
            end = 0;
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

    /// <summary>Computes an axis of an image.</summary>
    /// <param name="axis">Where output pixels lie.</param>
    /// <param name="imageLength">Pixels of the level on this axis.</param>
    /// <param name="resampling">The method.</param>
    /// <param name="limits">The weights may take <see cref="CogLimits.MaxRasterBytes"/>.</param>
    public static ResamplingKernel Create(ResamplingAxis axis, int imageLength, Resampling resampling, CogLimits limits) =>
        Create(axis, 0, imageLength, resampling, limits);

    /// <summary>Computes an axis of a grid that ends nowhere near: pixels are counted from wherever, and no kernel is cut off.</summary>
    public static ResamplingKernel CreateEndless(ResamplingAxis axis, Resampling resampling, CogLimits limits) =>
        Create(axis, -FarAway, FarAway, resampling, limits);

    /// <summary>The same axis of some of the output pixels.</summary>
    public ResamplingKernel Slice(int start, int count) =>
        new(
            _first[start..(start + count)],
            _count[start..(start + count)],
            _weights[(start * _stride)..((start + count) * _stride)],
            _stride,
            HasNegativeWeights
        );

    /// <summary>Takes away the last bits, in which neighbouring windows disagree about one and the same position.</summary>
    internal static double RoundPosition(double position) => Math.Round(position * (1 << 24)) / (1 << 24);

    private static ResamplingKernel Create(ResamplingAxis axis, int imageStart, int imageEnd, Resampling resampling, CogLimits limits)
    {
        double ratio = axis.Length / axis.OutputSize;
        double widened = RoundPosition(Math.Max(1, ratio)); // source pixels of one step of the kernel
        double radius = KernelFunction.Radius(resampling) * widened;
        double taps =
            KernelFunction.IsConvolution(resampling) ? 2 * radius
            : resampling == Resampling.Gauss ? axis.GaussTaps
            : ratio;
        double most = Math.Min((double)imageEnd - imageStart, Math.Ceiling(taps) + 2);
        if (most * axis.OutputSize * sizeof(double) > Math.Min(limits.MaxRasterBytes, Array.MaxLength))
        {
            throw LimitExceededException.Of(
                $"Resampling {axis.Length:0} pixels to {axis.OutputSize} takes {most * axis.OutputSize * sizeof(double):0} bytes",
                limits.MaxRasterBytes
            );
        }

        int stride = (int)most;
        int[] first = new int[axis.OutputSize],
            count = new int[axis.OutputSize];
        double[] weights = new double[axis.OutputSize * stride];
        for (int i = 0; i < axis.OutputSize; i++)
        {
            int position = axis.IsFlipped ? axis.OutputSize - 1 - i : i;
            Span<double> own = weights.AsSpan(i * stride, stride);
            double from = RoundPosition(axis.Start + (position * ratio)),
                to = RoundPosition(axis.Start + ((position + 1) * ratio));
            if (to <= imageStart + EdgeEpsilon || from >= imageEnd - EdgeEpsilon)
            {
                continue;
            }

            double centre = RoundPosition(axis.Start + ((position + 0.5) * ratio));
            (first[i], count[i]) = resampling switch
            {
                Resampling.Nearest => Nearest(centre, imageStart, imageEnd, own),
                Resampling.Gauss => Binomial(from, to, axis.GaussTaps, imageStart, imageEnd, own),
                _ when KernelFunction.IsConvolution(resampling) => Convolve(resampling, centre, radius, widened, imageStart, imageEnd, own),
                _ => Overlap(from, to, imageStart, imageEnd, own),
            };
        }

        return new(first, count, weights, stride, KernelFunction.HasNegativeWeights(resampling));
    }

    private static (int First, int Count) Nearest(double centre, int imageStart, int imageEnd, Span<double> weights)
    {
        weights[0] = 1;
        return ((int)Math.Clamp(Math.Floor(centre + NearestEpsilon), imageStart, imageEnd - 1), 1);
    }

    private static (int First, int Count) Convolve(
        Resampling resampling,
        double centre,
        double radius,
        double widened,
        int imageStart,
        int imageEnd,
        Span<double> weights
    )
    {
        int start = (int)Math.Max(imageStart, Math.Floor(centre - radius + 0.5));
        int stop = (int)Math.Min(imageEnd, Math.Floor(centre + radius + 0.5));
        if (stop <= start)
        {
            // The centre is outside, by more than the kernel reaches.
            return Nearest(centre, imageStart, imageEnd, weights);
        }

        for (int i = start; i < stop; i++)
        {
            weights[i - start] = KernelFunction.Weight(resampling, (i + 0.5 - centre) / widened);
        }

        return (start, stop - start);
    }

    // The share of each pixel that lies in [from, to).
    private static (int First, int Count) Overlap(double from, double to, int imageStart, int imageEnd, Span<double> weights)
    {
        int start = (int)Math.Max(imageStart, Math.Floor(from + EdgeEpsilon));
        int stop = (int)Math.Min(imageEnd, Math.Max(start + 1, Math.Ceiling(to - EdgeEpsilon)));
        for (int i = start; i < stop; i++)
        {
            weights[i - start] = stop - start == 1 ? 1 : Math.Min(to, i + 1) - Math.Max(from, i);
        }

        return (start, stop - start);
    }

    // A row of Pascal's triangle around the middle of the pixels touched. GDAL rounds so: half a pixel too far right, a whole one where
    // nothing is shrunk.
    private static (int First, int Count) Binomial(double from, double to, int taps, int imageStart, int imageEnd, Span<double> weights)
    {
        double left = Math.Floor(from + 0.5),
            right = Math.Floor(to + 0.5) + 1;
        double first = left + Math.Floor((right - left) / 2) - (taps / 2);
        int start = (int)Math.Clamp(first, imageStart, imageEnd),
            stop = (int)Math.Clamp(first + taps, imageStart, imageEnd);
        double coefficient = 1;
        for (int i = 0; i < taps; i++)
        {
            if (first + i >= start && first + i < stop)
            {
                weights[(int)(first + i - start)] = coefficient;
            }

            coefficient = coefficient * (taps - 1 - i) / (i + 1);
        }

        return (start, stop - start);
    }
}

/// <summary>Where the output pixels of one axis lie.</summary>
/// <param name="Start">The window's edge, in pixels of the level.</param>
/// <param name="Length">Its length, in pixels of the level; not negative.</param>
/// <param name="OutputSize">Output pixels, all of one length.</param>
/// <param name="IsFlipped">True when the output runs against the level.</param>
internal readonly record struct ResamplingAxis(double Start, double Length, int OutputSize, bool IsFlipped)
{
    /// <summary>Pixels under a Gauss kernel. GDAL counts them by the rows, for columns too.</summary>
    public int GaussTaps { get; init; } = 3;

    /// <summary>The same axis of a picture whose rows are shrunk so far.</summary>
    public ResamplingAxis WithRowRatio(double ratio) =>
        this with
        {
            GaussTaps = Math.Floor(0.5 + ratio) switch
            {
                <= 2 => 3,
                <= 4 => 5,
                _ => 7,
            },
        };
}
