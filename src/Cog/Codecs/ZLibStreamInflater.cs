using System.IO.Compression;
using Cog.Tiff;

namespace Cog.Codecs;

/// <summary>
/// Inflates through the public API, for a runtime whose zlib <see cref="ZlibInflater"/> cannot reach: the same results, more copies, but a
/// checksum that is cut off is not missed.
/// </summary>
internal static class ZLibStreamInflater
{
    /// <inheritdoc cref="DeflateCodec.Inflate(ReadOnlySpan{byte}, Span{byte}, Interruption)"/>
    public static unsafe int Inflate(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption, out InflateEnd end)
    {
        end = InflateEnd.OfSource;
        if (source.IsEmpty)
        {
            return 0; // An empty span has no pointer.
        }

        int written = 0;

        // Unsafe, because the only stream over a span is one over a pointer; it does not outlive the block.
        fixed (byte* input = source)
        {
            using var compressed = new AskingStream(input, source.Length, interruption);
            using var stream = new ZLibStream(compressed, CompressionMode.Decompress);
            try
            {
                while (written < destination.Length && stream.Read(NextPart(destination[written..], interruption)) is > 0 and int read)
                {
                    written += read;
                }

                end = written == destination.Length ? EndOf(stream) : InflateEnd.OfStream;
                return written;
            }
            catch (Exception e) when (e is InvalidDataException or IOException) // An IOException is zlib asking for a preset dictionary.
            {
                throw new InvalidTiffException($"Malformed Deflate data after {written} of {destination.Length} bytes: {e.Message}", e);
            }
        }
    }

    private static Span<byte> NextPart(Span<byte> destination, Interruption interruption)
    {
        interruption.ThrowIfRequested();
        return destination[..Math.Min(destination.Length, Interruption.Interval)];
    }

    // Of a stream whose samples are all there: one byte more is asked for.
    private static InflateEnd EndOf(ZLibStream stream)
    {
        try
        {
            Span<byte> more = stackalloc byte[1];
            return stream.Read(more) > 0 ? InflateEnd.OfBuffer : InflateEnd.OfStream;
        }
        catch (InvalidDataException)
        {
            return InflateEnd.OfSource; // A wrong checksum was found before: zlib reads it with the last samples.
        }
    }

    /// <summary>Asks before each read: input may go on for long without any output.</summary>
    private sealed unsafe class AskingStream(byte* bytes, long length, Interruption interruption) : UnmanagedMemoryStream(bytes, length)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            interruption.ThrowIfRequested();
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            interruption.ThrowIfRequested();
            return base.Read(buffer);
        }
    }
}
