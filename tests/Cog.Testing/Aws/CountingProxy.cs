using System.Net.Sockets;

namespace Cog.Testing.Aws;

/// <summary>
/// Stands before an HTTP service and passes every byte on unchanged, so that signatures stay right; every request is recorded.
/// </summary>
/// <remarks>For GETs above all: what a client costs is counted here, not believed.</remarks>
internal sealed class CountingProxy(Uri service) : LoopbackServer
{
    private readonly Lock _gate = new();
    private readonly List<(HttpMessage Request, HttpMessage BufferedResponse)> _exchanges = [];

    /// <summary>
    /// Requests with their answers so far, in the order in which they were answered: one that its client has seen is here.
    /// </summary>
    public IReadOnlyList<(HttpMessage Request, HttpMessage BufferedResponse)> Exchanges
    {
        get
        {
            lock (_gate)
            {
                return [.. _exchanges];
            }
        }
    }

    /// <summary>Requests of one method.</summary>
    public int Count(string method) => Exchanges.Count(e => e.Request.Method == method);

    /// <summary>Bytes of answers' bodies.</summary>
    public long ByteCount => Exchanges.Sum(e => (long)e.BufferedResponse.Body.Length);

    /// <summary>Forgets the requests so far.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _exchanges.Clear();
        }
    }

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        await using var client = new NetworkStream(socket);
        using var behind = new TcpClient { NoDelay = true };
        await behind.ConnectAsync(service.Host, service.Port, cancellationToken);
        await using NetworkStream server = behind.GetStream();
        while (await HttpMessage.ReadAsync(client, isBodyless: false, cancellationToken) is { } request)
        {
            await server.WriteAsync(request.Raw, cancellationToken);
            HttpMessage? answer;
            do
            {
                answer = await HttpMessage.ReadAsync(server, request.Method == "HEAD", cancellationToken);
                if (answer is null)
                {
                    return;
                }

                if (answer.Status >= 200)
                {
                    lock (_gate)
                    {
                        _exchanges.Add((request, answer));
                    }
                }

                await client.WriteAsync(answer.Raw, cancellationToken);
            } while (answer.Status < 200);

            if (answer.Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true)
            {
                return;
            }
        }
    }
}
