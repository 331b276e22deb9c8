using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cog.Testing.Web.Lambda;

/// <summary>
/// The Lambda Runtime API as Lambda behaves, for functions under test: one answer an id (a second gets 403, an unknown id 400), 413 past
/// 6,291,556 bytes.
/// </summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private const int MaxResponseBytes = 6_291_556;

    private readonly WebApplication _app;
    private readonly Channel<LambdaEvent> _events = Channel.CreateUnbounded<LambdaEvent>();
    private readonly ConcurrentDictionary<string, LambdaEvent> _open = new();
    private readonly TaskCompletionSource<LambdaAnswer> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    private RuntimeApiServer(WebApplication app) => _app = app;

    /// <summary>host:port, as AWS_LAMBDA_RUNTIME_API has it.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>What a function that could not start said.</summary>
    public Task<LambdaAnswer> InitError => _initError.Task;

    /// <summary>Waits until exactly so many loops wait for an event at once.</summary>
    public async Task WaitForLoopsAsync(int count)
    {
        for (int i = 0; i < 200 && Volatile.Read(ref _waiting) < count; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(count, Volatile.Read(ref _waiting));
    }

    /// <summary>Posts that came for an id that had its answer, or that never was.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    public static async Task<RuntimeApiServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        WebApplication app = builder.Build();
        var server = new RuntimeApiServer(app);

        app.MapGet("/2018-06-01/runtime/invocation/next", server.NextAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/response", (string id, HttpContext context) =>
            server.RespondAsync(id, context, isError: false)
        );
        app.MapPost("/2018-06-01/runtime/invocation/{id}/error", (string id, HttpContext context) =>
            server.RespondAsync(id, context, isError: true)
        );
        app.MapPost("/2018-06-01/runtime/init/error", async (HttpContext context) =>
        {
            server._initError.TrySetResult(await LambdaAnswer.ReadAsync(context, isError: true));
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });

        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Endpoint = new Uri(address).Authority;
        return server;
    }

    /// <summary>Sends an event and waits for its answer.</summary>
    /// <param name="json">The event.</param>
    /// <param name="timeout">Until the deadline that the function is told; 15 s when null.</param>
    /// <param name="bare">Gives nothing but the id, as the Runtime API may.</param>
    /// <param name="hangUp">Breaks the connection instead of taking the answer.</param>
    public Task<LambdaAnswer> InvokeAsync(string json, TimeSpan? timeout = null, bool bare = false, bool hangUp = false)
    {
        var item = new LambdaEvent(
            $"id {Guid.NewGuid():N}"[3..],
            json,
            DateTimeOffset.UtcNow + (timeout ?? TimeSpan.FromSeconds(15)),
            bare,
            hangUp
        );
        _open[item.Id] = item;
        _events.Writer.TryWrite(item);
        return item.BufferedResponse.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            await _app.StopAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            // A function that still waits for an event is killed by its own test.
        }

        await _app.DisposeAsync();
    }

    private async Task NextAsync(HttpContext context)
    {
        Interlocked.Increment(ref _waiting);
        LambdaEvent item;
        try
        {
            item = await _events.Reader.ReadAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            context.Abort();
            return;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = item.Id;
        if (!item.Bare)
        {
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = item
                .Deadline.ToUnixTimeMilliseconds()
                .ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["Lambda-Runtime-Trace-Id"] =
                "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";
            context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-central-1:123456789012:function:test";
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(item.Json);
    }

    private async Task RespondAsync(string id, HttpContext context, bool isError)
    {
        if (!_open.TryGetValue(id, out LambdaEvent? item))
        {
            Refused.Enqueue(id);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (item.HangUp)
        {
            item.BufferedResponse.TrySetResult(new(isError, new Dictionary<string, string>(), []));
            context.Abort();
            return;
        }

        LambdaAnswer answer = await LambdaAnswer.ReadAsync(context, isError);
        if (item.BufferedResponse.Task.IsCompleted)
        {
            Refused.Enqueue(id);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        bool streams = answer.Headers.ContainsKey("Lambda-Runtime-Function-Response-Mode");
        if (answer.Body.Length > MaxResponseBytes && !streams)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            item.BufferedResponse.TrySetResult(answer with { IsError = true });
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        item.BufferedResponse.TrySetResult(answer);
    }

    private sealed record LambdaEvent(string Id, string Json, DateTimeOffset Deadline, bool Bare, bool HangUp)
    {
        public TaskCompletionSource<LambdaAnswer> BufferedResponse { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
