using Cog.Resamplers;

namespace Cog.Rendering.Warping;

/// <summary>Nearest neighbour: every pixel of the picture is one of the window's, bytes and validity.</summary>
internal static class NearestPicker
{
    /// <summary>Picks by a plan, through its warp when it has one.</summary>
    public static Raster Pick(Raster window, RenderPlan plan, CogReaderOptions options, CancellationToken cancellationToken) =>
        plan.Grid is { } grid
            ? Warper.Make(window, plan.Size, options, picture => Fill(window, plan, grid, picture, cancellationToken))
            : Pick(window, plan.Scan, plan.Size, options, cancellationToken);

    /// <summary>The same pixels, by their places in the plan's level, before any is read.</summary>
    public static PixelPicks PicksOf(RenderPlan plan, CogLimits limits, CancellationToken cancellationToken)
    {
        int[] columns = Columns(plan.Scan, plan.Size);
        PixelWindow place = plan.Window;
        var picks = new PixelPicks(plan.Size, limits);
        double[] x = new double[plan.Grid?.Area.Width ?? 0],
            y = new double[x.Length];
        for (int row = 0; row < plan.Size.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int scanned = plan.Scan.NearestY(row);
            if (plan.Grid is null)
            {
                for (int i = 0; i < columns.Length; i++)
                {
                    Set((row * columns.Length) + i, columns[i], scanned);
                }
            }
            else if (scanned >= 0 && scanned < plan.Grid.Area.Height)
            {
                plan.Grid.GetRow(plan.Grid.Area.Y + scanned, x, y);
                for (int i = 0; i < columns.Length; i++)
                {
                    if (columns[i] >= 0 && columns[i] < x.Length)
                    {
                        Set(
                            (row * columns.Length) + i,
                            PixelScan.Nearest(x[columns[i]]) - place.X,
                            PixelScan.Nearest(y[columns[i]]) - place.Y
                        );
                    }
                }
            }
        }

        return picks;

        void Set(int pixel, int column, int row)
        {
            if (column >= 0 && column < place.Width && row >= 0 && row < place.Height)
            {
                picks.Set(pixel, place.X + column, place.Y + row);
            }
        }
    }

    /// <summary>Picks the pixels of a plan's grid.</summary>
    public static Raster PickGrid(Raster window, RenderPlan plan, CogReaderOptions options, CancellationToken cancellationToken)
    {
        RasterSize size = new(plan.Grid!.Area.Width, plan.Grid.Area.Height);
        return Pick(window, plan with { Size = size, Scan = new(0, 0, 1, 1) }, options, cancellationToken);
    }

    /// <summary>Picks from a raster whose axes are the picture's.</summary>
    public static Raster Pick(
        Raster raster,
        PixelScan scan,
        RasterSize size,
        CogReaderOptions options,
        CancellationToken cancellationToken
    ) => Warper.Make(raster, size, options, picture => Fill(raster, scan, picture, cancellationToken));

    private static void Fill(Raster window, RenderPlan plan, WarpGrid grid, Raster picture, CancellationToken cancellationToken)
    {
        int[] columns = Columns(plan.Scan, plan.Size),
            sources = new int[plan.Size.Width];
        double[] x = new double[grid.Area.Width],
            y = new double[grid.Area.Width];
        for (int row = 0; row < plan.Size.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int scanned = plan.Scan.NearestY(row);
            if (scanned >= 0 && scanned < grid.Area.Height)
            {
                grid.GetRow(grid.Area.Y + scanned, x, y);
                FindWarped(columns, x, y, plan.Window, window, sources);
                CopyRow(window, sources, picture, row);
            }
        }
    }

    private static void Fill(Raster raster, PixelScan scan, Raster picture, CancellationToken cancellationToken)
    {
        int[] columns = Columns(scan, new(picture.Width, picture.Height)),
            sources = new int[picture.Width];
        for (int row = 0; row < picture.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FindStraight(columns, scan.NearestY(row), raster, sources);
            CopyRow(raster, sources, picture, row);
        }
    }

    private static int[] Columns(PixelScan scan, RasterSize size)
    {
        int[] columns = new int[size.Width];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = scan.NearestX(i);
        }

        return columns;
    }

    private static void FindStraight(ReadOnlySpan<int> columns, int row, Raster window, Span<int> sources)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            sources[i] = IndexOf(columns[i], row, window);
        }
    }

    private static void FindWarped(
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        PixelWindow place,
        Raster window,
        Span<int> sources
    )
    {
        for (int i = 0; i < columns.Length; i++)
        {
            int column = columns[i];
            sources[i] =
                column >= 0 && column < x.Length
                    ? IndexOf(PixelScan.Nearest(x[column]) - place.X, PixelScan.Nearest(y[column]) - place.Y, window)
                    : -1;
        }
    }

    private static int IndexOf(int column, int row, Raster window) =>
        column >= 0 && column < window.Width && row >= 0 && row < window.Height ? (row * window.Width) + column : -1;

    private static void CopyRow(Raster window, ReadOnlySpan<int> sources, Raster picture, int row)
    {
        Copy(window.Mask, sources, picture.MaskRow(row));
        for (int band = 0; band < window.Bands; band++)
        {
            Span<byte> from = window.BandBytes(band);
            Span<byte> to = picture.RowBytes(band, row);
            switch (window.SampleType.ByteSize())
            {
                case 1:
                    Copy<byte>(from, sources, to);
                    break;
                case 2:
                    Copy(MemoryMarshal.Cast<byte, ushort>(from), sources, MemoryMarshal.Cast<byte, ushort>(to));
                    break;
                case 4:
                    Copy(MemoryMarshal.Cast<byte, uint>(from), sources, MemoryMarshal.Cast<byte, uint>(to));
                    break;
                case 8:
                    Copy(MemoryMarshal.Cast<byte, ulong>(from), sources, MemoryMarshal.Cast<byte, ulong>(to));
                    break;
                default:
                    Copy(MemoryMarshal.Cast<byte, UInt128>(from), sources, MemoryMarshal.Cast<byte, UInt128>(to));
                    break;
            }
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> from, ReadOnlySpan<int> sources, Span<T> to)
        where T : unmanaged
    {
        for (int i = 0; i < to.Length; i++)
        {
            if (sources[i] >= 0)
            {
                to[i] = from[sources[i]];
            }
        }
    }
}
