using Cog.Tiff;

namespace Cog.Reading;

/// <summary>Resamples one plane by weights, first along rows, then along columns, each time without the masked pixels.</summary>
/// <remarks>Holds as many half-done rows as one output row needs. Not safe for concurrent calls.</remarks>
/// <param name="columns">The horizontal axis.</param>
/// <param name="rows">The vertical axis.</param>
/// <param name="window">The source pixels, those that the kernels need.</param>
/// <param name="spreadsNaN">
/// GDAL gives a masked sample weight 0, and 0 × NaN is NaN: where nodata is NaN or infinite, any under the kernel makes the output so. True does the same.
/// </param>
internal sealed class PlaneResampler(ResamplingKernel columns, ResamplingKernel rows, PixelWindow window, bool spreadsNaN)
{
    private readonly int[] _heldRow = new int[rows.MaxCount];

    /// <summary>Resamples.</summary>
    /// <param name="type">Of source and output.</param>
    /// <param name="source">The window's samples.</param>
    /// <param name="valid">Its mask: 0 masked.</param>
    /// <param name="output">Receives the samples, 0 where masked.</param>
    /// <param name="made">Receives its mask: 255, or 0 where no source pixel was valid.</param>
    public void Resample(SampleType type, ReadOnlySpan<byte> source, ReadOnlySpan<byte> valid, Span<byte> output, Span<byte> made)
    {
        int components = type.Components(), size = type.ByteSize();
        int width = columns.OutputSize, sourceWidth = window.Width;
        double[] loaded = new double[sourceWidth * components];
        double[] held = new double[rows.MaxCount * width * components];
        byte[] heldValid = new byte[rows.MaxCount * width];
        double[] sums = new double[width * components];
        _heldRow.AsSpan().Fill(-1);

        for (int y = 0; y < rows.OutputSize; y++)
        {
            ReadOnlySpan<double> weights = rows.Weights(y);
            int first = rows.First(y) - window.Y;
            for (int i = 0; i < weights.Length; i++)
            {
                int row = first + i, slot = row % rows.MaxCount;
                if (_heldRow[slot] != row)
                {
                    _heldRow[slot] = row;
                    SampleRows.Load(type, source.Slice(row * sourceWidth * size, sourceWidth * size), loaded);
                    AlongRow(
                        loaded, valid.Slice(row * sourceWidth, sourceWidth), components, held.AsSpan(slot * width * components, width * components), heldValid.AsSpan(slot * width, width));
                }
            }

            Span<byte> rowMade = made.Slice(y * width, width);
            AlongColumns(weights, first, held, heldValid, components, sums, rowMade);
            SampleRows.Store(type, sums, output.Slice(y * width * size, width * size));
        }
    }

    private void AlongRow(ReadOnlySpan<double> source, ReadOnlySpan<byte> valid, int components, Span<double> output, Span<byte> made)
    {
        for (int x = 0; x < made.Length; x++)
        {
            ReadOnlySpan<double> weights = columns.Weights(x);
            int first = columns.First(x) - window.X;
            double real = 0, imaginary = 0, total = 0;
            int run = 0, longestRun = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                if (valid[first + i] == 0)
                {
                    run = 0;
                    real += spreadsNaN ? 0 * source[(first + i) * components] : 0;
                    continue;
                }

                longestRun = Math.Max(longestRun, ++run);
                double weight = weights[i];
                total += weight;
                real += weight * source[(first + i) * components];
                if (components == 2)
                {
                    imaginary += weight * source[((first + i) * 2) + 1];
                }
            }

            bool isMade = IsEnough(total, longestRun, weights.Length, columns.HasNegativeWeights);
            made[x] = isMade ? (byte)255 : (byte)0;
            output[x * components] = isMade ? real / total : 0;
            if (components == 2)
            {
                output[(x * 2) + 1] = isMade ? imaginary / total : 0;
            }
        }
    }

    private void AlongColumns(ReadOnlySpan<double> weights, int first, ReadOnlySpan<double> held, ReadOnlySpan<byte> heldValid, int components, Span<double> output, Span<byte> made)
    {
        for (int x = 0; x < made.Length; x++)
        {
            double real = 0, imaginary = 0, total = 0;
            int run = 0, longestRun = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                int at = ((first + i) % rows.MaxCount * made.Length) + x;
                if (heldValid[at] == 0)
                {
                    run = 0; // Such a value is 0.
                    continue;
                }

                longestRun = Math.Max(longestRun, ++run);
                double weight = weights[i];
                total += weight;
                real += weight * held[at * components];
                if (components == 2)
                {
                    imaginary += weight * held[(at * 2) + 1];
                }
            }

            bool isMade = IsEnough(total, longestRun, weights.Length, rows.HasNegativeWeights) && !(spreadsNaN && double.IsNaN(real));
            made[x] = isMade ? (byte)255 : (byte)0;
            output[x * components] = isMade ? real / total : 0;
            if (components == 2)
            {
                output[(x * 2) + 1] = isMade ? imaginary / total : 0;
            }
        }
    }

    // With negative weights, a few valid pixels far from the middle would be blown up: GDAL wants half the kernel valid in one run.
    private static bool IsEnough(double total, int longestRun, int count, bool hasNegativeWeights) =>
        total > 0 && (!hasNegativeWeights || longestRun >= count / 2);
}
