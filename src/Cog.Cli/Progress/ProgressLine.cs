using System.Diagnostics;
using Spectre.Console;

namespace Cog.Cli.Progress;

/// <summary>
/// What a person sees of work that takes longer than a second: how far it is, bytes and blocks read, and how long it may still take. On
/// standard error, and only where that is a terminal; it disappears when the work is done.
/// </summary>
internal static class ProgressLine
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1),
        s_refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the work and, after a second, shows how far it is.</summary>
    /// <param name="reads">What it reads is written down there.</param>
    /// <param name="isQuiet">Whether nothing is to be seen of it.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> RunAsync<T>(ReadLog reads, bool isQuiet, Func<Task<T>> work)
    {
        IAnsiConsole console = Terminal.Error;
        if (isQuiet || Console.IsErrorRedirected || !console.Profile.Capabilities.Ansi)
        {
            return await work();
        }

        // On a thread of its own: decoding keeps the one that it is begun on.
        long start = Stopwatch.GetTimestamp();
        Task<T> working = Task.Run(work);
        if (await Task.WhenAny(working, Task.Delay(s_patience)) != working)
        {
            await ShowAsync(console, reads, start, working);
        }

        return await working;
    }

    private static Task ShowAsync(IAnsiConsole console, ReadLog reads, long start, Task working)
    {
        var counts = new CountsColumn(reads, start);
        Spectre.Console.Progress progress = console.Progress().AutoClear(true).HideCompleted(false).AutoRefresh(false);
        progress.RenderHook = (renderable, _) => renderable;
        return progress
            .Columns(new ProgressBarColumn { Width = BarWidth(console.Profile.Width) }, counts)
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask("Reading");
                while (!working.IsCompleted)
                {
                    (long done, long all) = (reads.Blocks, reads.ExpectedBlocks);
                    task.IsIndeterminate = all == 0;
                    task.MaxValue = Math.Max(1, all);
                    // Never quite done: what was read is still to become a picture.
                    task.Value = Math.Min(done, task.MaxValue * 0.999);
                    context.Refresh();
                    await Task.WhenAny(working, Task.Delay(s_refresh));
                }
            });
    }

    private static int BarWidth(int columns) => Math.Clamp(columns - CountsColumn.MostColumns - 4, 8, 40);
}
