namespace Cog.Api.Requests;

/// <summary>How large a picture is asked for, by rio-tiler's rules.</summary>
/// <param name="Width">Columns, or null.</param>
/// <param name="Height">Rows, or null.</param>
/// <param name="MaxSize">The longer side at most; counts only when neither width nor height is given.</param>
internal sealed record OutputSize(int? Width, int? Height, int? MaxSize)
{
    private const int Largest = 65_536;

    /// <summary>Reads <c>{w}x{h}</c> of the path, else <c>width</c>, <c>height</c> and <c>max_size</c>.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="path">The segment without its format; null when the path has none.</param>
    /// <param name="maxSize">What holds when nothing is asked for; null for the file's own resolution.</param>
    public static OutputSize Parse(RequestQuery query, string? path, int? maxSize)
    {
        if (path is null)
        {
            return new(
                query.Integer("width", 1, Largest),
                query.Integer("height", 1, Largest),
                query.Integer("max_size", 1, Largest) ?? maxSize
            );
        }

        return path.Split('x') is [var width, var height]
            ? new(RequestQuery.ParseInteger("width", width, 1, Largest), RequestQuery.ParseInteger("height", height, 1, Largest), null)
            : throw UnknownAddress.Because($"'{path}' is not a size: expected columns and rows, e.g. 512x256.");
    }

    /// <summary>The picture's size.</summary>
    /// <param name="columns">Columns that the box has at the file's own resolution.</param>
    /// <param name="rows">Rows, likewise.</param>
    /// <remarks>
    /// The longer side is divided by whole pixels (rio-tiler's _get_width_height), so that a box whose coordinates are no binary fractions
    /// gets no row more; one side alone
    /// by the columns and rows as they are given (its part).
    /// </remarks>
    public RasterSize Of(double columns, double rows)
    {
        int nativeWidth = Round(columns),
            nativeHeight = Round(rows);
        double ratio = rows / columns,
            wholeRatio = (double)nativeHeight / nativeWidth;

        return (Width, Height, MaxSize) switch
        {
            ({ } width, { } height, _) => new(width, height),
            ({ } width, null, _) => new(width, Ceiling(width * ratio)),
            (null, { } height, _) => new(Ceiling(height / ratio), height),
            (_, _, { } longest) when Math.Max(nativeWidth, nativeHeight) > longest => wholeRatio > 1
                ? new(Ceiling(longest / wholeRatio), longest)
                : new(longest, Ceiling(longest * wholeRatio)),
            _ => new(nativeWidth, nativeHeight),
        };
    }

    // Also for boxes of a fraction of a pixel, and for those that no int holds: ResponseSize.ThrowIfTooLarge refuses them.
    private static int Round(double pixels) => (int)Math.Clamp(Math.Round(pixels), 1, int.MaxValue);

    private static int Ceiling(double pixels) => (int)Math.Clamp(Math.Ceiling(pixels), 1, int.MaxValue);
}
