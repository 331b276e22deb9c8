namespace Cog.Rendering.Warping;

/// <summary>
/// For one row of a warp grid: the window's pixels under each kernel, and their weights. Found once, used for every band.
/// </summary>
internal sealed class RowTaps
{
    /// <summary>Kernels with less on valid pixels make nothing (GDAL's number).</summary>
    private const double MinWeight = 1e-6;

    private readonly Raster _window;
    private readonly RenderPlan _plan;
    private readonly bool _isAllValid;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _weightsX;
    private readonly double[] _weightsY;
    private readonly int _roomX;
    private readonly int _roomY;
    private readonly Tap[] _taps;
    private (double X, double Y) _stretch;

    public RowTaps(Raster window, RenderPlan plan)
    {
        (_window, _plan, _isAllValid) = (window, plan, Warper.IsAllValid(window.Mask));
        int width = plan.Grid!.Area.Width;
        (_x, _y, _taps) = (new double[width], new double[width], new Tap[width]);
        _roomX = WarpKernel.MaxTaps(plan.WarpResampling, plan.Stretch.Largest.X, window.Width);
        _roomY = WarpKernel.MaxTaps(plan.WarpResampling, plan.Stretch.Largest.Y, window.Height);
        _weightsX = new double[width * _roomX];
        _weightsY = new double[width * _roomY];
    }

    /// <summary>Finds the taps of a row of the grid's area.</summary>
    /// <param name="row">Counted from the area's first.</param>
    /// <param name="mask">Receives the row's validity.</param>
    public void Find(int row, Span<byte> mask)
    {
        _plan.Grid!.GetRow(_plan.Grid.Area.Y + row, _x, _y);
        ReadOnlySpan<byte> valid = _window.Mask;
        for (int i = 0; i < _taps.Length; i++)
        {
            // GDAL asks the pixel under the position, whatever the kernel: outside the image or masked, there is nothing.
            double x = _x[i] - _plan.Window.X,
                y = _y[i] - _plan.Window.Y;
            int column = PixelScan.Nearest(x),
                line = PixelScan.Nearest(y);
            bool isInside = column >= 0 && column < _window.Width && line >= 0 && line < _window.Height;
            _stretch = _plan.Stretch.At(_plan.Grid.Area.X + i, _plan.Grid.Area.Y + row);
            _taps[i] = isInside && valid[(line * _window.Width) + column] != 0 ? At(i, x, y, valid) : default;
            mask[i] = _taps[i].Alpha;
        }
    }

    /// <summary>Weighs one part of one band's samples for the whole row.</summary>
    public void Gather<T>(ReadOnlySpan<T> band, Span<T> row, int parts, int part)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<byte> mask = _window.Mask;
        for (int i = 0; i < _taps.Length; i++)
        {
            ref readonly Tap tap = ref _taps[i];
            if (tap.Alpha != 0)
            {
                double sum = tap.IsWhole ? Sum(i, tap, band, parts, part) : Sum(i, tap, band, parts, part, mask) / tap.Weight;
                row[(i * parts) + part] = Warper.Store<T>(sum);
            }
        }
    }

    private Tap At(int i, double x, double y, ReadOnlySpan<byte> mask)
    {
        (Tap tap, bool isCut) = ComputeWeights(i, _plan.WarpResampling, x, y);
        if (!isCut && (_isAllValid || AreAll(tap, mask)))
        {
            return tap with { Alpha = 255, IsWhole = true, Weight = 1 };
        }

        // Half a cubic kernel overshoots: GDAL takes the bilinear one beside a gap and on the image's edge, unless it is widened.
        if (_plan.WarpResampling == Resampling.Cubic && _stretch is { X: <= 1, Y: <= 1 })
        {
            (tap, _) = ComputeWeights(i, Resampling.Bilinear, x, y);
        }

        // Weights times alpha, and the weights of pixels that are not masked.
        double weight = 0,
            valid = 0;
        for (int j = 0; j < tap.Rows; j++)
        {
            ReadOnlySpan<byte> row = mask.Slice(((tap.Y + j) * _window.Width) + tap.X, tap.Columns);
            for (int k = 0; k < row.Length; k++)
            {
                double own = _weightsY[(i * _roomY) + j] * _weightsX[(i * _roomX) + k];
                weight += own * row[k] / 255;
                valid += row[k] == 0 ? 0 : own;
            }
        }

        return weight > MinWeight
            ? tap with
            {
                Alpha = (byte)Math.Clamp(Math.Round(255 * weight / valid), 1, 255),
                Weight = weight,
            }
            : default;
    }

    private (Tap Tap, bool IsCut) ComputeWeights(int i, Resampling resampling, double x, double y)
    {
        Span<double> weightsX = _weightsX.AsSpan(i * _roomX, _roomX),
            weightsY = _weightsY.AsSpan(i * _roomY, _roomY);
        (int firstX, int columns) = WarpKernel.ComputeWeights(resampling, _stretch.X, x, _window.Width, weightsX);
        (int firstY, int rows) = WarpKernel.ComputeWeights(resampling, _stretch.Y, y, _window.Height, weightsY);
        bool isCut = Math.Abs(OrderedSum.Of(weightsX[..columns]) - 1) > 1e-9 || Math.Abs(OrderedSum.Of(weightsY[..rows]) - 1) > 1e-9;
        return (
            new()
            {
                X = firstX,
                Y = firstY,
                Columns = columns,
                Rows = rows,
            },
            isCut
        );
    }

    private bool AreAll(in Tap tap, ReadOnlySpan<byte> mask)
    {
        for (int j = 0; j < tap.Rows; j++)
        {
            if (mask.Slice(((tap.Y + j) * _window.Width) + tap.X, tap.Columns).ContainsAnyExcept((byte)255))
            {
                return false;
            }
        }

        return true;
    }

    private double Sum<T>(int i, in Tap tap, ReadOnlySpan<T> band, int parts, int part)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<double> weightsX = _weightsX.AsSpan(i * _roomX, tap.Columns),
            weightsY = _weightsY.AsSpan(i * _roomY, tap.Rows);
        double sum = 0;
        for (int j = 0; j < weightsY.Length; j++)
        {
            ReadOnlySpan<T> row = band[(((((tap.Y + j) * _window.Width) + tap.X) * parts) + part)..];
            double inner = 0;
            for (int k = 0; k < weightsX.Length; k++)
            {
                inner += weightsX[k] * double.CreateTruncating(row[k * parts]);
            }

            sum += weightsY[j] * inner;
        }

        return sum;
    }

    private double Sum<T>(int i, in Tap tap, ReadOnlySpan<T> band, int parts, int part, ReadOnlySpan<byte> mask)
        where T : unmanaged, INumber<T>
    {
        double sum = 0;
        for (int j = 0; j < tap.Rows; j++)
        {
            int start = ((tap.Y + j) * _window.Width) + tap.X;
            for (int k = 0; k < tap.Columns; k++)
            {
                // A masked sample may be anything, NaN too: it is not even multiplied by zero.
                if (mask[start + k] is not 0 and byte alpha)
                {
                    sum +=
                        _weightsY[(i * _roomY) + j]
                        * _weightsX[(i * _roomX) + k]
                        * alpha
                        / 255
                        * double.CreateTruncating(band[((start + k) * parts) + part]);
                }
            }
        }

        return sum;
    }

    /// <summary>The pixels under one kernel: a box of the window.</summary>
    private readonly record struct Tap
    {
        public int X { get; init; }

        public int Y { get; init; }

        public int Columns { get; init; }

        public int Rows { get; init; }

        /// <summary>0: there is nothing.</summary>
        public byte Alpha { get; init; }

        /// <summary>True when every pixel counts in full.</summary>
        public bool IsWhole { get; init; }

        /// <summary>The sum of the weights, each times its pixel's alpha.</summary>
        public double Weight { get; init; }
    }
}
