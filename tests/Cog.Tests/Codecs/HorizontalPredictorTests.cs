using System.Numerics;
using System.Runtime.InteropServices;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

public class HorizontalPredictorTests
{
    [Theory]
    [InlineData(8, 1, "01 02 03 FF 04", "01 03 06 05 09")] // 6 + 255 wraps to 5
    [InlineData(8, 3, "01 02 03 01 01 01 FF FF FF", "01 02 03 02 03 04 01 02 03")]
    [InlineData(16, 1, "FF00 0100 FFFF", "FF00 0001 FF00")] // low byte first: 255, +1, -1
    [InlineData(32, 2, "01000000 02000000 01000000 FFFFFFFF", "01000000 02000000 02000000 01000000")]
    [InlineData(64, 1, "FFFFFFFFFFFFFF7F 0100000000000000", "FFFFFFFFFFFFFF7F 0000000000000080")]
    public void Adds_differences_up(int bits, int samplesPerPixel, string stored, string expected)
    {
        byte[] row = Bytes.FromHex(stored);

        HorizontalPredictor.Undo(row, Layout(bits, samplesPerPixel, row.Length * 8 / bits / samplesPerPixel));

        Assert.Equal(Bytes.FromHex(expected), row);
    }

    [Fact]
    public void Starts_every_row_anew()
    {
        byte[] block = [1, 1, 1, 5, 1, 1];

        HorizontalPredictor.Undo(block, Layout(8, 1, 3) with { Height = 2 });

        Assert.Equal([1, 2, 3, 5, 6, 7], block);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Vectors_and_the_scalar_loop_agree(int samplesPerPixel)
    {
        Random random = Seeds.Random(samplesPerPixel);
        for (int pixels = 0; pixels <= 100; pixels++)
        {
            Compare<byte>(Bytes.Random(random, pixels * samplesPerPixel), samplesPerPixel);
            Compare<ushort>(Bytes.Random(random, pixels * samplesPerPixel * 2), samplesPerPixel);
        }
    }

    private static void Compare<T>(byte[] row, int samplesPerPixel)
        where T : unmanaged, IBinaryInteger<T>
    {
        byte[] guarded = [.. row, 0xAA]; // What lies behind the row must not change.
        byte[] scalar = [.. row];

        HorizontalPredictor.UndoRowVectorized(MemoryMarshal.Cast<byte, T>(guarded.AsSpan(0, row.Length)), samplesPerPixel);
        HorizontalPredictor.UndoRow(MemoryMarshal.Cast<byte, T>(scalar.AsSpan()), samplesPerPixel);

        Assert.Equal([.. scalar, 0xAA], guarded);
    }

    private static BlockLayout Layout(int bits, int samplesPerPixel, int width) =>
        new()
        {
            Width = width,
            Height = 1,
            SamplesPerPixel = samplesPerPixel,
            BitsPerSample = bits,
            Compression = Compression.Lzw,
            Predictor = Predictor.Horizontal,
        };
}
