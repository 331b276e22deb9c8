namespace Cog.Rendering.Encoding.Png;

/// <summary>PNG's row filters and the choice among them (PNG specification, third edition, sections 9.2 and 12.7).</summary>
/// <remarks>
/// A filtered byte is the byte less its prediction, modulo 256. Predictions look at unfiltered bytes only, so rows filter in any order, and
/// vectors work.
/// </remarks>
internal static partial class PngFilters
{
    public const byte None = 0,
        Sub = 1,
        Up = 2,
        Paeth = 4;

    /// <summary>Sub and Up: the prediction is the byte to the left, or above.</summary>
    public static void Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> prediction, Span<byte> filtered)
    {
        int done = SubtractVectors(row, prediction, filtered);
        SubtractScalar(row[done..], prediction[done..], filtered[done..]);
    }

    /// <summary>
    /// Paeth: the prediction is whichever neighbour is nearest to left + above - above left, in that order of preference.
    /// </summary>
    public static void SubtractPaeth(
        ReadOnlySpan<byte> row,
        ReadOnlySpan<byte> left,
        ReadOnlySpan<byte> above,
        ReadOnlySpan<byte> aboveLeft,
        Span<byte> filtered
    )
    {
        int done = SubtractPaethVectors(row, left, above, aboveLeft, filtered);
        SubtractPaethScalar(row[done..], left[done..], above[done..], aboveLeft[done..], filtered[done..]);
    }

    /// <summary>The sum of a filtered row's bytes as signed magnitudes: the least is likely to compress best.</summary>
    public static long Cost(ReadOnlySpan<byte> filtered)
    {
        int done = CostVectors(filtered, out long cost);
        return cost + CostScalar(filtered[done..]);
    }

    internal static void SubtractScalar(ReadOnlySpan<byte> row, ReadOnlySpan<byte> prediction, Span<byte> filtered)
    {
        for (int i = 0; i < row.Length; i++)
        {
            filtered[i] = (byte)(row[i] - prediction[i]);
        }
    }

    internal static void SubtractPaethScalar(
        ReadOnlySpan<byte> row,
        ReadOnlySpan<byte> left,
        ReadOnlySpan<byte> above,
        ReadOnlySpan<byte> aboveLeft,
        Span<byte> filtered
    )
    {
        for (int i = 0; i < row.Length; i++)
        {
            int a = left[i],
                b = above[i],
                c = aboveLeft[i];
            int toLeft = Math.Abs(b - c),
                toAbove = Math.Abs(a - c),
                toAboveLeft = Math.Abs(a + b - c - c);
            int prediction =
                toLeft <= toAbove && toLeft <= toAboveLeft ? a
                : toAbove <= toAboveLeft ? b
                : c;
            filtered[i] = (byte)(row[i] - prediction);
        }
    }

    internal static long CostScalar(ReadOnlySpan<byte> filtered)
    {
        long cost = 0;
        foreach (byte value in filtered)
        {
            cost += Math.Abs((int)(sbyte)value);
        }

        return cost;
    }
}
