using System.Net.Sockets;
using System.Text;

namespace Cog.Testing.Aws;

/// <summary>Answers like S3 or DynamoDB on a bad day: whatever a test says. One request a connection.</summary>
internal sealed class AwsStub(Func<HttpMessage, StubAnswer> answer) : LoopbackServer
{
    private readonly Lock _gate = new();
    private readonly List<HttpMessage> _requests = [];

    /// <summary>Gives these answers in turn, the last one for ever.</summary>
    public AwsStub(params StubAnswer[] answers)
        : this(InTurn(answers)) { }

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<HttpMessage> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket);
        if (await HttpMessage.ReadAsync(stream, isBodyless: false, cancellationToken) is not { } request)
        {
            return;
        }

        lock (_gate)
        {
            _requests.Add(request);
        }

        StubAnswer given = answer(request);
        await Task.Delay(given.Delay, cancellationToken);
        if (given.Status == 0)
        {
            socket.LingerState = new(true, 0); // Closing sends RST.
            return;
        }

        string head =
            $"HTTP/1.1 {given.Status} Stub\r\nConnection: close\r\nContent-Length: "
            + $"{given.Body.Length + given.MissingBytes}\r\n{given.Headers}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        await stream.WriteAsync(given.Body, cancellationToken);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static Func<HttpMessage, StubAnswer> InTurn(StubAnswer[] answers)
    {
        int next = -1;
        return _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
    }
}
