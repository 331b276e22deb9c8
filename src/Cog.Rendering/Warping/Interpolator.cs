using System.Numerics;
using Cog.Reading;

namespace Cog.Rendering.Warping;

/// <summary>Samples at the positions of a warp grid, by a kernel around each.</summary>
internal static class Interpolator
{
    /// <summary>Fills the grid's area from the window.</summary>
    public static Raster Run<T>(Raster window, TilePlan plan, CogReaderOptions options)
        where T : unmanaged, INumber<T>
    {
        WarpGrid grid = plan.Grid!;
        (double stretchX, double stretchY) = plan.Stretch;
        Raster result = Raster.Rent(window.SampleType, window.Bands, grid.Area.Width, grid.Area.Height, options.Limits, options.Pool);
        double[] xs = new double[grid.Area.Width], ys = new double[grid.Area.Width];
        double[] weightsX = new double[Kernel.MaxTaps(plan.Resampling, stretchX, window.Width)];
        double[] weightsY = new double[Kernel.MaxTaps(plan.Resampling, stretchY, window.Height)];
        bool isAllValid = Warper.IsAllValid(window.Mask);
        ReadOnlySpan<byte> mask = window.Mask;

        for (int row = 0; row < grid.Area.Height; row++)
        {
            grid.GetRow(grid.Area.Y + row, xs, ys);
            for (int column = 0; column < xs.Length; column++)
            {
                // GDAL asks the pixel under the position, whatever the kernel: outside the image or masked, there is nothing.
                double x = xs[column] - plan.Window.X, y = ys[column] - plan.Window.Y;
                int middleX = PixelScan.Nearest(x), middleY = PixelScan.Nearest(y);
                if (middleX < 0 || middleX >= window.Width || middleY < 0 || middleY >= window.Height || mask[(middleY * window.Width) + middleX] == 0)
                {
                    continue;
                }

                var taps = Taps.At(plan.Resampling, stretchX, stretchY, x, y, window, weightsX, weightsY);
                byte alpha = 255;
                double sum = 1;
                if (!isAllValid || taps.IsCut)
                {
                    // Half a cubic kernel overshoots: GDAL takes the bilinear one beside a gap and on the image's edge.
                    if (plan.Resampling == Resampling.Cubic && (taps.IsCut || !taps.AreAllValid(mask, window.Width)))
                    {
                        taps = Taps.At(Resampling.Bilinear, stretchX, stretchY, x, y, window, weightsX, weightsY);
                    }

                    (sum, alpha) = taps.Validity(mask, window.Width);
                }

                int target = (row * grid.Area.Width) + column;
                result.Mask[target] = alpha;
                Store<T>(window, result, taps, isAllValid, sum, target);
            }
        }

        return result;
    }

    private static void Store<T>(Raster window, Raster result, in Taps taps, bool isAllValid, double sum, int target)
        where T : unmanaged, INumber<T>
    {
        int parts = Warper.Parts(window.SampleType);
        for (int band = 0; band < window.Bands; band++)
        {
            ReadOnlySpan<T> from = window.Band<T>(band);
            Span<T> to = result.Band<T>(band);
            for (int part = 0; part < parts; part++)
            {
                double value = isAllValid
                    ? taps.Sum(from[part..], window.Width, parts)
                    : taps.Sum(from[part..], window.Width, parts, window.Mask);
                to[(target * parts) + part] = Warper.Store<T>(value / sum);
            }
        }
    }

    /// <summary>The pixels under a kernel and their weights.</summary>
    private readonly ref struct Taps
    {
        private readonly int _x;
        private readonly int _y;
        private readonly ReadOnlySpan<double> _weightsX;
        private readonly ReadOnlySpan<double> _weightsY;

        private Taps(int x, int y, ReadOnlySpan<double> weightsX, ReadOnlySpan<double> weightsY)
        {
            (_x, _y) = (x, y);
            _weightsX = weightsX;
            _weightsY = weightsY;
            IsCut = Math.Abs(Total(weightsX) - 1) > 1e-9 || Math.Abs(Total(weightsY) - 1) > 1e-9;
        }

        /// <summary>True when part of the kernel lies outside the window.</summary>
        public bool IsCut { get; }

        public static Taps At(
            Resampling resampling, double stretchX, double stretchY, double x, double y, Raster window, Span<double> weightsX, Span<double> weightsY)
        {
            (int firstX, int countX) = Kernel.Weigh(resampling, stretchX, x, window.Width, weightsX);
            (int firstY, int countY) = Kernel.Weigh(resampling, stretchY, y, window.Height, weightsY);
            return new(firstX, firstY, weightsX[..countX], weightsY[..countY]);
        }

        public bool AreAllValid(ReadOnlySpan<byte> mask, int stride)
        {
            for (int j = 0; j < _weightsY.Length; j++)
            {
                if (mask.Slice(((_y + j) * stride) + _x, _weightsX.Length).Contains((byte)0))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The weights' sum, each times its pixel's alpha, and the alpha of the mixture.</summary>
        public (double Sum, byte Alpha) Validity(ReadOnlySpan<byte> mask, int stride)
        {
            double sum = 0, valid = 0;
            for (int j = 0; j < _weightsY.Length; j++)
            {
                ReadOnlySpan<byte> row = mask[(((_y + j) * stride) + _x)..];
                for (int i = 0; i < _weightsX.Length; i++)
                {
                    double weight = _weightsY[j] * _weightsX[i];
                    sum += weight * row[i] / 255;
                    valid += row[i] == 0 ? 0 : weight;
                }
            }

            return (sum, (byte)Math.Clamp(Math.Round(255 * sum / valid), 1, 255));
        }

        public double Sum<T>(ReadOnlySpan<T> band, int stride, int parts)
            where T : unmanaged, INumber<T>
        {
            double sum = 0;
            for (int j = 0; j < _weightsY.Length; j++)
            {
                ReadOnlySpan<T> row = band[((((_y + j) * stride) + _x) * parts)..];
                double inner = 0;
                for (int i = 0; i < _weightsX.Length; i++)
                {
                    inner += _weightsX[i] * double.CreateTruncating(row[i * parts]);
                }

                sum += _weightsY[j] * inner;
            }

            return sum;
        }

        public double Sum<T>(ReadOnlySpan<T> band, int stride, int parts, ReadOnlySpan<byte> mask)
            where T : unmanaged, INumber<T>
        {
            double sum = 0;
            for (int j = 0; j < _weightsY.Length; j++)
            {
                int start = ((_y + j) * stride) + _x;
                for (int i = 0; i < _weightsX.Length; i++)
                {
                    byte alpha = mask[start + i];
                    if (alpha != 0)
                    {
                        sum += _weightsY[j] * _weightsX[i] * alpha / 255 * double.CreateTruncating(band[(start + i) * parts]);
                    }
                }
            }

            return sum;
        }

        private static double Total(ReadOnlySpan<double> weights)
        {
            double sum = 0;
            foreach (double weight in weights)
            {
                sum += weight;
            }

            return sum;
        }
    }
}
