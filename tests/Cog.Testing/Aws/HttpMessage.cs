using System.Globalization;
using System.Text;

namespace Cog.Testing.Aws;

/// <summary>One HTTP/1.1 message: the head as it came, and the body.</summary>
/// <param name="Head">Start line and headers, with the empty line that ends them.</param>
/// <param name="Body">The body, without the marks of a chunked one.</param>
/// <param name="Raw">Head and body as they came.</param>
internal sealed record HttpMessage(string Head, byte[] Body, byte[] Raw)
{
    /// <summary>The words of the start line: method, target, version; or version, status, reason.</summary>
    public string[] StartLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)].Split(' ', 3);

    public string Method => StartLine[0];

    /// <summary>Path and query, as sent.</summary>
    public string Target => StartLine[1];

    public int Status => int.Parse(StartLine[1], CultureInfo.InvariantCulture);

    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) =>
        Head.Split("\r\n")
            .Skip(1)
            .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();

    /// <summary>Reads the next message of a connection.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="isBodyless">True for the answer to a HEAD request.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>Null when the connection ended instead.</returns>
    internal static async Task<HttpMessage?> ReadAsync(Stream stream, bool isBodyless, CancellationToken cancellationToken)
    {
        var raw = new MemoryStream();
        string? head = await ReadUntilAsync(stream, raw, "\r\n\r\n"u8.ToArray(), cancellationToken);
        if (head is null)
        {
            return null;
        }

        var message = new HttpMessage(head, [], []);
        var body = new MemoryStream();
        bool isAnswer = head.StartsWith("HTTP/", StringComparison.Ordinal);
        if (isBodyless || (isAnswer && message.Status is < 200 or 204 or 304))
        {
            // A body may be announced, but none comes.
        }
        else if (message.Header("Content-Length") is { } length)
        {
            await CopyAsync(stream, long.Parse(length, CultureInfo.InvariantCulture), raw, body, cancellationToken);
        }
        else if (message.Header("Transfer-Encoding") == "chunked")
        {
            for (int size = 1; size > 0; )
            {
                string line = await ReadUntilAsync(stream, raw, "\r\n"u8.ToArray(), cancellationToken) ?? throw new EndOfStreamException();
                size = int.Parse(line.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                await CopyAsync(stream, size, raw, body, cancellationToken);
                _ = await ReadUntilAsync(stream, raw, "\r\n"u8.ToArray(), cancellationToken);
            }
        }
        else if (isAnswer)
        {
            await stream.CopyToAsync(body, cancellationToken);
            raw.Write(body.ToArray());
        }

        return message with
        {
            Body = body.ToArray(),
            Raw = raw.ToArray(),
        };
    }

    private static async Task<string?> ReadUntilAsync(Stream stream, MemoryStream raw, byte[] end, CancellationToken cancellationToken)
    {
        var text = new List<byte>();
        byte[] one = new byte[1];
        while (text.Count < end.Length || !text.TakeLast(end.Length).SequenceEqual(end))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            text.Add(one[0]);
        }

        raw.Write([.. text]);
        return Encoding.Latin1.GetString([.. text]);
    }

    private static async Task CopyAsync(
        Stream stream,
        long length,
        MemoryStream raw,
        MemoryStream body,
        CancellationToken cancellationToken
    )
    {
        byte[] part = new byte[length];
        await stream.ReadExactlyAsync(part, cancellationToken);
        raw.Write(part);
        body.Write(part);
    }
}
