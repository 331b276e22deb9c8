namespace Cog.Rendering.Warping;

/// <summary>Grid pixel to image pixel: each row in straight pieces, exact at both ends, never off by more than 0.125 pixel.</summary>
/// <remarks>
/// The scheme is GDAL's (<c>GDALApproxTransform</c>): the ends and the middle of a span are computed; when the middle lies too far from the
/// straight line, both halves are tried alone; a few pixels are computed one by one. So a nearest pixel is the one that GDAL takes. Spans
/// start
/// at the same places in neighbouring tiles and in one picture of both.
/// </remarks>
internal sealed class WarpGrid
{
    /// <summary>The largest error, in pixels; GDAL's own tolerance.</summary>
    public const double Tolerance = 0.125;

    /// <summary>No span is longer: GDAL warps in blocks of this width.</summary>
    private const int MaxSpan = 512;

    /// <summary>A span this short is computed pixel by pixel.</summary>
    private const int ExactSpan = 5;

    private readonly GridPiece[] _pieces;
    private readonly int[] _rowStarts;

    private WarpGrid(PixelWindow area, PixelWindow touched, GridPiece[] pieces, int[] rowStarts) =>
        (Area, Touched, _pieces, _rowStarts) = (area, touched, pieces, rowStarts);

    /// <summary>The grid pixels that fall into the image: a box around them, empty when none does.</summary>
    public PixelWindow Area { get; }

    /// <summary>The image pixels that hold them: a box around them, without any kernel's halo.</summary>
    public PixelWindow Touched { get; }

    /// <summary>Computes a grid.</summary>
    /// <param name="map">The exact way.</param>
    /// <param name="area">Grid pixels wanted; what misses the image is left out.</param>
    /// <param name="image">The image's size.</param>
    /// <param name="stretch">Where spans start anew, and how far they may be off.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    internal static WarpGrid Create(
        PixelMap map,
        PixelWindow area,
        RasterSize image,
        WarpStretch stretch,
        CancellationToken cancellationToken
    )
    {
        var builder = new Builder(map, area, image, stretch) { Corner = 0.5 };
        for (int row = area.Y; row < area.Bottom; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.AddRow(row);
        }

        return builder.Build();
    }

    /// <summary>
    /// Computes the upper left corners of grid pixels, those outside the image too: what is not there is only what has no position.
    /// </summary>
    /// <param name="map">The exact way.</param>
    /// <param name="area">Grid pixels wanted: the result has a column and a row more.</param>
    /// <param name="image">The image's size.</param>
    /// <param name="stretch">Where spans start anew, and how far they may be off.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    internal static WarpGrid CreateCorners(
        PixelMap map,
        PixelWindow area,
        RasterSize image,
        WarpStretch stretch,
        CancellationToken cancellationToken
    )
    {
        var builder = new Builder(map, area with { Width = area.Width + 1, Height = area.Height + 1 }, image, stretch)
        {
            Margin = double.PositiveInfinity,
        };
        for (int row = area.Y; row <= area.Bottom; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.AddRow(row);
        }

        return builder.Build();
    }

    /// <summary>Some rows of the grid, counted from the first of <see cref="Area"/>.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="image">The image's size.</param>
    internal WarpGrid Rows(int start, int count, RasterSize image)
    {
        PixelWindow area = Area with { Y = Area.Y + start, Height = count };
        double[] x = new double[area.Width],
            y = new double[area.Width];
        double minX = double.PositiveInfinity,
            minY = minX,
            maxX = double.NegativeInfinity,
            maxY = maxX;
        for (int row = area.Y; row < area.Bottom; row++)
        {
            GetRow(row, x, y);
            for (int i = 0; i < x.Length; i++)
            {
                if (!double.IsNaN(x[i]))
                {
                    (minX, maxX, minY, maxY) = (Math.Min(minX, x[i]), Math.Max(maxX, x[i]), Math.Min(minY, y[i]), Math.Max(maxY, y[i]));
                }
            }
        }

        if (minX > maxX)
        {
            return new(area with { Width = 0, Height = 0 }, default, [], [0]);
        }

        int left = Pixel(minX, image.Width),
            top = Pixel(minY, image.Height);
        PixelWindow touched = new(left, top, Pixel(maxX, image.Width) - left + 1, Pixel(maxY, image.Height) - top + 1);
        return new(area, touched, _pieces, _rowStarts[start..(start + count + 1)]);

        static int Pixel(double position, int size) => (int)Math.Clamp(Math.Floor(position), 0, size - 1);
    }

    /// <summary>Image positions of the pixels of one row of <see cref="Area"/>; NaN for one that has none.</summary>
    /// <param name="row">A row of the grid, inside <see cref="Area"/>.</param>
    /// <param name="x">Receives columns, as many as the area is wide.</param>
    /// <param name="y">Receives rows.</param>
    internal void GetRow(int row, Span<double> x, Span<double> y)
    {
        x.Fill(double.NaN);
        y.Fill(double.NaN);
        for (int p = _rowStarts[row - Area.Y]; p < _rowStarts[row - Area.Y + 1]; p++)
        {
            GridPiece piece = _pieces[p];
            int first = Math.Max(piece.Column, Area.X),
                end = Math.Min(piece.Column + piece.Count, Area.Right);
            for (int column = first; column < end; column++)
            {
                x[column - Area.X] = piece.X + ((column - piece.Column) * piece.StepX);
                y[column - Area.X] = piece.Y + ((column - piece.Column) * piece.StepY);
            }
        }
    }

    /// <summary>Neighbouring pixels of a row whose positions lie on a straight line, evenly.</summary>
    private readonly record struct GridPiece(int Column, int Count, double X, double Y, double StepX, double StepY)
    {
        /// <summary>The pixels, counted from the first, whose positions lie in the image; null when none does.</summary>
        public (int First, int Last)? Inside(RasterSize image, double margin)
        {
            double first = 0,
                last = Count - 1;
            return Clip(X, StepX, image.Width, margin, ref first, ref last) && Clip(Y, StepY, image.Height, margin, ref first, ref last)
                ? ((int)Math.Ceiling(first), (int)Math.Floor(last))
                : null;
        }

        private static bool Clip(double start, double step, int size, double margin, ref double first, ref double last)
        {
            (double low, double high) = (-margin - start, size + margin - start);
            if (step == 0)
            {
                return low <= 0 && high >= 0;
            }

            double enter = (step > 0 ? low : high) / step,
                leave = (step > 0 ? high : low) / step;
            first = Math.Max(first, enter);
            last = Math.Min(last, leave);
            return Math.Ceiling(first) <= Math.Floor(last); // False also for NaN.
        }
    }

    private sealed class Builder(PixelMap map, PixelWindow area, RasterSize image, WarpStretch stretch)
    {
        private readonly List<GridPiece> _pieces = [];
        private readonly List<int> _rowStarts = [];
        private int _left = int.MaxValue,
            _right = int.MinValue,
            _top = int.MaxValue,
            _bottom = int.MinValue;
        private double _minX = double.PositiveInfinity,
            _minY = double.PositiveInfinity;
        private double _maxX = double.NegativeInfinity,
            _maxY = double.NegativeInfinity;

        /// <summary>Which point of a grid pixel is computed, from its upper left corner.</summary>
        public double Corner { get; init; }

        /// <summary>How far outside the image positions still count.</summary>
        public double Margin { get; init; }

        public void AddRow(int row)
        {
            int before = _pieces.Count;
            double unit = stretch.Unit.X;
            for (long k = (long)Math.Floor(area.X / unit); k * unit < area.Right; k++)
            {
                int start = (int)Math.Round(k * unit),
                    end = (int)Math.Round((k + 1) * unit);
                for (int first = start; first < end; first += MaxSpan)
                {
                    AddSpan(row, first, Math.Min(MaxSpan, end - first));
                }
            }

            // Rows above the image are left out; those below are cut off at the end.
            if (_pieces.Count > before || _rowStarts.Count > 0)
            {
                if (_rowStarts.Count == 0)
                {
                    _top = row;
                }

                _rowStarts.Add(before);
                if (_pieces.Count > before)
                {
                    _bottom = row + 1;
                }
            }
        }

        public WarpGrid Build()
        {
            if (_pieces.Count == 0)
            {
                return new(default, default, [], [0]);
            }

            int x = Pixel(_minX, image.Width),
                y = Pixel(_minY, image.Height);
            PixelWindow touched = new(x, y, Pixel(_maxX, image.Width) - x + 1, Pixel(_maxY, image.Height) - y + 1);
            int[] starts = [.. _rowStarts.Take(_bottom - _top), _pieces.Count];
            return new(new(_left, _top, _right - _left, _bottom - _top), touched, [.. _pieces], starts);
        }

        private static int Pixel(double position, int size) => Math.Clamp((int)Math.Floor(position), 0, size - 1);

        private void AddSpan(int row, int first, int count)
        {
            if (first >= area.Right || first + count <= area.X)
            {
                return;
            }

            if (count <= ExactSpan)
            {
                for (int column = first; column < first + count; column++)
                {
                    (double x, double y) = map.At(column + Corner, row + Corner);
                    Add(new(column, 1, x, y, 0, 0));
                }

                return;
            }

            int middle = (count - 1) / 2;
            (double x0, double y0) = map.At(first + Corner, row + Corner);
            (double x1, double y1) = map.At(first + middle + Corner, row + Corner);
            (double x2, double y2) = map.At(first + count - 1 + Corner, row + Corner);
            double stepX = (x2 - x0) / (count - 1),
                stepY = (y2 - y0) / (count - 1);
            double error = Math.Abs(x0 + (stepX * middle) - x1) + Math.Abs(y0 + (stepY * middle) - y1);
            if (error <= stretch.ToleranceAt(first, row))
            {
                Add(new(first, count, x0, y0, stepX, stepY));
            }
            else
            {
                AddSpan(row, first, middle);
                AddSpan(row, first + middle, count - middle);
            }
        }

        private void Add(GridPiece piece)
        {
            if (piece.Inside(image, Margin) is not { } inside)
            {
                return;
            }

            int left = Math.Max(piece.Column + inside.First, area.X),
                right = Math.Min(piece.Column + inside.Last + 1, area.Right);
            if (left >= right)
            {
                return;
            }

            _pieces.Add(piece);
            (_left, _right) = (Math.Min(_left, left), Math.Max(_right, right));
            foreach (int column in (ReadOnlySpan<int>)[left, right - 1])
            {
                double x = piece.X + ((column - piece.Column) * piece.StepX),
                    y = piece.Y + ((column - piece.Column) * piece.StepY);
                (_minX, _maxX) = (Math.Min(_minX, x), Math.Max(_maxX, x));
                (_minY, _maxY) = (Math.Min(_minY, y), Math.Max(_maxY, y));
            }
        }
    }
}
