using Cog.Api;
using Cog.Hosting;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Hosting.Sources;
using Cog.Rendering.Codecs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Cog.Cli.Calls;

/// <summary>
/// The routes of the HTTP API without HTTP: a command gives its options to the endpoint that a request would reach, so that both have the
/// same parameters and the same result.
/// </summary>
/// <remarks>
/// What stands between a server and its callers (CORS, origins, compression, the table of statuses) is left out: an endpoint's exceptions
/// are the command's.
/// </remarks>
internal sealed class InProcessApi : IDisposable
{
    private readonly SourceAddress _file;
    private readonly ServiceProvider _services;
    private readonly RouteTable _routes;

    /// <param name="file">What calls are about.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="CogOptionsException">A setting cannot be used.</exception>
    public InProcessApi(SourceAddress file, CogOptions options)
    {
        _file = file;
        _services = new ServiceCollection().AddCog(options, SkiaCodecs.All).BuildServiceProvider();
        _routes = new(_services);
        _routes.MapTile();
        _routes.MapPartialRead();
    }

    /// <summary>Reads the header of the file. It stays in memory: a call that follows does not read it again.</summary>
    /// <param name="log">Where reads are written down.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="CommandException">It is no sound TIFF.</exception>
    /// <exception cref="CogException">It cannot be read.</exception>
    public Task<CogHeader> ReadHeaderAsync(RequestLog log, CancellationToken cancellationToken) =>
        NameFileAsync(() =>
            _services
                .GetRequiredService<FileOpener>()
                .UseAsync(
                    _services.GetRequiredService<SourceResolver>().Locate(_file.Url),
                    log,
                    file => Task.FromResult(file.Header),
                    cancellationToken
                )
        );

    /// <summary>Calls an endpoint.</summary>
    /// <param name="call">Which, and with what.</param>
    /// <param name="log">Where reads are written down.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CommandException">The file is no sound TIFF.</exception>
    /// <exception cref="CogException">The file cannot be read.</exception>
    /// <exception cref="BadHttpRequestException">What is asked for makes no sense, or is not there.</exception>
    public async Task<ApiAnswer> SendAsync(ApiCall call, RequestLog log, CancellationToken cancellationToken)
    {
        var body = new KeptBody();
        var context = new DefaultHttpContext { RequestServices = _services, RequestAborted = cancellationToken };
        context.Features.Set(log);
        context.Response.Body = body;

        HttpRequest request = context.Request;
        request.Method = call.Method;
        request.Scheme = "http";
        request.Host = new("localhost");
        request.Path = call.Path;
        request.Query = new QueryCollection(
            call.Query.GroupBy(p => p.Key, p => p.Value).ToDictionary(g => g.Key, g => new StringValues([.. g]))
        );
        if (HttpMethods.IsPost(call.Method))
        {
            request.Body = new MemoryStream(call.Body.ToArray());
            request.ContentLength = call.Body.Length;
            request.ContentType = "application/geo+json";
        }

        await NameFileAsync(async () =>
        {
            await _routes.RunAsync(context);
            return context.Response;
        });
        return context.Response.StatusCode == StatusCodes.Status200OK
            ? new(body.Bytes, context.Response.ContentType ?? "", context.Response.Headers)
            : throw new InvalidOperationException($"{call.Method} {call.Path}: {context.Response.StatusCode}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();

    private async Task<T> NameFileAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidTiffException error)
        {
            throw new CommandException($"{_file.Name} cannot be read: {error.Message}", error);
        }
    }
}
