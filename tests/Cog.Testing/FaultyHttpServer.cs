using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Cog.Testing;

/// <summary>
/// One object behind HTTP on the loopback interface, served by ranges; each request in turn may be answered with a fault instead.
/// </summary>
/// <remarks>Speaks HTTP/1.1, one request a connection, on a bare socket, so that it can do what no honest server does.</remarks>
internal sealed class FaultyHttpServer : IAsyncDisposable
{
    private readonly byte[] _object;
    private readonly LoopbackListener _listener;
    private readonly Queue<Fault> _faults;
    private readonly List<string> _requests = [];
    private readonly Lock _gate = new();

    /// <summary>Starts to listen.</summary>
    /// <param name="content">The object.</param>
    /// <param name="faults">What to do to the first requests, one after the other; the rest is served well.</param>
    public FaultyHttpServer(byte[] content, params Fault[] faults)
    {
        _object = content;
        _faults = new(faults);
        _listener = new(ServeAsync);
        Uri = new($"http://127.0.0.1:{_listener.Port}/object.tif");
    }

    public Uri Uri { get; }

    /// <summary>The object's version; null to state none.</summary>
    public string? ETag { get; set; } = "\"v1\"";

    /// <summary>A Last-Modified header; null for none.</summary>
    public string? LastModified { get; set; }

    /// <summary>The head of every request so far.</summary>
    public IReadOnlyList<string> Requests
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
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Socket socket)
    {
        string request = await ReadHeadAsync(socket);
        Fault fault;
        lock (_gate)
        {
            _requests.Add(request);
            fault = _faults.Count > 0 ? _faults.Dequeue() : Fault.None;
        }

        await RespondAsync(socket, request, fault);
    }

    private async Task<string> ReadHeadAsync(Socket socket)
    {
        var head = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await socket.ReceiveAsync(buffer, _listener.Stopping);
            if (read == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }

    private async Task RespondAsync(Socket socket, string request, Fault fault)
    {
        (long from, long to) = RangeOf(request);
        byte[] part = from < _object.Length ? _object[(int)from..(int)Math.Min(to + 1, _object.Length)] : [];
        string contentRange = $"Content-Range: bytes {from}-{from + part.Length - 1}/{_object.Length}\r\n";
        switch (fault)
        {
            case Fault.Reset:
                socket.LingerState = new(true, 0); // Closing sends RST.
                return;
            case Fault.Silence:
                await Task.Delay(Timeout.Infinite, _listener.Stopping);
                return;
            case Fault.WholeObject:
                await SendAsync(socket, "200 OK", "Content-Type: image/tiff\r\n", _object.Length, _object);
                return;
            case Fault.WholeHugeObject:
                await SendAsync(socket, "200 OK", "Content-Type: text/html\r\n", 1L << 40, _object);
                await Task.Delay(Timeout.Infinite, _listener.Stopping); // Whoever waits for the body waits for ever.
                return;
            case Fault.WholeObjectOfUnknownLength:
                await SendAsync(socket, "200 OK", "", null, _object);
                return;
            case Fault.WrongStart:
                await SendAsync(
                    socket,
                    "206 Partial Content",
                    $"Content-Range: bytes {from + 1}-{from + part.Length}/{_object.Length + 1}\r\n",
                    part.Length,
                    part
                );
                return;
            case Fault.WrongLength:
                await SendAsync(
                    socket,
                    "206 Partial Content",
                    $"Content-Range: bytes {from}-{from + part.Length - 2}/{_object.Length}\r\n",
                    part.Length - 1,
                    part[..^1]
                );
                return;
            case Fault.NoContentRange:
                await SendAsync(socket, "206 Partial Content", "", part.Length, part);
                return;
            case Fault.ShortBody:
                await SendAsync(socket, "206 Partial Content", contentRange, part.Length, part[..(part.Length / 2)]);
                return;
            case Fault.ShortChunkedBody:
                await SendAsync(socket, "206 Partial Content", contentRange, null, part[..(part.Length / 2)]);
                return;
            case Fault.Gzip:
                await SendAsync(socket, "206 Partial Content", contentRange + "Content-Encoding: gzip\r\n", part.Length, part);
                return;
            case >= Fault.Status400:
                await SendAsync(socket, $"{(int)fault} Fault", fault == Fault.Status429 ? "Retry-After: 0\r\n" : "", 0, []);
                return;
        }

        if (ETag is not null && IfMatchOf(request) is { } expected && expected != ETag)
        {
            await SendAsync(socket, "412 Precondition Failed", "", 0, []);
        }
        else if (part.Length == 0)
        {
            await SendAsync(socket, "416 Range Not Satisfiable", $"Content-Range: bytes */{_object.Length}\r\n", 0, []);
        }
        else
        {
            await SendAsync(socket, "206 Partial Content", contentRange, part.Length, part);
        }
    }

    private async Task SendAsync(Socket socket, string status, string headers, long? length, byte[] body)
    {
        string head =
            $"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}"
            + (ETag is null ? "" : $"ETag: {ETag}\r\n")
            + (LastModified is null ? "" : $"Last-Modified: {LastModified}\r\n")
            + (length is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n"))
            + "\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), _listener.Stopping);
        await socket.SendAsync(body, _listener.Stopping);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static (long From, long To) RangeOf(string request)
    {
        string[] ends = HeaderOf(request, "Range: bytes=")!.Split('-');
        return (long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    private static string? IfMatchOf(string request) => HeaderOf(request, "If-Match: ");

    private static string? HeaderOf(string request, string start) =>
        request.Split("\r\n").FirstOrDefault(l => l.StartsWith(start, StringComparison.OrdinalIgnoreCase))?[start.Length..];
}
