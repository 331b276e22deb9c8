using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cog.Cli.Progress;

/// <summary><c>48.3 MB, 120 of 400 blocks, 0:12 left</c>.</summary>
/// <param name="reads">What has been read by now.</param>
/// <param name="start">When it began: <see cref="Stopwatch.GetTimestamp"/>.</param>
internal sealed class CountsColumn(ReadLog reads, long start) : ProgressColumn
{
    /// <summary>The longest text that is to be expected.</summary>
    public const int MostColumns = 48;

    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(TextOf(reads.ByteCount, reads.Blocks, reads.ExpectedBlocks, Stopwatch.GetElapsedTime(start)));

    /// <summary>The text of the column.</summary>
    /// <param name="bytes">Read.</param>
    /// <param name="blocks">Decoded.</param>
    /// <param name="all">Blocks in the end; 0 when that is not known.</param>
    /// <param name="elapsed">Since the start.</param>
    public static string TextOf(long bytes, long blocks, long all, TimeSpan elapsed)
    {
        string size = ByteSize.Format(bytes);
        if (all == 0)
        {
            return size;
        }

        if (blocks >= all)
        {
            return $"{size}, {Count(all)} blocks, all read";
        }

        string text = $"{size}, {Count(blocks)} of {Count(all)} blocks";
        return blocks == 0 ? text : $"{text}, {Duration(elapsed * ((double)(all - blocks) / blocks))} left";
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
