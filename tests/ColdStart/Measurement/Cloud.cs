using System.Diagnostics;
using System.Globalization;
using Cog.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ColdStart;

/// <summary>What a function sees of AWS in its first moments: a Runtime API with one event, and a bucket with the sample.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private const string Bucket = "amzn-s3-demo-bucket";
    private const string Key = "island-rgb.tif";

    private readonly WebApplication _app;
    private readonly byte[] _object = File.ReadAllBytes(Path.Combine(TestData.Root, "src", "Cog.Cli", "Sample", Key));
    private string _event = "";
    private TaskCompletionSource<string> _answer = new();

    private Cloud(WebApplication app) => _app = app;

    private Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<Cloud> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var cloud = new Cloud(app);
        app.MapGet("/2018-06-01/runtime/invocation/next", cloud.NextAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/response", cloud.RespondAsync);
        app.MapGet($"/{Bucket}/{{*key}}", cloud.GetObject);
        app.MapFallback(context =>
            Task.FromException(new InvalidOperationException($"{context.Request.Method} {context.Request.Path} was not expected."))
        );
        await app.StartAsync();
        return cloud;
    }

    /// <summary>Starts a program, waits for its first answer, reads its figures and kills it.</summary>
    public async Task<Start> StartAsync(Candidate candidate)
    {
        _event = File.ReadAllText(Path.Combine(TestData.Root, "events", candidate.Event + ".json"));
        _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var info = new ProcessStartInfo(candidate.Program) { WorkingDirectory = Path.GetDirectoryName(candidate.Program) };
        info.Environment.Clear();
        info.Environment["AWS_LAMBDA_RUNTIME_API"] = Address.Authority;
        info.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "1024";
        info.Environment["AWS_REGION"] = "eu-central-1";
        info.Environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        info.Environment["AWS_ENDPOINT_URL_S3"] = Address.AbsoluteUri;
        info.Environment["COG_ALLOWED_SOURCES"] = $"s3://{Bucket}/";
        info.Environment["LOG_LEVEL"] = "ERROR";

        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info)!;
        string answer = await _answer.Task.WaitAsync(TimeSpan.FromSeconds(20));
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        (double cpu, double peak) = (Cpu(process.Id), Peak(process.Id));
        process.Kill();
        await process.WaitForExitAsync();
        return
            answer.Contains("\"statusCode\":200", StringComparison.Ordinal)
            || answer.Contains("\"status\":\"valid\"", StringComparison.Ordinal)
            ? new(milliseconds, cpu, peak)
            : throw new InvalidOperationException($"{candidate.Name} answered {answer[..Math.Min(300, answer.Length)]}");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    // Nanoseconds on a processor, a thread a file; /proc/PID/stat counts in steps of 10 ms.
    private static double Cpu(int process) =>
        Directory
            .EnumerateDirectories($"/proc/{process}/task")
            .Sum(thread => double.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture))
        / 1e6;

    private static double Peak(int process) =>
        1024
        * double.Parse(
            File.ReadLines($"/proc/{process}/status")
                .Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );

    private async Task NextAsync(HttpContext context)
    {
        if (_answer.Task.IsCompleted)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset
            .UtcNow.AddSeconds(29)
            .ToUnixTimeMilliseconds()
            .ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = System.Text.Encoding.UTF8.GetByteCount(_event);
        await context.Response.WriteAsync(_event);
    }

    private async Task RespondAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        string answer = await body.ReadToEndAsync();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        _answer.TrySetResult(answer);
    }

    private IResult GetObject(HttpContext context, string key)
    {
        if (key != Key)
        {
            return Results.Text("<Error><Code>NoSuchKey</Code></Error>", "application/xml", statusCode: StatusCodes.Status404NotFound);
        }

        context.Response.Headers.ETag = "\"0123456789abcdef0123456789abcdef\"";
        return Results.Bytes(_object, "image/tiff", enableRangeProcessing: true, lastModified: DateTimeOffset.UnixEpoch);
    }
}
