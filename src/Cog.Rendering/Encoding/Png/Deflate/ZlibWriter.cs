using System.Buffers;
using Cog.Codecs.Deflate;

namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>Compresses a zlib stream (RFC 1950, 1951), some rows at a time, in bounded memory.</summary>
internal sealed class ZlibWriter : IDisposable
{
    // What is coded at once has codes of its own: enough that they pay, and that most tiles are two or three.
    private const int Part = 96 << 10;

    private readonly ByteSink _sink;
    private readonly BlockWriter _blocks;
    private readonly MatchFinder _matches;
    private readonly Sequence[] _sequences = ArrayPool<Sequence>.Shared.Rent((Part / 4) + 2);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(MatchFinder.Window + Part);
    private uint _checksum = Adler32.Initial;
    private readonly int _forgetAfter;
    private int _start,
        _end,
        _origin;

    /// <param name="sink">Takes the stream.</param>
    /// <param name="effort">How matches are looked for.</param>
    /// <param name="forgetAfter">Places are counted anew after so many: at most 2^29, or their differences would not be numbers.</param>
    public ZlibWriter(ByteSink sink, MatchEffort effort, int forgetAfter = 1 << 29)
    {
        _forgetAfter = forgetAfter;
        (_sink, _blocks, _matches) = (sink, new BlockWriter(sink), new MatchFinder(effort));
        sink.Write([0x78, 0x5E]); // Deflate, a window of 32 KB, a fast algorithm.
    }

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_end - _start == Part)
            {
                Compress(isLast: false);
            }

            int count = Math.Min(bytes.Length, Part - (_end - _start));
            bytes[..count].CopyTo(_buffer.AsSpan(_end));
            _end += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes what is left, and the checksum.</summary>
    public void Finish()
    {
        Compress(isLast: true);
        _blocks.Finish();
        _sink.WriteBigEndian(_checksum);
    }

    public void Dispose()
    {
        _matches.Dispose();
        ArrayPool<Sequence>.Shared.Return(_sequences);
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Compress(bool isLast)
    {
        ReadOnlySpan<byte> part = _buffer.AsSpan(_start, _end - _start);
        _checksum = Adler32.Append(_checksum, part);
        int count = _matches.Cut(_buffer.AsSpan(0, _end), _start, _origin, _sequences);
        _blocks.Write(part, _sequences.AsSpan(0, count), isLast);

        // The last 32 KB stay: matches may begin there.
        int kept = Math.Min(_end, MatchFinder.Window),
            moved = _end - kept;
        _buffer.AsSpan(moved, kept).CopyTo(_buffer);
        (_start, _end, _origin) = (kept, kept, _origin + moved);
        if (_origin > _forgetAfter)
        {
            _matches.Forget();
            _origin = 0;
        }
    }
}
