using System.Diagnostics;
using Spectre.Console;

namespace Cog.Cli.Serving;

/// <summary>The line a person sees for each request.</summary>
internal static class RequestLine
{
    // All that stands around the path.
    private const int OtherColumns = 42;

    /// <summary>Runs a request and prints its line; below it each of its reads, where <paramref name="isVerbose"/> says so.</summary>
    public static async Task RunAsync(HttpContext context, RequestDelegate next, IAnsiConsole console, bool isVerbose)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            console.MarkupLine(Markup(context, Stopwatch.GetElapsedTime(start), Math.Clamp(console.Profile.Width - OtherColumns, 24, 52)));
            foreach (ReadRecord read in isVerbose ? RequestLog.Of(context).Reads.Reads : [])
            {
                console.MarkupLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"     [grey]bytes {read.Range.Offset}+{read.Range.Length}, {read.BytesRead} came, "
                            + $"{read.Elapsed.TotalMilliseconds:0.0} ms[/]"
                    )
                );
            }
        }
    }

    private static string Markup(HttpContext context, TimeSpan elapsed, int pathWidth)
    {
        RequestLog log = RequestLog.Of(context);
        int status = log.Status ?? context.Response.StatusCode;
        string colour =
            context.RequestAborted.IsCancellationRequested ? "grey"
            : status < 400 ? "green"
            : status < 500 ? "yellow"
            : "red";
        string cost = log.HeaderFrom is null
            ? ""
            : $"{log.Reads.Count, 3} {(log.Reads.Count == 1 ? "read " : "reads")} {ByteSize.Format(log.Reads.ByteCount), 9}";
        string path = Spectre.Console.Markup.Escape(Shorten(Redaction.OfPath(context.Request.Path.Value), pathWidth).PadRight(pathWidth));
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{context.Request.Method, -4} {path} [{colour}]{status}[/] {elapsed.TotalMilliseconds, 6:0} ms {cost}"
            )
            .TrimEnd();
    }

    // The end says more than the middle: z/x/y.
    private static string Shorten(string path, int width) =>
        path.Length <= width ? path : string.Concat(path.AsSpan(0, 11), "…", path.AsSpan(path.Length - (width - 12)));
}
