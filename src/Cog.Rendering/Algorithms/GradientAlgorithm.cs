using System.Buffers;

namespace Cog.Rendering.Algorithms;

/// <summary>An algorithm over the slopes of the first band: how much it rises from row to row, and from column to column.</summary>
/// <remarks>
/// Slopes are NumPy's <c>gradient</c>: half the difference of the two neighbours, at the picture's edges the difference to the one that is
/// there. A pixel is masked when one of those is, its own value is not looked at.
/// </remarks>
/// <param name="id">Its name.</param>
/// <param name="cut">Pixels to leave out on each side.</param>
/// <param name="exaggeration">What heights are multiplied by.</param>
internal abstract class GradientAlgorithm(string id, int cut, double exaggeration) : Algorithm(id)
{
    /// <inheritdoc/>
    public sealed override int Cut => cut;

    /// <inheritdoc/>
    public sealed override int? BandsUsed => 1;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) => Labels(Id);

    /// <inheritdoc/>
    protected sealed override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        if (input.Width < 2 || input.Height < 2)
        {
            throw new FormatException(
                $"algorithm is {Id}: it takes a picture of 2 × 2 pixels at least, this one has {input.Width} × {input.Height}."
            );
        }

        BoundingBox bounds = context.Bounds;
        (double X, double Y) pixel = (bounds.Width / input.Width, bounds.Height / input.Height);
        int width = input.Width;
        double[] numbers = ArrayPool<double>.Shared.Rent(5 * width);
        byte[] masks = ArrayPool<byte>.Shared.Rent(4 * width);
        try
        {
            Span<double> byRow = numbers.AsSpan(3 * width, width),
                byColumn = numbers.AsSpan(4 * width, width);
            Span<byte> valid = masks.AsSpan(3 * width, width);
            int read = Math.Max(0, cut - 1) - 1; // The last row that was read.
            for (int row = cut; row < input.Height - cut; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int above = Math.Max(0, row - 1),
                    below = Math.Min(input.Height - 1, row + 1);
                while (read < below)
                {
                    read++;
                    input.Read(0, read, numbers.AsSpan(read % 3 * width, width), masks.AsSpan(read % 3 * width, width));
                }

                Rise(
                    numbers.AsSpan(above % 3 * width, width),
                    numbers.AsSpan(below % 3 * width, width),
                    exaggeration / (below - above),
                    byRow
                );
                Span<double> heights = numbers.AsSpan(row % 3 * width, width);
                Rise(heights[..^2], heights[2..], exaggeration / 2, byColumn[1..^1]);
                byColumn[0] = (heights[1] - heights[0]) * exaggeration;
                byColumn[^1] = (heights[^1] - heights[^2]) * exaggeration;
                Mask(
                    masks.AsSpan(above % 3 * width, width),
                    masks.AsSpan(below % 3 * width, width),
                    masks.AsSpan(row % 3 * width, width),
                    valid
                );

                Write(byRow[cut..^cut], byColumn[cut..^cut], pixel, result.RowBytes(0, row - cut));
                WriteMask(valid[cut..^cut], result, row - cut);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(numbers);
            ArrayPool<byte>.Shared.Return(masks);
        }
    }

    /// <summary>Computes one row of the result.</summary>
    /// <param name="byRow">How much heights rise to the next row, downwards.</param>
    /// <param name="byColumn">How much they rise to the next column.</param>
    /// <param name="pixel">The size of a pixel in the units of the CRS.</param>
    /// <param name="destination">The bytes of the row; what is masked is cleared afterwards.</param>
    protected abstract void Write(
        ReadOnlySpan<double> byRow,
        ReadOnlySpan<double> byColumn,
        (double X, double Y) pixel,
        Span<byte> destination
    );

    private static void Rise(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double factor, Span<double> rises)
    {
        int i = 0;
        for (; Vector.IsHardwareAccelerated && rises.Length - i >= Vector<double>.Count; i += Vector<double>.Count)
        {
            ((new Vector<double>(to[i..]) - new Vector<double>(from[i..])) * factor).CopyTo(rises[i..]);
        }

        for (; i < rises.Length; i++)
        {
            rises[i] = (to[i] - from[i]) * factor;
        }
    }

    // A pixel has the opacity of its own, where its neighbours are there; where it has none itself, theirs.
    private static void Mask(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, ReadOnlySpan<byte> row, Span<byte> valid)
    {
        if (!row.Contains((byte)0) && !above.Contains((byte)0) && !below.Contains((byte)0))
        {
            row.CopyTo(valid);
            return;
        }

        for (int i = 0; i < valid.Length; i++)
        {
            byte left = row[Math.Max(0, i - 1)],
                right = row[Math.Min(row.Length - 1, i + 1)];
            byte least = Math.Min(Math.Min(above[i], below[i]), Math.Min(left, right));
            valid[i] = least == 0 || row[i] == 0 ? least : row[i];
        }
    }

    private static void WriteMask(ReadOnlySpan<byte> valid, Raster result, int row)
    {
        valid.CopyTo(result.MaskRow(row));
        if (!valid.Contains((byte)0))
        {
            return;
        }

        Span<byte> samples = result.RowBytes(0, row);
        int size = samples.Length / valid.Length;
        for (int i = 0; i < valid.Length; i++)
        {
            if (valid[i] == 0)
            {
                samples.Slice(i * size, size).Clear();
            }
        }
    }
}
