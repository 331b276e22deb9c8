namespace Cog.Codecs.WebP.Lossless;

/// <summary>The first five bytes of VP8L: 2F, then width - 1 and height - 1 in 14 bits each, one bit of alpha, three of version.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <remarks>The bit of alpha is a hint alone, and not read: pixels have the alpha that is coded.</remarks>
internal readonly record struct LosslessHeader(int Width, int Height)
{
    /// <summary>Bytes of the header.</summary>
    public const int Bytes = 5;

    /// <summary>Whether one may stand at the start.</summary>
    public static bool IsAt(ReadOnlySpan<byte> stream) => stream is [0x2F, _, _, _, < 0x20, ..];

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidTiffException">There is none.</exception>
    public static LosslessHeader Read(ReadOnlySpan<byte> stream)
    {
        if (!IsAt(stream))
        {
            throw new InvalidTiffException($"The lossless WebP stream of {stream.Length} bytes does not start with a header of version 0.");
        }

        int bits = stream[1] | (stream[2] << 8) | (stream[3] << 16) | (stream[4] << 24);
        return new((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
    }
}
