using System.Diagnostics;
using System.Runtime.InteropServices;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

public class SampleUnpackerTests
{
    [Theory]
    [InlineData(1, "A5 80", new byte[] { 1, 0, 1, 0, 0, 1, 0, 1, 1 })]
    [InlineData(2, "1B 40", new byte[] { 0, 1, 2, 3, 1 })]
    [InlineData(3, "05 39 77", new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(4, "12 F0", new byte[] { 1, 2, 15 })]
    [InlineData(7, "02 0C 20", new byte[] { 1, 3, 4 })] // 0000001 0000011 0000100 and three bits of padding
    public void Reads_bits_from_the_high_bit_down(int bits, string row, byte[] expected) =>
        Assert.Equal(expected, Unpack(Bytes.FromHex(row), Layout(bits, expected.Length), SampleType.UInt8));

    [Theory]
    [InlineData(12, SampleType.UInt16, "123 ABC FFF 0", new ulong[] { 0x123, 0xABC, 0xFFF })]
    [InlineData(12, SampleType.Int16, "FFF 800 ", new ulong[] { 0xFFF, 0x800 })] // no sign: GDAL's way
    [InlineData(20, SampleType.UInt32, "12345 ABCDE", new ulong[] { 0x12345, 0xABCDE })]
    [InlineData(24, SampleType.UInt32, "5A6AA4 7DE3E3", new ulong[] { 0x5A6AA4, 0x7DE3E3 })]
    [InlineData(31, SampleType.UInt32, "FFFFFFFE 00000004", new ulong[] { 0x7FFF_FFFF, 1 })]
    public void Reads_samples_that_straddle_bytes(int bits, SampleType type, string row, ulong[] expected)
    {
        byte[] samples = Unpack(Bytes.FromHex(row), Layout(bits, expected.Length), type);

        Assert.Equal(
            expected,
            expected.Select(
                (_, i) => type.ByteSize() == 2 ? BitConverter.ToUInt16(samples, i * 2) : (ulong)BitConverter.ToUInt32(samples, i * 4)
            )
        );
    }

    [Theory]
    [InlineData(16, "003C 00C0 FF7B 0100 007C 0080", new[] { 1f, -2f, 65504f, 5.9604645e-8f, float.PositiveInfinity, -0f })]
    [InlineData(
        24,
        "00003F 0000C0 FFFF7E 010000 00007F 000080",
        new[] { 1f, -2f, 1.8446603e19f, 3.3087225e-24f, float.PositiveInfinity, -0f }
    )]
    public void Widens_floats(int bits, string row, float[] expected)
    {
        byte[] samples = Unpack(
            Bytes.FromHex(row),
            Layout(bits, expected.Length) with
            {
                SampleFormat = SampleFormat.FloatingPoint,
            },
            SampleType.Float32
        );

        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(samples).ToArray());
    }

    [Fact]
    public void Widens_a_24_bit_not_a_number() =>
        Assert.True(
            float.IsNaN(
                BitConverter.ToSingle(
                    Unpack(Bytes.FromHex("01007F"), Layout(24, 1) with { SampleFormat = SampleFormat.FloatingPoint }, SampleType.Float32)
                )
            )
        );

    [Fact]
    public void Takes_one_sample_of_a_part_into_a_wider_plane()
    {
        // 3 × 2 pixels of two samples, each its row, column and sample in hexadecimal digits.
        byte[] block = Bytes.FromHex("00 01 10 11 20 21  80 81 90 91 A0 A1");
        byte[] plane = [.. Enumerable.Repeat((byte)0xEE, 7)];

        BlockLayout layout = Layout(8, 3) with { Height = 2, SamplesPerPixel = 2 };

        SampleUnpacker.Unpack(new(block, layout, sample: 1, SampleType.UInt8), new PixelWindow(1, 0, 2, 2), plane, destinationStride: 4);

        Assert.Equal(Bytes.FromHex("11 21 EE EE 91 A1 EE"), plane);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Vectors_and_the_scalar_loop_agree(int size)
    {
        Random random = Seeds.Random(size);
        for (int samplesPerPixel = 1; samplesPerPixel <= 4; samplesPerPixel++)
        {
            for (int pixels = 0; pixels <= 100; pixels++)
            {
                byte[] row = Bytes.Random(random, pixels * samplesPerPixel * size);
                for (int sample = 0; sample < samplesPerPixel; sample++)
                {
                    byte[] vector = new byte[(pixels * size) + 1],
                        scalar = new byte[(pixels * size) + 1];
                    SampleUnpacker.DeinterleaveVectorized(row, samplesPerPixel, sample, size, vector.AsSpan(0, pixels * size));
                    SampleUnpacker.Deinterleave(row, samplesPerPixel, sample, size, scalar.AsSpan(0, pixels * size), 0);
                    Assert.Equal(scalar, vector);
                }
            }
        }
    }

    [Theory]
    [InlineData(SampleType.UInt8)]
    [InlineData(SampleType.Int16)]
    [InlineData(SampleType.UInt32)]
    [InlineData(SampleType.Float64)]
    [InlineData(SampleType.ComplexFloat64)]
    public void Takes_whole_samples_of_any_size(SampleType type)
    {
        int size = type.ByteSize();
        byte[] block = [.. Enumerable.Range(0, 7 * 5 * size).Select(i => (byte)i)];

        byte[] plane = Unpack(block, Layout(size * 8, 7) with { SamplesPerPixel = 5 }, type, sample: 3);

        Assert.Equal(Enumerable.Range(0, 7).SelectMany(pixel => block.AsSpan(((pixel * 5) + 3) * size, size).ToArray()), plane);
    }

    [Fact]
    public void Refuses_a_type_that_the_samples_do_not_become() =>
        Assert.Throws<UnreachableException>(() => Unpack(new byte[4], Layout(12, 2), SampleType.Float32));

    [Theory]
    [InlineData(0, 0, 4, 1)]
    [InlineData(-1, 0, 2, 1)]
    [InlineData(0, 1, 1, 1)]
    public void Refuses_a_part_outside_the_block(int x, int y, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            SampleUnpacker.Unpack(
                new(new byte[3], Layout(8, 3), 0, SampleType.UInt8),
                new PixelWindow(x, y, width, height),
                new byte[16],
                4
            )
        );

    private static byte[] Unpack(byte[] block, BlockLayout layout, SampleType type, int sample = 0)
    {
        byte[] plane = new byte[layout.Width * type.ByteSize()];
        SampleUnpacker.Unpack(new(block, layout, sample, type), new PixelWindow(0, 0, layout.Width, 1), plane, layout.Width);
        return plane;
    }

    private static BlockLayout Layout(int bits, int width) =>
        new()
        {
            Width = width,
            Height = 1,
            SamplesPerPixel = 1,
            BitsPerSample = bits,
            Compression = Compression.None,
        };
}
