using System.Buffers;
using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Codecs.Jpeg;

/// <summary>
/// Entropy-coded data without byte stuffing: one restart interval at a time, followed by zeros that may be read but not used.
/// </summary>
internal sealed class EntropyBuffer
{
    private byte[] _bytes = [];

    /// <summary>Copies the entropy-coded data that starts at the reader's position and ends at a marker or with the stream.</summary>
    /// <remarks>T.81 section B.1.1.5: FF 00 stands for FF; FF before FF is fill.</remarks>
    public BitReader Load(ref SegmentReader segments)
    {
        ReadOnlySpan<byte> source = segments.Data[segments.Position..];
        if (_bytes.Length < source.Length + BitReader.Padding)
        {
            Release();
            _bytes = ArrayPool<byte>.Shared.Rent(source.Length + BitReader.Padding);
        }

        Span<byte> destination = _bytes;
        int read = 0;
        int written = 0;
        while (read < source.Length)
        {
            int run = source[read..].IndexOf((byte)0xFF);
            if (run < 0)
            {
                run = source.Length - read;
            }

            source.Slice(read, run).CopyTo(destination[written..]);
            read += run;
            written += run;

            int code = read;
            while (code < source.Length && source[code] == 0xFF)
            {
                code++;
            }

            if (code == source.Length || source[code] != 0)
            {
                break; // A marker, or the end of the stream.
            }

            destination[written++] = 0xFF;
            read = code + 1;
        }

        segments.Position += read;
        destination.Slice(written, BitReader.Padding).Clear();
        return new(destination[..(written + BitReader.Padding)]);
    }

    /// <summary>Moves past the restart marker that must be next, and loads the interval behind it (T.81 section E.2.4).</summary>
    /// <param name="segments">The stream.</param>
    /// <param name="number">How many restarts came before in this scan.</param>
    public BitReader LoadAfterRestart(ref SegmentReader segments, int number)
    {
        int expected = JpegMarker.FirstRestart + (number & 7);
        if (!segments.TryReadMarker(out byte marker) || marker != expected)
        {
            throw new InvalidTiffException($"JPEG data goes on with marker FF {marker:X2}; restart marker FF {expected:X2} is due.");
        }

        return Load(ref segments);
    }

    /// <summary>Gives the memory back; the next <see cref="Load"/> rents again.</summary>
    public void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }
}
