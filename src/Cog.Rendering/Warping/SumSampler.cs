using System.Buffers;

namespace Cog.Rendering.Warping;

/// <summary>
/// Shares out the window's pixels to those of a grid, in proportion to the area that each has in them: what it is in total it stays. GDAL's
/// sum.
/// </summary>
/// <remarks>
/// A pixel is the quadrilateral between its four corners on the grid. One that a seam of the projection cuts is divided until its parts lie
/// on either side.
/// Masked pixels have no share, those that are partly transparent a whole one. Not safe for concurrent calls.
/// </remarks>
internal sealed class SumSampler
{
    /// <summary>
    /// A pixel is at most by this many times larger than usual around there, and some grid pixels; else there is a seam in it.
    /// </summary>
    private const int MostTimes = 4,
        MorePixels = 8;

    /// <summary>How often a pixel with a seam in it is halved.</summary>
    private const int MostCuts = 5;

    /// <summary>
    /// Of the size of a pixel that may only touch a seam: corners are taken so far inside it, where it is clear to which side they belong.
    /// </summary>
    private const double Inset = 1e-6;

    /// <summary>An overlap this small, of the smaller one of both pixels, is a rounding error.</summary>
    private const double Least = 1e-8;

    /// <summary>Sums of a part of a picture; a part that is narrow has its edges summed for its neighbour, too.</summary>
    private const long MostSumBytes = 128 << 20;

    private readonly Raster _window;
    private readonly RenderPlan _plan;
    private readonly int _width,
        _height,
        _parts,
        _numbers;
    private readonly double[] _line,
        _samples;
    private readonly SourceCorners _corners;

    private SumSampler(Raster window, RenderPlan plan, Raster result)
    {
        (_window, _plan, _width, _height) = (window, plan, result.Width, result.Height);
        _parts = Warper.Parts(window.SampleType);
        _numbers = StrideOf(window.SampleType, window.Bands) - 2;
        (_line, _samples) = (new double[window.Width * _parts], new double[window.Width * _numbers]);
        _corners = new(plan);
    }

    /// <summary>Numbers kept for a grid pixel: the sums of each band, of the shares, and of what the shares lack in opacity.</summary>
    private int Stride => _numbers + 2;

    /// <summary>Rows of a picture whose sums are in memory at once: all of them, unless they are too many.</summary>
    /// <param name="plan">The picture's.</param>
    /// <param name="bands">How many are summed.</param>
    /// <param name="limits">Half of <see cref="CogLimits.MaxRasterBytes"/> is for the sums.</param>
    public static int RowsAtOnce(RenderPlan plan, int bands, CogLimits limits)
    {
        PixelWindow area = plan.Grid!.Area;
        double bytes = (double)area.Width * area.Height * StrideOf(plan.Level.Image.SampleType, bands) * sizeof(double),
            most = Math.Min(limits.MaxRasterBytes / 2, MostSumBytes);
        return bytes <= most ? plan.Size.Height : (int)Math.Max(1, plan.Size.Height * most / bytes);
    }

    private static int StrideOf(SampleType type, int bands) => (Warper.Parts(type) * bands) + 2;

    /// <summary>Fills the grid's area from the window.</summary>
    /// <param name="window">The pixels of <see cref="RenderPlan.Window"/>.</param>
    /// <param name="plan">Its grid is one of corners, a column and a row more than there are pixels.</param>
    /// <param name="options">Limits and pool.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    public static Raster Run(Raster window, RenderPlan plan, CogReaderOptions options, CancellationToken cancellationToken) =>
        Warper.Make(window, new(plan.Grid!.Area.Width - 1, plan.Grid.Area.Height - 1), options, result =>
            Fill(window, plan, result, options, cancellationToken)
        );

    private static void Fill(Raster window, RenderPlan plan, Raster result, CogReaderOptions options, CancellationToken cancellationToken)
    {
        var sampler = new SumSampler(window, plan, result);
        long bytes = (long)result.PixelCount * sampler.Stride * sizeof(double);
        if (bytes > options.Limits.MaxRasterBytes || bytes > int.MaxValue)
        {
            throw new LimitExceededException(
                $"Sums of {result.Bands} × {result.Height} × {result.Width} pixels take {bytes} bytes; "
                    + $"{nameof(CogLimits.MaxRasterBytes)} is {options.Limits.MaxRasterBytes}.",
                nameof(CogLimits.MaxRasterBytes)
            );
        }

        using IMemoryOwner<byte> rented = options.Pool.Rent((int)bytes);
        Span<double> sums = MemoryMarshal.Cast<byte, double>(rented.Memory.Span[..(int)bytes]);
        sums.Clear();
        sampler._corners.MoveTo(0);
        for (int row = 0; row < window.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sampler._corners.MoveTo(row + 1);
            sampler.AddRow(row, sums, cancellationToken);
        }

        for (int row = 0; row < result.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sampler.Store(row, sums, result);
        }
    }

    private void AddRow(int row, Span<double> sums, CancellationToken cancellationToken)
    {
        int width = _window.Width;
        for (int band = 0; band < _window.Bands; band++)
        {
            SampleRows.Load(_window.SampleType, _window.RowBytes(band, row), _line);
            for (int i = 0; i < _line.Length; i++)
            {
                _samples[(i / _parts * _numbers) + (band * _parts) + (i % _parts)] = _line[i];
            }
        }

        ReadOnlySpan<byte> mask = _window.MaskRow(row);
        for (int x = 0; x < width; x++)
        {
            if (mask[x] != 0)
            {
                PixelQuad pixel = _corners.Of(x);
                var share = new Share(1, mask[x], _samples.AsSpan(x * _numbers, _numbers));
                if (IsUsual(pixel))
                {
                    Add(pixel, share, sums);
                }
                else if (!IsNowhere(pixel))
                {
                    cancellationToken.ThrowIfCancellationRequested(); // A thousand times the work of a usual one.
                    AddCut(x, row, 1, share, sums);
                }
            }
        }
    }

    private bool IsUsual(in PixelQuad pixel)
    {
        if (!(Math.Abs(pixel.Area) > 0 && pixel.IsSimple))
        {
            return false; // Also for NaN.
        }

        PixelWindow area = _plan.Grid!.Area;
        (double x, double y) = _plan.Stretch.At(area.X + Index(pixel.Left, _width), area.Y + Index(pixel.Top, _height));
        double most = (MostTimes / Math.Min(x, y)) + MorePixels;
        return pixel.Right - pixel.Left <= most && pixel.Bottom - pixel.Top <= most;
    }

    private static bool IsNowhere(in PixelQuad pixel) =>
        double.IsNaN(pixel.A.X) && double.IsNaN(pixel.B.X) && double.IsNaN(pixel.C.X) && double.IsNaN(pixel.D.X);

    private static int Index(double position, int size) => double.IsNaN(position) ? 0 : (int)Math.Clamp(Math.Floor(position), 0, size - 1);

    /// <summary>Adds a square part of a source pixel, in smaller parts where a seam runs through it.</summary>
    private void AddCut(double column, double row, double size, in Share share, Span<double> sums)
    {
        double left = column + (Inset * size),
            right = column + size - (Inset * size),
            top = row + (Inset * size),
            bottom = row + size - (Inset * size);
        var part = new PixelQuad(_corners.At(left, top), _corners.At(right, top), _corners.At(right, bottom), _corners.At(left, bottom));
        if (IsUsual(part))
        {
            Add(part, share, sums);
        }
        else if (IsNowhere(part))
        {
            return;
        }
        else if (size > 1.0 / (1 << MostCuts))
        {
            double half = size / 2;
            Share quarter = share.Times(0.25);
            AddCut(column, row, half, quarter, sums);
            AddCut(column + half, row, half, quarter, sums);
            AddCut(column, row + half, half, quarter, sums);
            AddCut(column + half, row + half, half, quarter, sums);
        }
        else
        {
            (double x, double y) = _corners.At(column + (size / 2), row + (size / 2));
            if (x >= 0 && y >= 0 && x < _width && y < _height)
            {
                share.AddTo(Sums(sums, (int)x, (int)y));
            }
        }
    }

    /// <summary>Adds a source pixel to the grid pixels that it lies in.</summary>
    private void Add(in PixelQuad pixel, in Share share, Span<double> sums)
    {
        if (!(pixel.Right > 0 && pixel.Bottom > 0 && pixel.Left < _width && pixel.Top < _height))
        {
            return;
        }

        int left = Index(pixel.Left, _width),
            right = Index(pixel.Right, _width),
            top = Index(pixel.Top, _height),
            bottom = Index(pixel.Bottom, _height);
        if (left == right && top == bottom && pixel.Left >= left && pixel.Right <= left + 1 && pixel.Top >= top && pixel.Bottom <= top + 1)
        {
            share.AddTo(Sums(sums, left, top));
            return;
        }

        double area = pixel.Area,
            least = Math.Min(1, 1 / Math.Abs(area)) * Least;
        Span<(double X, double Y)> inRow = stackalloc (double, double)[PixelQuad.MostCorners];
        for (int y = top; y <= bottom; y++)
        {
            ReadOnlySpan<(double X, double Y)> part = inRow[..pixel.CutRow(y, inRow)];
            for (int x = left; x <= right; x++)
            {
                double inside = PixelQuad.AreaIn(x, part) / area;
                if (inside > least)
                {
                    share.Times(inside).AddTo(Sums(sums, x, y));
                }
            }
        }
    }

    private Span<double> Sums(Span<double> sums, int x, int y) => sums.Slice(((y * _width) + x) * Stride, Stride);

    private void Store(int row, ReadOnlySpan<double> sums, Raster result)
    {
        double[] line = new double[_width * _parts];
        for (int band = 0; band < result.Bands; band++)
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = _plan.SumShare * sums[(((row * _width) + (i / _parts)) * Stride) + (band * _parts) + (i % _parts)];
            }

            SampleRows.Store(result.SampleType, line, result.RowBytes(band, row));
        }

        for (int x = 0; x < _width; x++)
        {
            ReadOnlySpan<double> pixel = sums.Slice(((row * _width) + x) * Stride, Stride);
            double shares = pixel[^2],
                lack = pixel[^1];
            result.Mask[(row * _width) + x] = shares > 0 ? (byte)Math.Max(1, Math.Floor(255 - (lack / shares) + 1e-6)) : (byte)0;
        }
    }

    /// <summary>A part of one source pixel.</summary>
    private readonly ref struct Share(double part, byte alpha, ReadOnlySpan<double> samples)
    {
        private readonly double _part = part;
        private readonly byte _alpha = alpha;
        private readonly ReadOnlySpan<double> _samples = samples;

        public Share Times(double factor) => new(_part * factor, _alpha, _samples);

        public void AddTo(Span<double> sums)
        {
            for (int i = 0; i < _samples.Length; i++)
            {
                sums[i] += _part * _samples[i];
            }

            sums[^2] += _part;
            sums[^1] += _part * (255 - _alpha);
        }
    }
}
