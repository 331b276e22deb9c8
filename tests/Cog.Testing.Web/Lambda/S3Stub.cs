using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cog.Testing.Web.Lambda;

/// <summary>
/// A few objects behind S3's ranged GET, addressed by path; signatures are not looked at. The real thing is tested in Aws/.
/// </summary>
internal sealed class S3Stub : IAsyncDisposable
{
    /// <summary>Of every object: the one that the events of events/ name.</summary>
    private const string Version = "\"0123456789abcdef0123456789abcdef\"";

    private readonly ConcurrentDictionary<string, byte[]> _objects = new();
    private readonly ConcurrentDictionary<string, string> _types = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private TestServer? _server;

    /// <summary>AWS_ENDPOINT_URL_S3.</summary>
    public Uri Endpoint => _server?.Client.BaseAddress ?? throw new InvalidOperationException();

    /// <summary>Every request as <c>METHOD /bucket/key range</c>.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<S3Stub> StartAsync()
    {
        var stub = new S3Stub();
        stub._server = await TestServer.StartAsync(stub.RespondAsync);
        return stub;
    }

    public void Put(string bucket, string key, byte[] bytes) => _objects[$"/{bucket}/{key}"] = bytes;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task TakeAsync(HttpContext context, string path)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _objects[path] = body.ToArray();
        _types[path] = context.Request.ContentType ?? "";
        context.Response.Headers.ETag = Version;
    }

    private Task RespondAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        _requests.Enqueue($"{context.Request.Method} {path} {context.Request.Headers.Range}");
        if (HttpMethods.IsPut(context.Request.Method))
        {
            return TakeAsync(context, path);
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        if (!_objects.TryGetValue(path, out byte[]? bytes))
        {
            return Results
                .Content(
                    "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
                    "application/xml",
                    statusCode: 404
                )
                .ExecuteAsync(context);
        }

        return Results
            .Bytes(
                bytes,
                _types.GetValueOrDefault(path, "image/tiff"),
                entityTag: new EntityTagHeaderValue(Version),
                enableRangeProcessing: true
            )
            .ExecuteAsync(context);
    }
}
