using Cog.Rasters;

namespace Cog.Resamplers;

/// <summary>
/// Resamples one plane by majority: each output pixel is the most frequent valid one of those under it, whatever their shares. Not safe for
/// concurrent calls.
/// </summary>
/// <param name="columns">The horizontal axis.</param>
/// <param name="rows">The vertical axis.</param>
/// <param name="window">The source pixels that there are.</param>
/// <param name="limits">The pixels under one output pixel may take <see cref="CogLimits.MaxRasterBytes"/> as numbers.</param>
internal sealed class ModeResampler(ResamplingKernel columns, ResamplingKernel rows, PixelWindow window, CogLimits limits)
{
    private readonly ModeFinder _finder = new();

    /// <summary>Resamples; parameters as of <see cref="PlaneResampler.Resample"/>.</summary>
    public void Resample(SamplePlane plane, CancellationToken cancellationToken)
    {
        int most = Math.Min(columns.MaxCount, window.Width) * Math.Min(rows.MaxCount, window.Height);
        long needed = ((long)window.Width * Math.Min(rows.MaxCount, window.Height) * plane.Type.Components()) + most;
        if (needed * sizeof(double) > limits.MaxRasterBytes)
        {
            throw LimitExceededException.Of($"The mode of {most} pixels takes {needed * sizeof(double)} bytes", limits.MaxRasterBytes);
        }

        int components = plane.Type.Components(),
            size = plane.Type.ByteSize(),
            width = columns.OutputSize;
        double[] band = new double[window.Width * Math.Min(rows.MaxCount, window.Height) * components],
            values = new double[most];
        int[] places = new int[most];
        for (int y = 0; y < rows.OutputSize; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int top = Math.Max(rows.First(y) - window.Y, 0),
                bottom = Math.Min(rows.First(y) - window.Y + rows.Weights(y).Length, window.Height);
            for (int row = top; row < bottom; row++)
            {
                SampleRows.Load(
                    plane.Type,
                    plane.Source.Slice(row * window.Width * size, window.Width * size),
                    band.AsSpan((row - top) * window.Width * components, window.Width * components)
                );
            }

            for (int x = 0; x < width; x++)
            {
                int left = Math.Max(columns.First(x) - window.X, 0),
                    right = Math.Min(columns.First(x) - window.X + columns.Weights(x).Length, window.Width);
                int count = 0;
                for (int row = top; row < bottom; row++)
                {
                    for (int column = left; column < right; column++)
                    {
                        if (plane.Valid[(row * window.Width) + column] != 0)
                        {
                            values[count] = band[(((row - top) * window.Width) + column) * components];
                            places[count++] = (row * window.Width) + column;
                        }
                    }
                }

                int to = (y * width) + x;
                plane.Made[to] = count > 0 ? (byte)255 : (byte)0;
                if (count > 0)
                {
                    plane.Source.Slice(places[_finder.Find(values.AsSpan(0, count))] * size, size).CopyTo(plane.Output[(to * size)..]);
                }
                else
                {
                    plane.Output.Slice(to * size, size).Clear();
                }
            }
        }
    }
}
