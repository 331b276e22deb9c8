using System.IO.Compression;

namespace Cog.Codecs;

/// <summary>Inflates through the public API, for a runtime whose zlib <see cref="ZlibInflater"/> cannot reach: the same results, more copies.</summary>
internal static class ZLibStreamInflater
{
    /// <inheritdoc cref="DeflateCodec.Inflate"/>
    public static unsafe int Inflate(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
        {
            return 0; // An empty span has no pointer.
        }

        int written = 0;

        // Unsafe, because the only stream over a span is one over a pointer; it does not outlive the block.
        fixed (byte* input = source)
        {
            using var compressed = new UnmanagedMemoryStream(input, source.Length);
            using var stream = new ZLibStream(compressed, CompressionMode.Decompress);
            try
            {
                while (written < destination.Length && stream.Read(destination[written..]) is > 0 and int read)
                {
                    written += read;
                }

                return written;
            }
            catch (Exception e) when (e is InvalidDataException or IOException) // An IOException is zlib asking for a preset dictionary.
            {
                throw new InvalidTiffException($"Malformed Deflate data after {written} of {destination.Length} bytes: {e.Message}", e);
            }
        }
    }
}
