using System.Runtime.Intrinsics.X86;
using Cog.Codecs.Jpeg.Pixels;
using Cog.Testing;

namespace Cog.Tests.Codecs.Jpeg.Pixels;

/// <summary>
/// Rows of samples: vectors against one sample at a time. The versions for 16-bit samples have no vectors, and serve as the latter.
/// </summary>
public class RowVectorTests
{
    [Fact]
    public void Upsampling_agrees_at_every_width()
    {
        Random random = Seeds.Random(1);
        for (int width = 1; width <= 100; width++)
        {
            (byte[] near, ushort[] near16) = Samples(random, width);
            (byte[] far, ushort[] far16) = Samples(random, width);

            ushort[] sums = new ushort[width + 2];
            ushort[] sums16 = new ushort[width + 2];
            Upsampler.Widen<byte>(near, sums.AsSpan(1));
            Upsampler.Widen<ushort>(near16, sums16.AsSpan(1));
            Assert.Equal(sums16[1..^1], sums[1..^1]);
            AssertSameDouble(sums, 1, 2, 2);

            Upsampler.Blend<byte>(near, far, sums.AsSpan(1));
            Upsampler.Blend<ushort>(near16, far16, sums16.AsSpan(1));
            Assert.Equal(sums16[1..^1], sums[1..^1]);
            AssertSameDouble(sums, 8, 7, 4);
        }
    }

    [Fact]
    public void Upsampling_of_the_largest_12_bit_samples_does_not_wrap()
    {
        ushort[] sums = new ushort[6];
        ushort[] output = new ushort[8];
        Upsampler.Blend<ushort>([4095, 4095, 4095, 4095], [4095, 4095, 4095, 4095], sums.AsSpan(1));
        Upsampler.DoubleWidth<ushort>(sums, output, 8, 7, 4);
        Assert.All(output, s => Assert.Equal(4095, s));
    }

    [Fact]
    public void Colours_agree_at_every_length()
    {
        Random random = Seeds.Random(2);
        for (int length = 0; length <= 100; length++)
        {
            AssertSameColours(Samples(random, length).Bytes, Samples(random, length).Bytes, Samples(random, length).Bytes);
        }
    }

    [Fact]
    public void Colours_agree_for_every_chroma()
    {
        byte[] cb = [.. Enumerable.Range(0, 65536).Select(i => (byte)i)];
        byte[] cr = [.. Enumerable.Range(0, 65536).Select(i => (byte)(i >> 8))];
        foreach (byte y in (byte[])[0, 1, 100, 127, 128, 200, 255])
        {
            AssertSameColours([.. Enumerable.Repeat(y, 65536)], cb, cr);
        }
    }

    [Theory]
    [InlineData(76, 85, 255, 254, 0, 0)] // JFIF: red is 76.245, 84.972, 255.5
    [InlineData(150, 44, 21, 0, 255, 1)]
    [InlineData(29, 255, 107, 0, 0, 254)]
    [InlineData(200, 128, 128, 200, 200, 200)]
    public void Colours_are_those_of_JFIF(byte y, byte cb, byte cr, byte red, byte green, byte blue)
    {
        byte[] pixel = new byte[3];
        ColorConverter.ToRgb<byte>([y], [cb], [cr], pixel, 8);
        Assert.Equal([red, green, blue], pixel);
    }

    [Fact]
    public void Three_components_interleave_at_every_length()
    {
        Random random = Seeds.Random(3);
        for (int length = 0; length <= 100; length++)
        {
            byte[][] planes = [Samples(random, length).Bytes, Samples(random, length).Bytes, Samples(random, length).Bytes];
            byte[] output = new byte[3 * length];
            Interleaver.Three<byte>(planes[0], planes[1], planes[2], output);
            Assert.Equal([.. Enumerable.Range(0, 3 * length).Select(i => planes[i % 3][i / 3])], output);
        }
    }

    [Fact]
    public void Twelve_bits_are_packed_high_bits_first()
    {
        byte[] packed = new byte[5];
        TwelveBitPacker.Pack([0x123, 0x456, 0x789], packed);
        Assert.Equal([0x12, 0x34, 0x56, 0x78, 0x90], packed);
    }

    private static void AssertSameDouble(ushort[] sums, int evenBias, int oddBias, int shift)
    {
        byte[] output = new byte[2 * (sums.Length - 2)];
        ushort[] output16 = new ushort[output.Length];
        Upsampler.DoubleWidth<byte>(sums, output, evenBias, oddBias, shift);
        Upsampler.DoubleWidth<ushort>(sums, output16, evenBias, oddBias, shift);
        Assert.Equal(output16, output.Select(b => (ushort)b));
    }

    private static void AssertSameColours(byte[] y, byte[] cb, byte[] cr)
    {
        byte[] scalar = new byte[3 * y.Length];
        ColorConverter.ToRgbScalar<byte>(y, cb, cr, scalar, 8);

        byte[] vectors = new byte[scalar.Length];
        int done = ColorConverter.ToRgbNarrow(y, cb, cr, vectors);
        Assert.Equal(y.Length / 16 * 16, done);
        Assert.Equal(scalar[..(3 * done)], vectors[..(3 * done)]);

        if (Avx2.IsSupported)
        {
            done = ColorConverter.ToRgbWide(y, cb, cr, vectors);
            Assert.Equal(y.Length / 32 * 32, done);
            Assert.Equal(scalar[..(3 * done)], vectors[..(3 * done)]);
        }

        ColorConverter.ToRgb<byte>(y, cb, cr, vectors, 8);
        Assert.Equal(scalar, vectors);
    }

    private static (byte[] Bytes, ushort[] Words) Samples(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return (bytes, [.. bytes.Select(b => (ushort)b)]);
    }
}
