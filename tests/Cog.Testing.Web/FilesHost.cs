using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Testing.Web;

/// <summary>A web server on loopback with files by name, served by ranges; each request is counted by the name it asks for.</summary>
internal sealed class FilesHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private FilesHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore().AddLogging();
        _app = builder.Build();
        _app.Run(async context =>
        {
            string name = context.Request.Path.Value![1..];
            _requests.Enqueue(name);
            await (
                _files.TryGetValue(name, out byte[]? file)
                    ? Results.Bytes(
                        file,
                        "application/octet-stream",
                        enableRangeProcessing: true,
                        entityTag: new($"\"{file.Length}-{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file))[..16]}\"")
                    )
                    : Results.NotFound()
            ).ExecuteAsync(context);
        });
    }

    /// <summary>Where it is, with a slash at the end.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The names that were asked for, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<FilesHost> StartAsync()
    {
        var host = new FilesHost();
        await host._app.StartAsync();
        return host;
    }

    /// <summary>The address of a name, there or not.</summary>
    public string AddressOf(string name) => new Uri(Address, name).AbsoluteUri;

    /// <summary>Puts a file there, in the place of any that has its name.</summary>
    public void Put(string name, byte[] file) => _files[name] = file;

    /// <summary>Takes a file away.</summary>
    public void Remove(string name) => _files.TryRemove(name, out _);

    /// <summary>Forgets what was asked for.</summary>
    public void Clear() => _requests.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
