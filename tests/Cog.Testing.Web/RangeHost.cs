using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Testing.Web;

/// <summary>A web server on loopback with one file, by ranges, and one page.</summary>
internal sealed class RangeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stall;
    private int _requests;
    private int _abandoned;

    private RangeHost(byte[] file)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore().AddLogging();
        _app = builder.Build();
        _app.Run(async context =>
        {
            if (context.Request.Path == "/page.html")
            {
                await Results.Content("\n<!DOCTYPE html><html><body>Sign in</body></html>", "text/html").ExecuteAsync(context);
                return;
            }

            if (_stall)
            {
                _stalled.TrySetResult();
                await Task.WhenAny(_goesOn.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
                if (context.RequestAborted.IsCancellationRequested)
                {
                    Interlocked.Increment(ref _abandoned);
                    return;
                }
            }

            Interlocked.Increment(ref _requests);
            await Task.Delay(Delay);
            await Results.Bytes(file, "image/tiff", enableRangeProcessing: true, entityTag: new("\"1\"")).ExecuteAsync(context);
        });
    }

    /// <summary>How long an answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Requests for the file so far.</summary>
    public int Requests => _requests;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Ends when a request has met the stall.</summary>
    public Task Stalled => _stalled.Task;

    public static async Task<RangeHost> StartAsync(byte[] file)
    {
        var host = new RangeHost(file);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>Requests whose caller left while they were not answered.</summary>
    public int Abandoned => _abandoned;

    /// <summary>From now on, requests are taken and not answered.</summary>
    public void Stall() => _stall = true;

    /// <summary>Requests are answered again, those that were taken meanwhile among them.</summary>
    public void GoOn()
    {
        _stall = false;
        _goesOn.SetResult();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
