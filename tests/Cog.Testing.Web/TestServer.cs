using System.Net;
using Cog.Api;
using Cog.Hosting;
using Cog.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Testing.Web;

/// <summary>All functions on Kestrel, on a free port of this machine.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    /// <summary>Its base address is the server's; redirects are not followed.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts the functions; everything may be read unless <paramref name="options"/> says otherwise.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="replace">Puts services of the test's own in the place of the product's.</param>
    internal static async Task<TestServer> StartAsync(CogOptions? options = null, Action<IServiceCollection>? replace = null)
    {
        WebApplicationBuilder builder = Kestrel();
        builder.Services.AddCog(options ?? CogOptions.LocalMachine);
        replace?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseCog(routes =>
        {
            routes.MapInfo(Viewer.ViewerFiles.Open);
            routes.MapTile();
            routes.MapPartialRead();
            routes.MapValidate();
        });
        return await StartAsync(app);
    }

    /// <summary>Starts one handler for every request: a server that files are read from, with whatever faults a test needs.</summary>
    public static Task<TestServer> StartAsync(Func<Microsoft.AspNetCore.Http.HttpContext, Task> handler)
    {
        WebApplication app = Kestrel().Build();
        app.Run(context => handler(context));
        return StartAsync(app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static WebApplicationBuilder Kestrel()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder;
    }

    private static async Task<TestServer> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };
        return new(app, client);
    }
}
