using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Stored;

/// <summary>A block of a WebP TIFF: a file of its own (WebP Container Specification).</summary>
internal static class WebPFile
{
    private const int RiffHeader = 12;
    private const int ChunkHeader = 8;

    /// <summary>Cuts the file out of a block: bytes may follow it.</summary>
    /// <param name="block">As stored.</param>
    /// <param name="size">What it must have.</param>
    /// <returns>
    /// Null unless it is a simple file, lossy or lossless, of that size, without alpha: the extended format may have a colour profile,
    /// transparency or several frames, none of which are samples of the TIFF.
    /// </returns>
    public static byte[]? Cut(ReadOnlySpan<byte> block, RasterSize size)
    {
        if (block.Length < RiffHeader + ChunkHeader + 10 || !block.StartsWith("RIFF"u8) || !block[8..].StartsWith("WEBP"u8))
        {
            return null;
        }

        long length = 8L + BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        ReadOnlySpan<byte> chunk = block[RiffHeader..],
            data = chunk[ChunkHeader..];
        if (length > block.Length || length < RiffHeader + ChunkHeader + 10)
        {
            return null;
        }

        bool isSize = chunk.StartsWith("VP8 "u8) ? IsLossyOf(data, size) : chunk.StartsWith("VP8L"u8) && IsLosslessOf(data, size);
        return isSize ? block[..(int)length].ToArray() : null;
    }

    // RFC 6386 section 9.1: a key frame's tag of three bytes, the start code, then 14 bits of width and of height below 2 of scaling.
    private static bool IsLossyOf(ReadOnlySpan<byte> data, RasterSize size) =>
        (data[0] & 1) == 0
        && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
        && (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF) == size.Width
        && (BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF) == size.Height;

    // WebP Lossless Bitstream Specification section 3: signature, 14 bits of width - 1 and of height - 1, one bit: alpha is used.
    private static bool IsLosslessOf(ReadOnlySpan<byte> data, RasterSize size)
    {
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return data[0] == 0x2F && (bits & 0x3FFF) + 1 == size.Width && ((bits >> 14) & 0x3FFF) + 1 == size.Height && (bits >> 28) == 0;
    }
}
