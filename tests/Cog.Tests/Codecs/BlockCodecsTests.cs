using Cog.Codecs;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

public class BlockCodecsTests
{
    [Theory]
    [InlineData(16, SampleFormat.UnsignedInteger, "0102 0304", "0201 0403")]
    [InlineData(24, SampleFormat.FloatingPoint, "010203 040506", "030201 060504")]
    [InlineData(32, SampleFormat.FloatingPoint, "01020304 05060708", "04030201 08070605")]
    [InlineData(64, SampleFormat.SignedInteger, "0102030405060708 1112131415161718", "0807060504030201 1817161514131211")]
    [InlineData(32, SampleFormat.ComplexInteger, "0102 0304 0506 0708", "0201 0403 0605 0807")]
    [InlineData(64, SampleFormat.ComplexFloatingPoint, "01020304 05060708 00000001 00000002", "04030201 08070605 01000000 02000000")]
    [InlineData(
        128,
        SampleFormat.ComplexFloatingPoint,
        "0102030405060708 1112131415161718 0000000000000001 0000000000000002",
        "0807060504030201 1817161514131211 0100000000000000 0200000000000000"
    )]
    [InlineData(12, SampleFormat.UnsignedInteger, "123456", "123456")]
    [InlineData(8, SampleFormat.UnsignedInteger, "0102", "0102")]
    public void Swaps_the_words_of_a_big_endian_file(int bits, object format, string stored, string expected) =>
        Assert.Equal(
            Bytes.FromHex(expected),
            Decode(Bytes.FromHex(stored), Layout(bits, 2) with { SampleFormat = (SampleFormat)format, IsBigEndian = true })
        );

    [Fact]
    public void Swaps_before_it_adds() =>
        Assert.Equal(
            Bytes.FromHex("FF00 0001"), // 255 and 256, native
            Decode(
                Pack("00FF 0001"),
                Layout(16, 2) with
                {
                    Compression = Compression.Lzw,
                    Predictor = Predictor.Horizontal,
                    IsBigEndian = true,
                }
            )
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Byte_planes_have_one_order_in_every_file(bool isBigEndian) =>
        Assert.Equal(
            [1f, -2f],
            Decode(
                    Pack("3F 81 C0 80 00 00 00 00"),
                    Layout(32, 2) with
                    {
                        Compression = Compression.Lzw,
                        SampleFormat = SampleFormat.FloatingPoint,
                        Predictor = Predictor.FloatingPoint,
                        IsBigEndian = isBigEndian,
                    }
                )
                .Chunk(4)
                .Select(b => BitConverter.ToSingle(b))
        );

    [Fact]
    public void Ignores_a_predictor_beside_a_codec_that_has_none() =>
        Assert.Equal([1, 1], Decode([1, 1], Layout(8, 2) with { Predictor = Predictor.Horizontal }));

    [Fact]
    public void Reverses_stored_bits_before_they_are_decoded()
    {
        // PackBits FE 2A, a run of three, with the bits of both bytes reversed.
        Assert.Equal(
            [0x2A, 0x2A, 0x2A],
            Decode([0x7F, 0x54], Layout(8, 3) with { Compression = Compression.PackBits, IsLowBitFirst = true })
        );
        Assert.Equal([0x80, 0x01], Decode([0x01, 0x80], Layout(8, 2) with { IsLowBitFirst = true }));
    }

    [Fact]
    public void A_missing_codec_is_named_with_those_there_are()
    {
        var error = Assert.Throws<UnsupportedTiffException>(() => Decode([0], Layout(8, 1) with { Compression = Compression.Jpeg2000 }));
        Assert.StartsWith("Compression 34712 (Jpeg2000) is not supported; supported are None,", error.Message, StringComparison.Ordinal);

        error = Assert.Throws<UnsupportedTiffException>(() => Decode([0], Layout(8, 1) with { Compression = (Compression)65000 }));
        Assert.StartsWith("Compression 65000 (65000)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Predictor.Horizontal, 12, SampleFormat.UnsignedInteger)]
    [InlineData(Predictor.FloatingPoint, 32, SampleFormat.UnsignedInteger)]
    [InlineData(Predictor.FloatingPoint, 8, SampleFormat.FloatingPoint)]
    [InlineData((Predictor)4, 8, SampleFormat.UnsignedInteger)]
    public void Rejects_a_predictor_that_does_not_fit(object predictor, int bits, object format) =>
        Assert.Throws<UnsupportedTiffException>(() =>
            Decode(
                [0],
                Layout(bits, 1) with
                {
                    Compression = Compression.Lzw,
                    Predictor = (Predictor)predictor,
                    SampleFormat = (SampleFormat)format,
                }
            )
        );

    [Fact]
    public void A_codec_can_be_added()
    {
        BlockLayout layout = Layout(8, 1) with { Compression = Compression.Jbig };
        byte[] destination = new byte[1];

        BlockCodecs.Managed.With(Compression.Jbig, new NoneCodec()).Decode([7], destination, layout);

        Assert.Equal([7], destination);
        Assert.Throws<UnsupportedTiffException>(() => Decode([7], layout));
    }

    [Fact]
    public void Refuses_a_buffer_that_is_not_the_block() =>
        Assert.Throws<ArgumentException>(() => BlockCodecs.Managed.Decode([1, 2], new byte[1], Layout(8, 2)));

    [Theory]
    [InlineData(1_000_000_000, 0)]
    [InlineData(0, 1_000_000_000)]
    public void A_block_without_pixels_is_decoded_to_nothing(int width, int height) =>
        Assert.Empty(
            Decode([], Layout(64, width) with { Height = height, Compression = Compression.Lzw, Predictor = Predictor.Horizontal })
        );

    [Fact]
    public void An_uncompressed_block_must_be_whole() => Assert.Throws<InvalidTiffException>(() => Decode([1], Layout(8, 2)));

    private static byte[] Decode(byte[] source, BlockLayout layout)
    {
        byte[] destination = new byte[layout.ByteCount];
        BlockCodecs.Managed.Decode(source, destination, layout);
        return destination;
    }

    /// <summary>LZW of single bytes: codes of nine bits.</summary>
    private static byte[] Pack(string hex)
    {
        string bits = string.Concat(
            Bytes.FromHex(hex).Select(b => (int)b).Prepend(256).Select(code => Convert.ToString(code, 2).PadLeft(9, '0'))
        );
        return [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
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
