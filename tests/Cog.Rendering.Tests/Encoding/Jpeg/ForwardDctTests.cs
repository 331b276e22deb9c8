using System.Runtime.Intrinsics.X86;
using Cog.Codecs.Jpeg;
using Cog.Rendering.Encoding.Jpeg;
using Cog.Testing;

namespace Cog.Rendering.Tests.Encoding.Jpeg;

public class ForwardDctTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(85)]
    [InlineData(100)]
    public void Scalar_and_vectors_agree_bit_for_bit(int quality)
    {
        Random random = Seeds.Random(quality);
        Quantization quantization = Quantization.Luminance(quality);
        for (int round = 0; round < 500; round++)
        {
            byte[] samples = Samples(random, 16 * random.Next(1, 5) * 8);
            short[] scalar = new short[samples.Length];
            ForwardDct.TransformScalar(samples, quantization, scalar);

            short[] narrow = new short[samples.Length];
            ForwardDct.TransformNarrow(samples, quantization, narrow);
            Assert.Equal(scalar, narrow);

            if (Avx2.IsSupported)
            {
                short[] wide = new short[samples.Length];
                ForwardDct.TransformWide(samples, quantization, wide);
                Assert.Equal(scalar, wide);
            }
        }
    }

    [Fact]
    public void Is_the_cosine_transform_to_within_one()
    {
        Random random = Seeds.Random(2);
        byte[] ones = new byte[64];
        Array.Fill(ones, (byte)1);
        for (int round = 0; round < 100; round++)
        {
            byte[] samples = Samples(random, 128);
            short[] coefficients = new short[128];
            ForwardDct.Transform(samples, new Quantization(ones), coefficients);

            double[] exact = Transform(samples);
            Assert.All(exact.Zip(coefficients), p => Assert.InRange(p.First - p.Second, -1, 1));
        }
    }

    [Fact]
    public void Every_divisor_divides_every_number_exactly()
    {
        for (int divisor = 1; divisor <= 255; divisor++)
        {
            byte[] divisors = new byte[64];
            Array.Fill(divisors, (byte)divisor);
            ReadOnlySpan<short> factors = new Quantization(divisors).Factors;
            uint half = (ushort)factors[0],
                reciprocal = (ushort)factors[Quantization.Reciprocals],
                scale = (ushort)factors[Quantization.Scales];
            for (uint number = 0; number < 1 << 14; number++)
            {
                uint quotient = ((((number + half) * reciprocal) >> 16) * scale) >> 16;
                if (quotient != (number + (4 * divisor)) / (8 * divisor))
                {
                    Assert.Fail($"{number} / {8 * divisor} is {quotient}.");
                }
            }
        }
    }

    [Fact]
    public void Which_coefficients_are_not_zero_is_the_same_by_scalar_and_vector()
    {
        Random random = Seeds.Random(3);
        for (int round = 0; round < 2000; round++)
        {
            int density = random.Next(65);
            short[] block =
            [
                .. Enumerable.Range(0, 64).Select(_ => random.Next(64) < density ? (short)random.Next(-2048, 2048) : (short)0),
            ];

            Assert.Equal(BlockSymbols.NonZerosScalar(block), BlockSymbols.NonZerosVector(block));
        }

        for (int place = 1; place < 64; place++)
        {
            short[] block = new short[64];
            block[ZigZag.NaturalOrder[place]] = 256; // Zero, if it were cut to a byte.
            Assert.Equal(1UL << place, BlockSymbols.NonZerosVector(block));
        }
    }

    [Fact]
    public void Refuses_half_a_pair_of_blocks() =>
        Assert.Throws<ArgumentException>(() => ForwardDct.Transform(new byte[64], Quantization.Luminance(75), new short[64]));

    // Noise, or nothing but the extremes, whose sums are the largest.
    private static byte[] Samples(Random random, int length)
    {
        byte[] samples = new byte[length];
        random.NextBytes(samples);
        return random.Next(3) == 0 ? [.. samples.Select(s => s < 128 ? (byte)0 : (byte)255)] : samples;
    }

    // ITU-T T.81 section A.3.3, of the first of two blocks.
    private static double[] Transform(byte[] samples)
    {
        double[] coefficients = new double[64];
        for (int i = 0; i < 64; i++)
        {
            int v = i >> 3,
                u = i & 7;
            double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    coefficients[i] +=
                        scale
                        * (samples[(y * 16) + x] - 128)
                        * Math.Cos(((2 * x) + 1) * u * Math.PI / 16)
                        * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
                }
            }
        }

        return coefficients;
    }
}
