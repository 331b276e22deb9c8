using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

public class FloatingPointPredictorTests
{
    [Fact]
    public void Joins_byte_planes()
    {
        // 1.0f = 3F800000 and -2.0f = C0000000: planes 3F C0 | 80 00 | 00 00 | 00 00, each byte less the one before it.
        byte[] row = Bytes.FromHex("3F 81 C0 80 00 00 00 00");

        FloatingPointPredictor.Undo(row, Layout(32, 1, 2));

        Assert.Equal([1f, -2f], [BitConverter.ToSingle(row, 0), BitConverter.ToSingle(row, 4)]);
    }

    [Fact]
    public void Takes_differences_between_pixels_not_samples()
    {
        // Two samples a pixel, 16 bits: 3C00 C000 | 3E00 C200; planes 3C C0 3E C2 | 00 00 00 00, each byte less the one two before it.
        byte[] row = Bytes.FromHex("3C C0 02 02 C2 3E 00 00");

        FloatingPointPredictor.Undo(row, Layout(16, 2, 2));

        Assert.Equal(Bytes.FromHex("003C 00C0 003E 00C2"), row);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Vectors_and_the_scalar_loop_agree(int sampleBytes)
    {
        Random random = Seeds.Random(sampleBytes);
        for (int samples = 0; samples <= 100; samples++)
        {
            byte[] planes = Bytes.Random(random, samples * sampleBytes);
            byte[] vector = new byte[planes.Length + 1],
                scalar = new byte[planes.Length + 1];

            FloatingPointPredictor.JoinPlanesVectorized(planes, vector.AsSpan(0, planes.Length), sampleBytes);
            FloatingPointPredictor.JoinPlanes(planes, scalar.AsSpan(0, planes.Length), sampleBytes, 0);

            Assert.Equal(scalar, vector);
        }
    }

    private static BlockLayout Layout(int bits, int samplesPerPixel, int width) =>
        new()
        {
            Width = width,
            Height = 1,
            SamplesPerPixel = samplesPerPixel,
            BitsPerSample = bits,
            Compression = Compression.Lzw,
            SampleFormat = SampleFormat.FloatingPoint,
            Predictor = Predictor.FloatingPoint,
        };
}
