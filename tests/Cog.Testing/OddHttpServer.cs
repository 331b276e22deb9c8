using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Cog.Testing;

/// <summary>One request to an <see cref="OddHttpServer"/>.</summary>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Number">Counted from 1 for each first segment of the path.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="From">First byte asked for.</param>
/// <param name="Body">The bytes asked for.</param>
/// <param name="Total">Bytes of the object.</param>
internal sealed record OddRequest(string Target, int Number, IReadOnlyDictionary<string, string> Headers, long From, byte[] Body, int Total)
{
    /// <summary>Of the right answer, without its line end.</summary>
    public string ContentRange => $"Content-Range: bytes {From}-{From + Body.Length - 1}/{Total}";
}

/// <summary>
/// One object behind HTTP/1.1 on the loopback interface, many requests a connection, whose every answer's head is the test's own.
/// </summary>
/// <remarks>
/// An answer is a status and header lines, parted by \n; Content-Length is added, and the bytes asked for when the status is 200 or 206, or
/// all of the object when it is "200 OK" alone. No answer, an empty one, breaks the connection.
/// </remarks>
internal sealed class OddHttpServer : IAsyncDisposable
{
    private readonly byte[] _object;
    private readonly Func<OddRequest, string> _answer;
    private readonly LoopbackListener _listener;
    private readonly ConcurrentDictionary<string, int> _numbers = new();
    private readonly ConcurrentQueue<OddRequest> _requests = new();

    public OddHttpServer(byte[] content, Func<OddRequest, string> answer)
    {
        (_object, _answer) = (content, answer);
        _listener = new(ServeAsync);
        Uri = new($"http://127.0.0.1:{_listener.Port}/");
    }

    public Uri Uri { get; }

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<OddRequest> Requests => [.. _requests];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Socket socket)
    {
        var read = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (true)
        {
            int end;
            while ((end = read.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            {
                int length = await socket.ReceiveAsync(buffer, _listener.Stopping);
                if (length == 0)
                {
                    return;
                }

                read.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }

            string head = read.ToString(0, end);
            read.Remove(0, end + 4);
            await RespondAsync(socket, head.Split("\r\n"));
        }
    }

    private async Task RespondAsync(Socket socket, string[] lines)
    {
        string target = lines[0].Split(' ')[1];
        Dictionary<string, string> headers = lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(p => p[0].ToLowerInvariant(), p => p[1]);
        string[] ends = headers["range"]["bytes=".Length..].Split('-');
        long from = Math.Min(long.Parse(ends[0], CultureInfo.InvariantCulture), _object.Length),
            to = Math.Min(long.Parse(ends[1], CultureInfo.InvariantCulture), _object.Length - 1);
        var request = new OddRequest(
            target,
            _numbers.AddOrUpdate(target.Split('/')[1], 1, (_, n) => n + 1),
            headers,
            from,
            _object[(int)from..(int)(to + 1)],
            _object.Length
        );
        _requests.Enqueue(request);
        string answer = _answer(request);
        if (answer.Length == 0)
        {
            socket.Shutdown(SocketShutdown.Both);
            return;
        }

        byte[] body =
            answer == "200 OK" ? _object
            : answer.StartsWith('2') ? request.Body
            : [];
        string head = $"HTTP/1.1 {answer.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\nContent-Length: {body.Length}\r\n\r\n";
        await socket.SendAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. body], _listener.Stopping);
    }
}
