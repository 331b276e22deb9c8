using System.Net;
using System.Net.Sockets;

namespace Cog.Testing;

/// <summary>Accepts TCP connections on the loopback interface; what is said on each is the server's own.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Socket, Task> _serveAsync;
    private readonly Task _loop;

    /// <summary>Starts to listen.</summary>
    /// <param name="serveAsync">Serves one connection, which is closed behind it.</param>
    public LoopbackListener(Func<Socket, Task> serveAsync)
    {
        _serveAsync = serveAsync;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _loop = AcceptAsync();
    }

    /// <summary>The free port that was found.</summary>
    public int Port { get; }

    /// <summary>Ends with the listener.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped, while it waited or between two connections: then it does not listen (InvalidOperationException).
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await _serveAsync(socket);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                // The client went away, which is its right.
            }
        }
    }
}
