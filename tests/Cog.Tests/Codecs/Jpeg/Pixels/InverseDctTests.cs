using System.Runtime.Intrinsics.X86;
using Cog.Codecs.Jpeg;
using Cog.Codecs.Jpeg.Pixels;
using Cog.Testing;

namespace Cog.Tests.Codecs.Jpeg.Pixels;

public class InverseDctTests
{
    private static readonly BlockTarget First = new(3, 20);
    private static readonly BlockTarget Second = new(200, 9);

    [Theory]
    [InlineData(30)]
    [InlineData(1024)]
    [InlineData(32767)] // No encoder makes these: all must wrap and saturate alike.
    public void Scalar_and_vectors_agree_bit_for_bit(int range)
    {
        Random random = Seeds.Random(range);
        for (int round = 0; round < 2000; round++)
        {
            short[] pair = Coefficients(random, range, density: random.Next(1, 65));

            byte[] scalar = new byte[400];
            InverseDct.Transform(pair, scalar, First);
            InverseDct.Transform(pair.AsSpan(8), scalar, Second);

            byte[] narrow = new byte[400];
            InverseDct.TransformOne(pair, narrow, First);
            InverseDct.TransformOne(pair.AsSpan(8), narrow, Second);
            Assert.Equal(scalar, narrow);

            if (Avx2.IsSupported)
            {
                byte[] wide = new byte[400];
                InverseDct.TransformPairWide(pair, wide, First, Second);
                Assert.Equal(scalar, wide);
            }
        }
    }

    [Fact]
    public void Is_the_cosine_transform_to_within_one()
    {
        Random random = Seeds.Random(5);
        for (int round = 0; round < 200; round++)
        {
            short[] pair = Coefficients(random, 200, density: 12);
            double[] exact = Transform(pair);

            byte[] samples = new byte[64];
            InverseDct.Transform(pair, samples, new BlockTarget(0, 8));
            Assert.All(samples.Zip(exact), p => Assert.InRange(p.First - Math.Clamp(p.Second + 128, 0, 255), -1, 1));

            ushort[] twelve = new ushort[64];
            InverseDct.TransformTwelveBit(pair, twelve, new BlockTarget(0, 8));
            Assert.All(twelve.Zip(exact), p => Assert.InRange(p.First - Math.Clamp(p.Second + 2048, 0, 4095), -1, 1));
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void A_block_of_its_mean_alone_is_what_the_transform_makes_of_it(int precision)
    {
        var pair = new BlockPair();
        for (int mean = short.MinValue; mean <= short.MaxValue; mean += 7)
        {
            byte[] flat = new byte[128];
            byte[] transformed = new byte[128];
            pair.Begin(flat, precision);
            pair.Next[0] = (short)mean;
            pair.CompleteFlat(new BlockTarget(0, 8));

            pair.Begin(transformed, precision);
            pair.Next[0] = (short)mean;
            pair.Complete(new BlockTarget(0, 8));
            pair.Flush();
            Assert.Equal(flat, transformed);
        }
    }

    [Fact]
    public void Refuses_to_write_outside_the_samples()
    {
        short[] pair = new short[128];
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            InverseDct.TransformPair(pair, new byte[128], new BlockTarget(0, 8), new BlockTarget(65, 8))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => InverseDct.TransformOne(pair, new byte[63], new BlockTarget(0, 8)));
    }

    private static short[] Coefficients(Random random, int range, int density)
    {
        short[] pair = new short[128];
        for (int i = 0; i < pair.Length; i++)
        {
            pair[i] = random.Next(64) < density ? (short)random.Next(-range - 1, range + 1) : (short)0;
        }

        return pair;
    }

    // ITU-T T.81 section A.3.3, of the pair's first block.
    private static double[] Transform(short[] pair)
    {
        double[] samples = new double[64];
        for (int i = 0; i < 64; i++)
        {
            for (int v = 0; v < 8; v++)
            {
                for (int u = 0; u < 8; u++)
                {
                    double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                    samples[i] +=
                        scale
                        * pair[BlockPair.PlaceOf((v * 8) + u)]
                        * Math.Cos(((2 * (i & 7)) + 1) * u * Math.PI / 16)
                        * Math.Cos(((2 * (i >> 3)) + 1) * v * Math.PI / 16);
                }
            }
        }

        return samples;
    }
}
