using System.Net.Sockets;
using System.Text;

// The least that a native .NET function can be: it takes an event and answers a constant, over a raw socket, and reads of HTTP only what it
// must.
string[] api = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")!.Split(':');
byte[] body = Encoding.ASCII.GetBytes(
    """{"statusCode":200,"headers":{"Content-Type":"text/plain"},"body":"hello","isBase64Encoded":false}"""
);
byte[] next = Encoding.ASCII.GetBytes($"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: {api[0]}\r\n\r\n");
byte[] buffer = new byte[64 << 10];

using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
socket.Connect(api[0], int.Parse(api[1], System.Globalization.CultureInfo.InvariantCulture));
while (true)
{
    socket.Send(next);
    string head = ReadMessage();
    string id = Header(head, "Lambda-Runtime-Aws-Request-Id:")!;
    socket.Send(
        Encoding.ASCII.GetBytes(
            $"POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: {api[0]}\r\nContent-Length: {body.Length}\r\n\r\n"
        )
    );
    socket.Send(body);
    ReadMessage();
}

string ReadMessage()
{
    int length = 0;
    while (true)
    {
        int read = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
        if (read == 0)
        {
            Environment.Exit(0);
        }

        length += read;
        int end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        if (
            end >= 0
            && length - end - 4
                >= int.Parse(
                    Header(Encoding.ASCII.GetString(buffer, 0, end), "Content-Length:") ?? "0",
                    System.Globalization.CultureInfo.InvariantCulture
                )
        )
        {
            return Encoding.ASCII.GetString(buffer, 0, end);
        }
    }
}

static string? Header(string head, string name)
{
    int start = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
    return start < 0 ? null : head[(start + name.Length)..].Split("\r\n", 2)[0].Trim();
}
