using System.IO.Compression;

namespace Cog.Api.Mosaics.Documents;

/// <summary>Text that may be packed as gzip (RFC 1952), and what it may take unpacked.</summary>
internal static class PackedText
{
    /// <summary>The text itself.</summary>
    /// <param name="bytes">As stored: gzip is told by its first two bytes, not by a name.</param>
    /// <param name="maxBytes">Of the text.</param>
    /// <exception cref="LimitExceededException">It is longer.</exception>
    /// <exception cref="FormatException">It is broken off, or no gzip after all.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> bytes, int maxBytes)
    {
        if (!bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return bytes;
        }

        try
        {
            using var packed = new MemoryStream(bytes.ToArray(), writable: false);
            using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
            using var text = new MemoryStream();
            byte[] some = new byte[64 << 10];
            for (int read; (read = unpacking.Read(some)) > 0; )
            {
                if (text.Length + read > maxBytes)
                {
                    throw new LimitExceededException(
                        $"The document has more than {maxBytes} bytes, unpacked; COG_MOSAIC_MAX_BYTES is {maxBytes}."
                    );
                }

                text.Write(some, 0, read);
            }

            return text.GetBuffer().AsMemory(0, (int)text.Length);
        }
        catch (InvalidDataException error)
        {
            throw new FormatException("It begins as gzip does, and cannot be unpacked.", error);
        }
    }
}
