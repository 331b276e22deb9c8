using System.Buffers;
using System.Text;

namespace Cog.Sources.Http;

/// <summary>
/// A connection whose first answer's head is passed on without the lines that are not header fields (RFC 9112 section 5).
/// </summary>
/// <remarks>
/// The client refuses a whole answer for a line such as <c>X Bad Header: yes</c>; everybody else's skips it. A server that sends one is
/// made to close: the answer says so by a line more, since further answers of the connection are not looked at.
/// </remarks>
internal sealed class LenientHeadStream(Stream inner) : Stream
{
    private const int MaxHeadBytes = 65_536; // The client's own limit.
    private const string Protocol = "HTTP/";

    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private ReadOnlyMemory<byte> _pending;
    private bool _isPast;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return _pending.IsEmpty ? await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : 0; // Waits for bytes.
        }

        while (!_isPast && _pending.IsEmpty)
        {
            await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_pending.IsEmpty)
        {
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        int length = Math.Min(buffer.Length, _pending.Length);
        _pending[..length].CopyTo(buffer);
        _pending = _pending[length..];
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("This connection is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// A head without the lines that are none of a head, the protocol's name as RFC 9112 section 2.3 has it; the same bytes when nothing is
    /// to be done.
    /// </summary>
    /// <param name="head">Status line and fields, the empty line at the end included.</param>
    internal static byte[] Clean(byte[] head)
    {
        string[] lines = Encoding.Latin1.GetString(head).Split('\n');
        bool isLower =
            lines[0].StartsWith(Protocol, StringComparison.OrdinalIgnoreCase) && !lines[0].StartsWith(Protocol, StringComparison.Ordinal);
        List<string> kept = [isLower ? string.Concat(Protocol, lines[0].AsSpan(Protocol.Length)) : lines[0]];
        bool isKept = true;
        foreach (string line in lines[1..^2])
        {
            isKept = line.StartsWith(' ') || line.StartsWith('\t') ? isKept : IsField(line); // A folded line goes with the one before it.
            if (isKept)
            {
                kept.Add(line);
            }
        }

        return kept.Count == lines.Length - 2 && !isLower
            ? head
            : Encoding.Latin1.GetBytes($"{string.Join('\n', kept)}\nConnection: close\r\n\r\n");
    }

    private static bool IsField(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon
        && line.AsSpan(0, colon).TrimEnd(" \t") is { IsEmpty: false } name
        && !name.ContainsAnyExcept(s_token);

    // Of interim answers (1xx), too, which come before the one that was asked for.
    private async Task ReadHeadAsync(CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        byte[] buffer = new byte[4096];
        while (true)
        {
            int length = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            int before = (int)Math.Max(0, read.Length - 3);
            read.Write(buffer, 0, length);
            byte[] all = read.GetBuffer();
            int end = EndOfHead(all.AsSpan(before, (int)read.Length - before));
            if (end > 0)
            {
                end += before;
                byte[] head = Clean(all[..end]);
                _isPast = !Encoding.Latin1.GetString(head, 0, Math.Min(10, head.Length)).EndsWith(" 1", StringComparison.Ordinal);
                _pending = (byte[])[.. head, .. all.AsSpan(end, (int)read.Length - end)];
                _isPast |= read.Length > end; // What follows an interim answer in the same packet is passed as it is.
                return;
            }

            if (length == 0 || read.Length > MaxHeadBytes)
            {
                _isPast = true;
                _pending = read.ToArray();
                return;
            }
        }
    }

    private static int EndOfHead(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\n\r\n"u8) is >= 0 and int crlf ? crlf + 3
        : bytes.IndexOf("\n\n"u8) is >= 0 and int lf ? lf + 2
        : 0;
}
