using Cog.Blocks;

namespace Cog.Resamplers;

/// <summary>
/// Which pixel of a level each pixel of a picture shows: nearest neighbour, told before anything is read. What is read so takes the memory
/// of the picture, however large the level's window under it is.
/// </summary>
internal sealed class PixelPicks
{
    /// <summary>Where a picture's pixel shows none of the level's.</summary>
    public const int None = -1;

    // A read by picks touches single pixels: where most of a window's are wanted, whole rows of it are faster.
    private const int FewPixels = 8;

    private readonly int[] _columns;
    private readonly int[] _rows;

    /// <param name="size">The picture's.</param>
    /// <param name="limits">The picks may take <see cref="CogLimits.MaxRasterBytes"/>.</param>
    public PixelPicks(RasterSize size, CogLimits limits)
    {
        const int BytesPerPick = 3 * sizeof(int);
        long bytes = (long)size.Width * size.Height * BytesPerPick;
        if (bytes > limits.MaxRasterBytes || bytes / BytesPerPick > Array.MaxLength)
        {
            throw LimitExceededException.Of($"Picking {size.Width} × {size.Height} pixels takes {bytes} bytes", limits.MaxRasterBytes);
        }

        Size = size;
        _columns = new int[size.Width * size.Height];
        _rows = new int[size.Width * size.Height];
        _columns.AsSpan().Fill(None);
    }

    /// <summary>The picture's columns and rows.</summary>
    public RasterSize Size { get; }

    /// <summary>True when picking is cheaper than the window: it is many times the picture, or no raster may be so large.</summary>
    /// <param name="level">Where the pixels are.</param>
    /// <param name="window">What is around them all.</param>
    /// <param name="size">The picture's.</param>
    /// <param name="bands">How many are read.</param>
    /// <param name="limits">The largest raster.</param>
    public static bool Serve(ImageLevel level, PixelWindow window, RasterSize size, int bands, CogLimits limits)
    {
        long pixels = (long)window.Width * window.Height;
        return pixels > (long)FewPixels * size.Width * size.Height
            || pixels * bands * SampleTypes.ByteSize(level.Image.SampleType) > Math.Min(limits.MaxRasterBytes, int.MaxValue);
    }

    /// <summary>Picks of a picture whose axes are the level's; a negative column or row shows nothing.</summary>
    public static PixelPicks OfAxes(ReadOnlySpan<int> columns, ReadOnlySpan<int> rows, CogLimits limits)
    {
        var picks = new PixelPicks(new(columns.Length, rows.Length), limits);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; rows[y] >= 0 && x < columns.Length; x++)
            {
                picks.Set((y * columns.Length) + x, columns[x], rows[y]);
            }
        }

        return picks;
    }

    /// <summary>The pixel of each output pixel of a nearest-neighbour kernel.</summary>
    public static int[] OfKernel(ResamplingKernel kernel)
    {
        int[] picks = new int[kernel.OutputSize];
        for (int i = 0; i < picks.Length; i++)
        {
            picks[i] = kernel.Weights(i).IsEmpty ? None : kernel.First(i);
        }

        return picks;
    }

    /// <summary>The same places, on a grid of another resolution over the same ground: the pixels under the middles of these.</summary>
    public PixelPicks On(RasterSize from, RasterSize to, CogLimits limits)
    {
        var picks = new PixelPicks(Size, limits);
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] >= 0)
            {
                picks.Set(i, Scale(_columns[i], from.Width, to.Width), Scale(_rows[i], from.Height, to.Height));
            }
        }

        return picks;

        static int Scale(int position, int from, int to) => (int)((((2L * position) + 1) * to) / (2L * from));
    }

    /// <summary>Sets one; all are <see cref="None"/> at first.</summary>
    public void Set(int pixel, int column, int row) => (_columns[pixel], _rows[pixel]) = (row < 0 ? None : column, row);

    /// <summary>The column, or <see cref="None"/>.</summary>
    public int Column(int pixel) => _columns[pixel];

    /// <summary>The row, where there is a column.</summary>
    public int Row(int pixel) => _rows[pixel];

    /// <summary>Gives a value to the pixels of a raster that show nothing.</summary>
    public void FillUnpicked(Raster raster, ReadOnlySpan<byte> value)
    {
        for (int pixel = 0; pixel < _columns.Length; pixel++)
        {
            for (int band = 0; _columns[pixel] < 0 && band < raster.Bands; band++)
            {
                value.CopyTo(raster.BandBytes(band)[(pixel * value.Length)..]);
            }
        }
    }

    /// <summary>The picture's pixels in the order of the blocks that they are in.</summary>
    /// <param name="grid">How the level is cut.</param>
    public List<PickedCell> ByBlock(BlockGrid grid)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] >= 0)
            {
                (int x, int y) = (_columns[i] / grid.Block.Width, _rows[i] / grid.Block.Height);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        var cells = new List<PickedCell>();
        if (right < 0)
        {
            return cells;
        }

        // By rows of blocks, then by columns: tables as long as each, for a table of all blocks may be far longer than the picks.
        int[] byColumn = Sort(
            [.. Enumerable.Range(0, _columns.Length).Where(i => _columns[i] >= 0)],
            i => (_columns[i] / grid.Block.Width) - left,
            right - left + 1
        );
        int[] sorted = Sort(byColumn, i => (_rows[i] / grid.Block.Height) - top, bottom - top + 1);
        for (int start = 0; start < sorted.Length; )
        {
            (int x, int y) = (_columns[sorted[start]] / grid.Block.Width, _rows[sorted[start]] / grid.Block.Height);
            int end = start + 1;
            while (end < sorted.Length && _columns[sorted[end]] / grid.Block.Width == x && _rows[sorted[end]] / grid.Block.Height == y)
            {
                end++;
            }

            cells.Add(new(grid.Cell(x, y), sorted.AsMemory(start, end - start)));
            start = end;
        }

        return cells;
    }

    // Counting sort, which keeps the order of equals.
    private static int[] Sort(int[] pixels, Func<int, int> key, int keys)
    {
        int[] starts = new int[keys + 1],
            sorted = new int[pixels.Length];
        foreach (int pixel in pixels)
        {
            starts[key(pixel) + 1]++;
        }

        for (int i = 0; i < keys; i++)
        {
            starts[i + 1] += starts[i];
        }

        foreach (int pixel in pixels)
        {
            sorted[starts[key(pixel)]++] = pixel;
        }

        return sorted;
    }
}

/// <summary>One block, and which of a picture's pixels show one of it.</summary>
/// <param name="Cell">The block.</param>
/// <param name="Pixels">Their positions in the picture.</param>
internal readonly record struct PickedCell(BlockCell Cell, ReadOnlyMemory<int> Pixels);
