using Cog.Rasters;

namespace Cog.Resamplers;

/// <summary>Resamples one plane by weights, first along rows, then along columns, without the masked pixels.</summary>
/// <remarks>
/// A convolution scales the weights of the valid pixels up to 1 after each pass, and gives a partly transparent pixel as much less; a mean
/// scales once, for all the pixels under it, and counts each in full. Both are GDAL's ways. Holds as many half-done rows as one output row
/// needs. Not safe for concurrent calls.
/// </remarks>
/// <param name="columns">The horizontal axis.</param>
/// <param name="rows">The vertical axis.</param>
/// <param name="window">The source pixels that there are. What a kernel reaches beyond them is masked.</param>
/// <param name="resampling">A convolution or a mean.</param>
/// <param name="spreadsNaN"> GDAL's convolution gives a masked sample weight 0, and 0 × NaN is NaN: where nodata is NaN or infinite, any
/// under the kernel makes the output so.
/// True does the same.
/// </param>
internal sealed class PlaneResampler(
    ResamplingKernel columns,
    ResamplingKernel rows,
    PixelWindow window,
    Resampling resampling,
    bool spreadsNaN
)
{
    private readonly int[] _heldRow = new int[rows.MaxCount];
    private readonly bool[] _isHeldWhole = new bool[rows.MaxCount];
    private readonly bool _isMean = !KernelFunction.IsConvolution(resampling);
    private readonly bool _isSquared = resampling == Resampling.Rms;

    /// <summary>What lies beyond the window: masked, or 0 as a number.</summary>
    public bool IsOutsideZero { get; init; }

    /// <summary>Resamples one plane.</summary>
    /// <param name="plane">The band.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    public void Resample(SamplePlane plane, CancellationToken cancellationToken)
    {
        int components = plane.Type.Components(),
            size = plane.Type.ByteSize();
        int width = columns.OutputSize;
        double[] loaded = new double[window.Width * components];
        double[] held = new double[rows.MaxCount * width * components];
        double[] heldWeight = new double[rows.MaxCount * width];
        double[] result = new double[width * components],
            totals = new double[width];
        _heldRow.AsSpan().Fill(-1);

        for (int y = 0; y < rows.OutputSize; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> weights = rows.Weights(y);
            int first = rows.First(y) - window.Y;
            bool isWhole = first >= 0 && first + weights.Length <= window.Height;
            for (int row = Math.Max(0, first); row < Math.Min(window.Height, first + weights.Length); row++)
            {
                int slot = row % rows.MaxCount;
                if (_heldRow[slot] != row)
                {
                    _heldRow[slot] = row;
                    SampleRows.Load(plane.Type, plane.Source.Slice(row * window.Width * size, window.Width * size), loaded);
                    if (_isSquared)
                    {
                        Square(loaded);
                    }

                    _isHeldWhole[slot] = AlongRow(
                        loaded,
                        plane.Valid.Slice(row * window.Width, window.Width),
                        components,
                        held.AsSpan(slot * width * components, width * components),
                        heldWeight.AsSpan(slot * width, width)
                    );
                }

                isWhole &= _isHeldWhole[slot];
            }

            Span<byte> madeRow = plane.Made.Slice(y * width, width);
            if (isWhole && weights.Length > 0)
            {
                AlongWholeColumns(weights, first, new(held, heldWeight, components), result, totals);
                madeRow.Fill(255);
            }
            else
            {
                AlongColumns(weights, first, new(held, heldWeight, components), result, madeRow);
            }

            if (_isSquared)
            {
                Root(result);
            }

            SampleRows.Store(plane.Type, result, plane.Output.Slice(y * width * size, width * size));
        }
    }

    /// <summary>The first pass, of one row: weighted sums and the weights they had.</summary>
    /// <returns>True when every output pixel got something, of valid pixels only.</returns>
    private bool AlongRow(ReadOnlySpan<double> source, ReadOnlySpan<byte> valid, int components, Span<double> sums, Span<double> totals)
    {
        bool isAllValid = !valid.ContainsAnyExcept((byte)255),
            isWhole = isAllValid;
        for (int x = 0; x < totals.Length; x++)
        {
            ReadOnlySpan<double> weights = columns.Weights(x);
            int first = columns.First(x) - window.X;
            (int from, int to) = (Math.Max(0, -first), Math.Min(weights.Length, window.Width - first));
            double real = 0,
                imaginary = 0,
                total = 0;
            int run = 0,
                longestRun = 0;
            if (isAllValid && components == 1)
            {
                for (int i = from; i < to; i++)
                {
                    total += weights[i];
                    real += weights[i] * source[first + i];
                }

                longestRun = to - from;
            }
            else
            {
                for (int i = from; i < to; i++)
                {
                    int at = first + i;
                    if (valid[at] == 0)
                    {
                        run = 0;
                        real += spreadsNaN ? 0 * source[at * components] : 0;
                        continue;
                    }

                    longestRun = Math.Max(longestRun, ++run);
                    double weight = _isMean || valid[at] == 255 ? weights[i] : weights[i] * valid[at] / 255;
                    total += weight;
                    real += weight * source[at * components];
                    imaginary += components == 2 ? weight * source[(at * 2) + 1] : 0;
                }
            }

            bool isCut = to - from < weights.Length;
            if (IsOutsideZero && isCut)
            {
                (total, longestRun) = (OrderedSum.Of(weights), weights.Length);
            }

            bool isMade = IsEnough(total, longestRun, weights.Length, columns.HasNegativeWeights);
            isWhole &= isMade && !isCut;
            double scale = _isMean ? 1 : total;
            totals[x] = isMade ? total / scale : 0;
            sums[x * components] = isMade ? real / scale : 0;
            if (components == 2)
            {
                sums[(x * 2) + 1] = isMade ? imaginary / scale : 0;
            }
        }

        return isWhole;
    }

    /// <summary>The second pass, of one output row.</summary>
    private void AlongColumns(ReadOnlySpan<double> weights, int first, HeldRows rowsHeld, Span<double> output, Span<byte> made)
    {
        ReadOnlySpan<double> held = rowsHeld.Samples,
            heldWeight = rowsHeld.Weights;
        int components = rowsHeld.Components;
        (int from, int to) = (Math.Max(0, -first), Math.Min(weights.Length, window.Height - first));
        double zeros =
            IsOutsideZero && to - from < weights.Length
                ? OrderedSum.Of(weights[..Math.Clamp(from, 0, weights.Length)])
                    + OrderedSum.Of(weights[Math.Clamp(to, 0, weights.Length)..])
                : 0;
        for (int x = 0; x < made.Length; x++)
        {
            double real = 0,
                imaginary = 0,
                total = zeros;
            int run = 0,
                longestRun = 0;
            for (int i = from; i < to; i++)
            {
                int at = ((first + i) % rows.MaxCount * made.Length) + x;
                if (heldWeight[at] == 0)
                {
                    run = 0;
                    continue;
                }

                longestRun = Math.Max(longestRun, ++run);
                total += weights[i] * heldWeight[at];
                real += weights[i] * held[at * components];
                imaginary += components == 2 ? weights[i] * held[(at * 2) + 1] : 0;
            }

            bool isMade =
                IsEnough(total, IsOutsideZero ? weights.Length : longestRun, weights.Length, rows.HasNegativeWeights)
                && !(spreadsNaN && double.IsNaN(real));
            made[x] = isMade ? (byte)255 : (byte)0;
            output[x * components] = isMade ? real / total : 0;
            if (components == 2)
            {
                output[(x * 2) + 1] = isMade ? imaginary / total : 0;
            }
        }
    }

    /// <summary>The same where nothing is masked: the same sums in the same order, row by row.</summary>
    private void AlongWholeColumns(ReadOnlySpan<double> weights, int first, HeldRows held, Span<double> output, Span<double> totals)
    {
        output.Clear();
        totals.Clear();
        for (int i = 0; i < weights.Length; i++)
        {
            int slot = (first + i) % rows.MaxCount;
            ReadOnlySpan<double> weightRow = held.Weights.Slice(slot * totals.Length, totals.Length);
            ReadOnlySpan<double> row = held.Samples.Slice(slot * output.Length, output.Length);
            double weight = weights[i];
            for (int x = 0; x < totals.Length; x++)
            {
                totals[x] += weight * weightRow[x];
            }

            for (int x = 0; x < output.Length; x++)
            {
                output[x] += weight * row[x];
            }
        }

        for (int x = 0; x < output.Length; x++)
        {
            output[x] /= totals[x / held.Components];
        }
    }

    private static void Square(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value *= value;
        }
    }

    private static void Root(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = Math.Sqrt(value);
        }
    }

    // With negative weights, a few valid pixels far from the middle would be blown up: GDAL wants half the kernel valid in one run.
    private static bool IsEnough(double total, int longestRun, int count, bool hasNegativeWeights) =>
        total > 0 && (!hasNegativeWeights || longestRun >= count / 2);

    /// <summary>Rows that the first pass has made, the row n of the source in the slot n modulo their number.</summary>
    private readonly ref struct HeldRows(ReadOnlySpan<double> samples, ReadOnlySpan<double> weights, int components)
    {
        /// <summary>Weighted sums, one number a component.</summary>
        public ReadOnlySpan<double> Samples { get; } = samples;

        /// <summary>The weights that they had; 0 where nothing was valid.</summary>
        public ReadOnlySpan<double> Weights { get; } = weights;

        public int Components { get; } = components;
    }
}
