using Cog.Codecs;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

/// <summary>Byte strings and layouts that codec tests are written with.</summary>
internal static class Bytes
{
    public static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>One row of bytes.</summary>
    public static BlockLayout Layout(int length, Compression compression = Compression.None) =>
        new()
        {
            Width = length,
            Height = 1,
            SamplesPerPixel = 1,
            BitsPerSample = 8,
            Compression = compression,
        };

    public static byte[] Random(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    public static byte[] Decode(IBlockCodec codec, ReadOnlySpan<byte> source, int length)
    {
        byte[] destination = new byte[length];
        codec.Decode(source, destination, Layout(length));
        return destination;
    }
}
