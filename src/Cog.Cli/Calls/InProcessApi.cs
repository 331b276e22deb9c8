using Cog.Api;
using Cog.Cli.Progress;
using Cog.Hosting;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Hosting.Sources;
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
    private readonly RequestLog _log = new();
    private readonly ServiceProvider _services;
    private readonly RouteTable _routes;

    private InProcessApi(SourceAddress file, CogOptions options)
    {
        _file = file;
        _services = new ServiceCollection().AddCog(options).BuildServiceProvider();
        _routes = new(_services);
        _routes.MapTile();
        _routes.MapPartialRead();
    }

    /// <summary>Makes one call about a file, and shows how far it is.</summary>
    /// <param name="file">What the call is about.</param>
    /// <param name="isQuiet">Whether nothing is to be seen of it.</param>
    /// <param name="call">Which endpoint, and with what.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CommandException">The file is not a sound TIFF.</exception>
    /// <exception cref="CogException">The file cannot be read.</exception>
    /// <exception cref="BadHttpRequestException">What is asked for makes no sense, or is not there.</exception>
    public static Task<ApiAnswer> CallAsync(SourceAddress file, bool isQuiet, ApiCall call, CancellationToken cancellationToken) =>
        CallAsync(file, isQuiet, _ => Task.FromResult(call), cancellationToken);

    /// <summary>Makes a call that depends on the file: the header may be read for it.</summary>
    /// <inheritdoc cref="CallAsync(SourceAddress, bool, ApiCall, CancellationToken)"/>
    /// <param name="file">What the call is about.</param>
    /// <param name="isQuiet">Whether nothing is to be seen of it.</param>
    /// <param name="prepare">Makes the call.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    public static async Task<ApiAnswer> CallAsync(
        SourceAddress file,
        bool isQuiet,
        Func<InProcessApi, Task<ApiCall>> prepare,
        CancellationToken cancellationToken
    )
    {
        using var api = new InProcessApi(file, CommandSettings.Read());
        return await ProgressLine.RunAsync(api._log.Reads, isQuiet, async () => await api.SendAsync(await prepare(api), cancellationToken));
    }

    /// <summary>Reads the header of the file. It stays in memory: the call that follows does not read it again.</summary>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="CommandException">It is not a sound TIFF.</exception>
    /// <exception cref="CogException">It cannot be read.</exception>
    public Task<CogHeader> ReadHeaderAsync(CancellationToken cancellationToken) =>
        NameFileAsync(() =>
            _services
                .GetRequiredService<FileOpener>()
                .UseAsync(
                    _services.GetRequiredService<SourceResolver>().Locate(_file.Url),
                    _log,
                    file => Task.FromResult(file.Header),
                    cancellationToken
                )
        );

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();

    private async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var body = new KeptBody();
        var context = new DefaultHttpContext { RequestServices = _services, RequestAborted = cancellationToken };
        context.Features.Set(_log);
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
            ? new(body.Bytes, context.Response.ContentType ?? "", context.Response.Headers, _log.Reads)
            : throw new InvalidOperationException($"{call.Method} {call.Path}: {context.Response.StatusCode}.");
    }

    private async Task<T> NameFileAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidTiffException error)
        {
            throw new CommandException($"{_file.Text} cannot be read: {error.Message}", error);
        }
    }
}
