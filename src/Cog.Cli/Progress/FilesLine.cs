using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cog.Cli.Progress;

/// <summary>
/// What a person sees of work on many files that takes longer than a second. On standard error, and only where that is a terminal; it
/// disappears when the work is done.
/// </summary>
internal sealed class FilesLine
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1),
        s_refresh = TimeSpan.FromMilliseconds(100);

    private int _done;
    private int _failed;

    /// <summary>Files that there are; 0 while that is not known.</summary>
    public int All { get; set; }

    /// <summary>A file is done.</summary>
    public void Add(bool isFailed)
    {
        Interlocked.Increment(ref _done);
        if (isFailed)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    /// <summary>Runs the work and shows how far it is.</summary>
    /// <param name="isQuiet">Whether nothing is to be seen of it.</param>
    /// <param name="work">The work, which tells of each file.</param>
    public async Task RunAsync(bool isQuiet, Func<Task> work)
    {
        IAnsiConsole console = Terminal.Error;
        if (isQuiet || Console.IsErrorRedirected || !console.Profile.Capabilities.Ansi)
        {
            await work();
            return;
        }

        long start = Stopwatch.GetTimestamp();
        Task working = Task.Run(work);
        if (await Task.WhenAny(working, Task.Delay(s_patience)) != working)
        {
            Spectre.Console.Progress progress = console.Progress().AutoClear(true).HideCompleted(false).AutoRefresh(false);
            progress.RenderHook = (renderable, _) => renderable;
            await progress
                .Columns(new ProgressBarColumn { Width = 30 }, new Counts(this, start))
                .StartAsync(async context =>
                {
                    ProgressTask task = context.AddTask("Reading");
                    while (!working.IsCompleted)
                    {
                        task.IsIndeterminate = All == 0;
                        task.MaxValue = Math.Max(1, All);
                        task.Value = Math.Min(_done, task.MaxValue * 0.999);
                        context.Refresh();
                        await Task.WhenAny(working, Task.Delay(s_refresh));
                    }
                });
        }

        await working;
    }

    /// <summary><c>120 of 400 files, 2 failed, 0:12 left</c>.</summary>
    public static string TextOf(int done, int failed, int all, TimeSpan elapsed)
    {
        string files = string.Create(CultureInfo.InvariantCulture, $"{done:N0}{(all > 0 ? $" of {all:N0}" : "")} files"),
            failures = failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {failed:N0} failed") : "";
        if (done == 0 || all <= done)
        {
            return files + failures;
        }

        TimeSpan left = elapsed * ((double)(all - done) / done);
        return string.Create(CultureInfo.InvariantCulture, $"{files}{failures}, {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }

    private sealed class Counts(FilesLine line, long start) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(TextOf(line._done, line._failed, line.All, Stopwatch.GetElapsedTime(start)));
    }
}
