using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cog.Hosting.Lambda;

/// <summary>One HTTP/1.1 connection to the Runtime API: a request out, an answer back, kept open between them (RFC 9112).</summary>
/// <remarks>
/// A raw socket instead of HttpClient: the Runtime API is plain HTTP on the loopback interface, and HttpClient alone would be half of a
/// cold start.
/// Not safe for concurrent calls; each invocation loop has its own.
/// </remarks>
internal sealed class RuntimeConnection(string host, int port) : IDisposable
{
    private const int MaxHeaderBytes = 64 << 10;

    /// <summary>Events are 6 MB at most (1 MB when asynchronous); twice that leaves room for escapes.</summary>
    private const int MaxBodyBytes = 16 << 20;

    private readonly byte[] _buffer = new byte[MaxHeaderBytes];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads its answer. A connection that the other side closed while idle is opened again, once.</summary>
    /// <param name="head">Request line and headers, up to and including the blank line.</param>
    /// <param name="body">Follows the head as it is.</param>
    /// <param name="cancellationToken">Abandons the exchange and the connection.</param>
    /// <exception cref="IOException">The Runtime API cannot be reached, or does not speak HTTP/1.1.</exception>
    public async Task<RuntimeResponse> ExchangeAsync(
        ReadOnlyMemory<byte> head,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        bool reused = _socket is not null;
        try
        {
            await SendAsync(head, body, cancellationToken);
            return await ReceiveAsync(cancellationToken);
        }
        catch (Exception e) when (reused && e is SocketException or EndOfStreamException)
        {
            Close();
            await SendAsync(head, body, cancellationToken);
            return await ReceiveAsync(cancellationToken);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Sends a head and what <paramref name="writeBody"/> writes, then reads the answer.</summary>
    public async Task<RuntimeResponse> ExchangeAsync(
        ReadOnlyMemory<byte> head,
        Func<Socket, CancellationToken, Task> writeBody,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Socket socket = await ConnectAsync(cancellationToken);
            await SendAllAsync(socket, head, cancellationToken);
            await writeBody(socket, cancellationToken);
            return await ReceiveAsync(cancellationToken);
        }
        catch
        {
            Close();
            throw;
        }
    }

    internal static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await socket.SendAsync(bytes, SocketFlags.None, cancellationToken);
            bytes = bytes[sent..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _start = _end = 0;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Socket socket = await ConnectAsync(cancellationToken);
        await SendAllAsync(socket, head, cancellationToken);
        await SendAllAsync(socket, body, cancellationToken);
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_socket is { } open)
        {
            return open;
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                await socket.ConnectAsync(address, port, cancellationToken);
            }
            else
            {
                await socket.ConnectAsync(host, port, cancellationToken);
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return _socket = socket;
    }

    private async Task<RuntimeResponse> ReceiveAsync(CancellationToken cancellationToken)
    {
        int headEnd;
        while ((headEnd = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
            {
                throw new IOException($"The Runtime API sent a header of more than {MaxHeaderBytes} bytes.");
            }

            await FillAsync(cancellationToken);
        }

        RuntimeResponse head = ParseHead(_buffer.AsSpan(_start, headEnd));
        _start += headEnd + 4;

        byte[] body =
            head.Header("Transfer-Encoding") is { } coding && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase)
                ? await ReadChunkedAsync(cancellationToken)
                : await ReadCountedAsync(head, cancellationToken);

        if (string.Equals(head.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase))
        {
            Close();
        }

        return head with
        {
            Body = body,
        };
    }

    private static RuntimeResponse ParseHead(ReadOnlySpan<byte> head)
    {
        string[] lines = Encoding.Latin1.GetString(head).Split("\r\n");
        if (
            !lines[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            || lines[0].Length < 12
            || !int.TryParse(lines[0].AsSpan(9, 3), out int status)
        )
        {
            throw new IOException($"The Runtime API answered '{lines[0]}', not an HTTP/1.1 status line.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        return new(status, headers, []);
    }

    private async Task<byte[]> ReadCountedAsync(RuntimeResponse head, CancellationToken cancellationToken)
    {
        if (head.Status is 204 or 304 || head.Header("Content-Length") is not { } text)
        {
            return [];
        }

        if (!int.TryParse(text, out int length) || length is < 0 or > MaxBodyBytes)
        {
            throw new IOException($"The Runtime API announced a body of '{text}' bytes; at most {MaxBodyBytes} are taken.");
        }

        byte[] body = new byte[length];
        await ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    // RFC 9112 section 7.1: size in hexadecimal, extensions after ';', a chunk of 0 and trailers at the end.
    private async Task<byte[]> ReadChunkedAsync(CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            byte[] line = await ReadLineAsync(cancellationToken);
            if (
                !Utf8Parser.TryParse(line, out int size, out int digits, 'x')
                || digits == 0
                || size < 0
                || body.WrittenCount + (long)size > MaxBodyBytes
            )
            {
                throw new IOException($"The Runtime API sent the chunk size '{Encoding.Latin1.GetString(line)}'.");
            }

            if (size == 0)
            {
                while ((await ReadLineAsync(cancellationToken)).Length > 0)
                {
                    // A trailer.
                }

                return body.WrittenSpan.ToArray();
            }

            await ReadExactlyAsync(body.GetMemory(size)[..size], cancellationToken);
            body.Advance(size);
            _ = await ReadLineAsync(cancellationToken);
        }
    }

    private async Task<byte[]> ReadLineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            if (_end - _start > 1024)
            {
                throw new IOException("The Runtime API sent a chunk header of more than 1024 bytes.");
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            await FillAsync(cancellationToken);
        }

        byte[] line = _buffer.AsSpan(_start, length).ToArray();
        _start += length + 2;
        return line;
    }

    private async Task ReadExactlyAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int buffered = Math.Min(destination.Length, _end - _start);
        _buffer.AsMemory(_start, buffered).CopyTo(destination);
        _start += buffered;
        destination = destination[buffered..];

        while (!destination.IsEmpty)
        {
            int read = await _socket!.ReceiveAsync(destination, SocketFlags.None, cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException($"The Runtime API closed the connection {destination.Length} bytes early.");
            }

            destination = destination[read..];
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        int read = await _socket!.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken);
        if (read == 0)
        {
            throw new EndOfStreamException("The Runtime API closed the connection before it answered.");
        }

        _end += read;
    }
}

/// <summary>An answer of the Runtime API.</summary>
internal sealed record RuntimeResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
