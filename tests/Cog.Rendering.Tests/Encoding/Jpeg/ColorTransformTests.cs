using System.Runtime.Intrinsics.X86;
using Cog.Rendering.Encoding.Jpeg;
using Cog.Testing;

namespace Cog.Rendering.Tests.Encoding.Jpeg;

public class ColorTransformTests
{
    [Fact]
    public void Scalar_and_vectors_agree_bit_for_bit()
    {
        Random random = Seeds.Random(4);
        for (int round = 0; round < 2000; round++)
        {
            byte[][] rgb = Rows(random, 16 * random.Next(7));
            byte[][] scalar = Convert(rgb, ColorTransform.ConvertScalar);

            Assert.Equal(scalar, Convert(rgb, ColorTransform.ConvertNarrow));
            if (Avx2.IsSupported)
            {
                Assert.Equal(scalar, Convert(rgb, ColorTransform.ConvertWide));
            }
        }
    }

    [Fact]
    public void Scalar_and_vectors_halve_alike()
    {
        Random random = Seeds.Random(5);
        for (int round = 0; round < 2000; round++)
        {
            byte[][] rgb = Rows(random, 16 * random.Next(7));
            byte[][] scalar = Halve(rgb, ColorTransform.ConvertHalvingScalar);

            Assert.Equal(scalar, Halve(rgb, ColorTransform.ConvertHalvingNarrow));
            if (Avx2.IsSupported)
            {
                Assert.Equal(scalar, Halve(rgb, ColorTransform.ConvertHalvingWide));
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 128, 128)]
    [InlineData(255, 255, 255, 255, 128, 128)]
    [InlineData(255, 0, 0, 76, 85, 255)] // JFIF 1.02: Y = 76.2, Cb = 85.0, Cr = 255.5, which stays below 256.
    [InlineData(0, 255, 0, 150, 44, 21)]
    [InlineData(0, 0, 255, 29, 255, 107)]
    public void Colours_are_those_of_JFIF(byte red, byte green, byte blue, byte y, byte cb, byte cr)
    {
        byte[][] rgb = [.. new[] { red, green, blue }.Select(v => Enumerable.Repeat(v, 16).ToArray())];

        byte[][] converted = Convert(rgb, ColorTransform.Convert);

        Assert.Equal([y, cb, cr], converted.Select(plane => Assert.Single(plane.Distinct())));
    }

    private delegate void Conversion(RgbRow row, Span<byte> luma, ChromaRow chroma);

    private delegate void Halving(RgbRow upper, RgbRow lower, LumaRows luma, ChromaRow chroma);

    private static byte[][] Convert(byte[][] rgb, Conversion convert)
    {
        int length = rgb[0].Length;
        byte[][] converted = [new byte[length], new byte[length], new byte[length]];
        convert(new(rgb[0], rgb[1], rgb[2]), converted[0], new(converted[1], converted[2]));
        return converted;
    }

    private static byte[][] Halve(byte[][] rgb, Halving halve)
    {
        int length = rgb[0].Length;
        byte[][] converted = [new byte[length], new byte[length], new byte[length / 2], new byte[length / 2]];
        halve(new(rgb[0], rgb[1], rgb[2]), new(rgb[3], rgb[4], rgb[5]), new(converted[0], converted[1]), new(converted[2], converted[3]));
        return converted;
    }

    private static byte[][] Rows(Random random, int length) =>
        [
            .. Enumerable
                .Range(0, 6)
                .Select(_ =>
                {
                    byte[] row = new byte[length];
                    random.NextBytes(row);
                    return row;
                }),
        ];
}
