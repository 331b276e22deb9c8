namespace Cog.Codecs.WebP.Lossy;

/// <summary>
/// The ten bytes before the coded part of a VP8 key frame (RFC 6386 section 9.1): frame type, version, whether it is shown and the first
/// partition's length in 24 bits; 9D 01 2A; width and height in 14 bits each, below two bits of scaling.
/// </summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="FirstPartitionBytes">Bytes of the partition that follows.</param>
internal readonly record struct FrameTag(int Width, int Height, int FirstPartitionBytes)
{
    /// <summary>Bytes of the tag.</summary>
    public const int Bytes = 10;

    private const int MaxVersion = 3;

    /// <summary>Reads it.</summary>
    /// <param name="stream">From the frame's first byte on.</param>
    /// <param name="length">How many bytes the frame is said to have.</param>
    /// <exception cref="InvalidTiffException">There is none, or not of a key frame.</exception>
    public static FrameTag Read(ReadOnlySpan<byte> stream, uint length)
    {
        if (stream.Length < Bytes || stream[3..] is not [0x9D, 0x01, 0x2A, ..])
        {
            throw new InvalidTiffException($"The WebP image data of {stream.Length} bytes do not start with a VP8 key frame.");
        }

        int bits = stream[0] | (stream[1] << 8) | (stream[2] << 16);
        int version = (bits >> 1) & 7,
            partition = bits >> 5;
        bool isKeyFrame = (bits & 1) == 0,
            isShown = (bits & 0x10) != 0;
        if (!isKeyFrame || !isShown || version > MaxVersion)
        {
            throw new InvalidTiffException($"The VP8 frame's tag is {bits:X6}: not that of a key frame, shown, of version 0 to 3.");
        }

        int width = (stream[6] | (stream[7] << 8)) & 0x3FFF,
            height = (stream[8] | (stream[9] << 8)) & 0x3FFF;
        return partition >= length || width == 0 || height == 0
            ? throw new InvalidTiffException(
                $"The VP8 frame of {length} bytes has {width} × {height} pixels and a first partition of {partition} bytes."
            )
            : new(width, height, partition);
    }
}
