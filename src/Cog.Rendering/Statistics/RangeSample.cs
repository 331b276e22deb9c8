namespace Cog.Rendering.Statistics;

/// <summary>What of a file is looked at to know the range of its values. A plan: pure, and known before anything is read.</summary>
/// <param name="Level">The smallest level that is at least <see cref="LeastSide"/> pixels long; the image, when none is.</param>
/// <param name="Windows">All of it, or, where it is large, the middles of blocks that are spread evenly over it.</param>
internal sealed record RangeSample(ImageLevel Level, IReadOnlyList<PixelWindow> Windows)
{
    /// <summary>Pixels of the longer side of a level that says enough.</summary>
    public const int LeastSide = 256;

    // A file without overviews is looked at in places: these bound what is read of it.
    private const int MaxPixels = 1 << 20;
    private const int BlocksAcross = 4;
    private const int Blocks = 16;
    private const int WindowSide = 256;

    /// <summary>Chooses a level of a file, and windows of it.</summary>
    public static RangeSample Of(CogHeader header)
    {
        ImageLevel level = header.Levels.LastOrDefault(l => Math.Max(l.Width, l.Height) >= LeastSide) ?? header.Levels[0];
        return (long)level.Width * level.Height <= MaxPixels
            ? new(level, [new(0, 0, level.Width, level.Height)])
            : new(level, [.. MiddlesOf(level)]);
    }

    /// <summary>The box of a window, in the file's CRS; of a turned image, about.</summary>
    public BoundingBox BoundsOf(PixelWindow window, CogHeader header)
    {
        BoundingBox all = header.Bounds;
        double column = all.Width / Level.Width,
            row = all.Height / Level.Height;
        return new(
            all.MinX + (window.X * column),
            all.MaxY - (window.Bottom * row),
            all.MinX + (window.Right * column),
            all.MaxY - (window.Y * row)
        );
    }

    private static IEnumerable<PixelWindow> MiddlesOf(ImageLevel level)
    {
        Ifd image = level.Image;
        int across = Math.Min(BlocksAcross, image.BlocksAcross),
            down = Math.Min(Blocks / across, image.BlocksDown);
        for (int row = 0; row < down; row++)
        {
            for (int column = 0; column < across; column++)
            {
                int x = (int)((column + 0.5) * image.BlocksAcross / across) * image.BlockWidth,
                    y = (int)((row + 0.5) * image.BlocksDown / down) * image.BlockHeight;
                int width = Math.Min(image.BlockWidth, image.Width - x),
                    height = Math.Min(image.BlockHeight, image.Height - y);
                yield return new(
                    x + ((width - Math.Min(width, WindowSide)) / 2),
                    y + ((height - Math.Min(height, WindowSide)) / 2),
                    Math.Min(width, WindowSide),
                    Math.Min(height, WindowSide)
                );
            }
        }
    }
}
