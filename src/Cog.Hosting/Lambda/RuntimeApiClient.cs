using System.Net.Sockets;
using System.Text;

namespace Cog.Hosting.Lambda;

/// <summary>The Lambda Runtime API, version 2018-06-01: take an event, post its one answer.</summary>
/// <remarks>One for each invocation loop; not safe for concurrent calls.</remarks>
internal sealed class RuntimeApiClient : IDisposable
{
    /// <summary>Bytes of JSON that a buffered answer may have. A longer one gets 413, and ends the invocation.</summary>
    public const int MaxResponseBytes = 6_291_556;

    private readonly RuntimeConnection _connection;
    private readonly string _authority;
    private readonly string _basePath;

    /// <param name="endpoint"><c>AWS_LAMBDA_RUNTIME_API</c>: host:port, and a path of its own under the .NET Lambda test tool.</param>
    /// <exception cref="FormatException">The text is not such an address.</exception>
    public RuntimeApiClient(string endpoint)
    {
        if (!Uri.TryCreate($"http://{endpoint}", UriKind.Absolute, out Uri? uri))
        {
            throw new FormatException($"AWS_LAMBDA_RUNTIME_API is '{endpoint}'; expected host:port.");
        }

        _connection = new(uri.IdnHost, uri.Port);
        _authority = uri.Authority;
        _basePath = $"{uri.AbsolutePath.TrimEnd('/')}/2018-06-01/runtime";
    }

    /// <summary>Waits for the next event, without a time-out: the sandbox may be frozen here for hours.</summary>
    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        RuntimeResponse answer = await _connection.ExchangeAsync(
            Head("GET", "/invocation/next", []),
            ReadOnlyMemory<byte>.Empty,
            cancellationToken
        );
        if (answer.Status != 200 || answer.Header("Lambda-Runtime-Aws-Request-Id") is not { Length: > 0 } id)
        {
            throw new IOException($"The Runtime API answered {answer.Status} to 'next', or gave no request id.");
        }

        DateTimeOffset? deadline = long.TryParse(
            answer.Header("Lambda-Runtime-Deadline-Ms"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long milliseconds
        )
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253_402_300_799_000))
            : null;
        return new(id, deadline, answer.Header("Lambda-Runtime-Trace-Id"), answer.Body);
    }

    /// <summary>Posts the answer, whole.</summary>
    public Task PostResponseAsync(string id, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        PostAsync($"/invocation/{id}/response", ["Content-Type: application/json"], json, cancellationToken);

    /// <summary>
    /// Posts an answer piece by piece: the prelude, eight NUL bytes, the body; for Function URLs and REST APIs that stream.
    /// </summary>
    /// <param name="id">The invocation.</param>
    /// <param name="prelude">JSON with statusCode, headers and cookies.</param>
    /// <param name="body">The body, up to 200 MB.</param>
    /// <param name="cancellationToken">Abandons the answer.</param>
    public async Task PostStreamAsync(
        string id,
        ReadOnlyMemory<byte> prelude,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        const int ChunkBytes = 64 << 10;
        byte[] head = Head(
            "POST",
            $"/invocation/{id}/response",
            [
                "Content-Type: application/vnd.awslambda.http-integration-response",
                "Lambda-Runtime-Function-Response-Mode: streaming",
                "Transfer-Encoding: chunked",
                "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
            ]
        );

        RuntimeResponse answer = await _connection.ExchangeAsync(
            head,
            async (socket, token) =>
            {
                await SendChunkAsync(socket, prelude, token);
                await SendChunkAsync(socket, new byte[8], token);
                for (ReadOnlyMemory<byte> rest = body; !rest.IsEmpty; rest = rest[Math.Min(ChunkBytes, rest.Length)..])
                {
                    await SendChunkAsync(socket, rest[..Math.Min(ChunkBytes, rest.Length)], token);
                }

                await RuntimeConnection.SendAllAsync(socket, "0\r\n\r\n"u8.ToArray(), token);
            },
            cancellationToken
        );
        Check(answer, "response");
    }

    /// <summary>Says that the invocation failed, so that an asynchronous event is tried again.</summary>
    /// <param name="id">The invocation.</param>
    /// <param name="type">A word for the kind of failure.</param>
    /// <param name="message">What failed.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <param name="report">JSON that is handed on with the error, for a destination of failures; empty for none.</param>
    public Task PostErrorAsync(
        string id,
        string type,
        string message,
        CancellationToken cancellationToken,
        ReadOnlyMemory<byte> report = default
    ) => PostErrorToAsync($"/invocation/{id}/error", type, message, report, cancellationToken);

    /// <summary>Says that the function could not start.</summary>
    public Task PostInitErrorAsync(string type, string message, CancellationToken cancellationToken) =>
        PostErrorToAsync("/init/error", type, message, default, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static async Task SendChunkAsync(Socket socket, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        await RuntimeConnection.SendAllAsync(
            socket,
            Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"),
            cancellationToken
        );
        await RuntimeConnection.SendAllAsync(socket, chunk, cancellationToken);
        await RuntimeConnection.SendAllAsync(socket, "\r\n"u8.ToArray(), cancellationToken);
    }

    private Task PostErrorToAsync(
        string path,
        string type,
        string message,
        ReadOnlyMemory<byte> report,
        CancellationToken cancellationToken
    )
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("errorMessage", message);
            writer.WriteString("errorType", type);
            writer.WriteStartArray("stackTrace");
            writer.WriteEndArray();
            if (!report.IsEmpty)
            {
                writer.WritePropertyName("report");
                writer.WriteRawValue(report.Span);
            }

            writer.WriteEndObject();
        }

        string[] headers = ["Content-Type: application/vnd.aws.lambda.error+json", $"Lambda-Runtime-Function-Error-Type: {type}"];
        return PostAsync(path, headers, json.ToArray(), cancellationToken);
    }

    private async Task PostAsync(string path, string[] headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        byte[] head = Head("POST", path, [.. headers, $"Content-Length: {body.Length}"]);
        Check(await _connection.ExchangeAsync(head, body, cancellationToken), path);
    }

    // 403: this id has its answer already (a post whose connection broke and that was sent again). The invocation is over either way.
    private static void Check(RuntimeResponse answer, string what)
    {
        if (answer.Status is not (>= 200 and < 300 or 403))
        {
            throw new IOException($"The Runtime API answered {answer.Status} to '{what}': {Encoding.UTF8.GetString(answer.Body)}");
        }
    }

    private byte[] Head(string method, string path, string[] headers)
    {
        var text = new StringBuilder($"{method} {_basePath}{path} HTTP/1.1\r\nHost: {_authority}\r\nUser-Agent: cog-functions\r\n");
        foreach (string header in headers)
        {
            text.Append(header).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }
}

/// <summary>One event to answer.</summary>
/// <param name="Id">Any text; names the invocation to the Runtime API and in logs.</param>
/// <param name="Deadline">When Lambda kills the sandbox; null when it does not say.</param>
/// <param name="TraceId">X-Ray's header; may be absent.</param>
/// <param name="Event">The event, JSON in UTF-8.</param>
internal sealed record Invocation(string Id, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
