using Cog.Testing.Web;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Load;
using Microsoft.AspNetCore.Http;

namespace Load;

/// <summary>Origins that fail in every way, one after the other: the server's files and sockets stay as many as they were.</summary>
internal static class Origins
{
    public static async Task<int> RunAsync(int count)
    {
        await using TestServer origin = await TestServer.StartAsync(AnswerAsync);
        await using CogProcess cog = await CogProcess.ServeNativeAsync();
        _ = cog.DrainAsync();
        ProcessFigures first = default,
            last = default;
        for (int round = 0; round < 5; round++)
        {
            using var load = new ClientLoad();
            int offset = round * count / 5;
            await load.RunAsync(
                32,
                count / 5,
                number => Info(cog.Address, origin.Client.BaseAddress!, offset + number),
                CancellationToken.None
            );
            await Task.Delay(1000);
            last = ProcessFigures.Of(cog.Id);
            first = round == 0 ? last : first;
            Report.Line($"{(round + 1) * count / 5} failed: {Report.Counts(load.Statuses)}; {last}");
            if (load.Statuses.Keys.Any(status => status is 0 or 200 or 500))
            {
                return Report.Faults([$"unexpected: {Report.Counts(load.Statuses)}"]);
            }
        }

        return Report.Faults(last.Handles > first.Handles + 16 ? [$"{first} grew to {last}"] : []);
    }

    // A name of its own for each: a host that nobody knows, a port that nobody listens at, answers of every bad kind.
    private static Uri Info(Uri server, Uri origin, int number)
    {
        string url = (number % 6) switch
        {
            0 => $"http://127.0.0.{2 + (number % 200)}:1/{number}.tif",
            1 => $"http://host{number}.invalid/{number}.tif",
            2 => $"{origin}reset/{number}.tif",
            3 => $"{origin}error/{number}.tif",
            4 => $"{origin}short/{number}.tif",
            _ => $"{origin}missing/{number}.tif",
        };
        return new(server, $"cog/info?url={Uri.EscapeDataString(url)}");
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value!.Split('/')[1])
        {
            case "reset":
                context.Abort();
                break;
            case "error":
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                break;
            case "short":
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                context.Response.Headers.ContentRange = "bytes 0-16383/100000";
                context.Response.ContentLength = 16384;
                await context.Response.Body.WriteAsync(new byte[100]);
                context.Abort();
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
