using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

/// <summary>Whatever the bytes, a codec fills the block or throws a <see cref="CogException"/>, and writes nowhere else.</summary>
public class CodecFuzzTests
{
    public static TheoryData<Compression> Codecs => [Compression.Lzw, Compression.AdobeDeflate, Compression.PackBits, Compression.Zstd];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Throws_nothing_but_a_CogException_for_random_bytes(Compression compression)
    {
        Random random = Seeds.Random((int)compression);
        byte[][] starts = Starts(compression);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] start = starts[random.Next(starts.Length)];
            byte[] source = [.. start, .. Bytes.Random(random, random.Next(40))];
            Survive(source, random.Next(200), compression);
        }
    }

    [Theory]
    [InlineData("tif/codec-lzw-byte-p2.tif")]
    [InlineData("tif/codec-deflate-float32-p3.tif")]
    [InlineData("tif/codec-packbits-uint16.tif")]
    [InlineData("tif/codec-zstd-uint16-p2.tif")]
    [InlineData("tif/layout-lzw-old-style.tif")]
    public void Throws_nothing_but_a_CogException_for_changed_bytes(string name)
    {
        var tiff = new CorpusTiff(Corpus.PathOf(name));
        byte[] block = tiff.Block(0, 0, 0, 0)!;
        BlockLayout layout = tiff.Layout(0, 0);
        byte[] destination = new byte[layout.ByteCount];
        Random random = Seeds.Random(10);

        for (int round = 0; round < 2000; round++)
        {
            byte[] changed = [.. block];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(2) == 0 ? random.Next(changed.Length) : random.Next(Math.Min(64, changed.Length))] ^= (byte)(
                    1 << random.Next(8)
                );
            }

            if (random.Next(4) == 0)
            {
                changed = changed[..random.Next(changed.Length)];
            }

            try
            {
                BlockCodecs.Managed.Decode(changed, destination, layout);
            }
            catch (CogException) { }
        }
    }

    private static void Survive(byte[] source, int length, Compression compression)
    {
        byte[] guarded = new byte[length + 32];
        guarded.AsSpan(length).Fill(0xAA);
        try
        {
            BlockCodecs.Managed.Decode(source, guarded.AsSpan(0, length), Bytes.Layout(length, compression));
        }
        catch (CogException) { }

        Assert.Equal(-1, guarded.AsSpan(length).IndexOfAnyExcept((byte)0xAA));
    }

    /// <summary>Starts that carry random bytes past a codec's first checks.</summary>
    private static byte[][] Starts(Compression compression) =>
        compression switch
        {
            Compression.Lzw =>
            [
                [],
                [0x80, 0x00],
                [0x00, 0x01],
                [0x80, 0x0B, 0x60, 0x50],
            ],
            Compression.AdobeDeflate =>
            [
                [],
                [0x78, 0x9C],
                [0x78, 0x01, 0x4B],
                [0x78, 0x9C, 0x05],
            ],
            Compression.Zstd =>
            [
                [],
                [0x28, 0xB5, 0x2F, 0xFD],
                [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x40],
                [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x40, 0xFD, 0x00, 0x00],
            ],
            _ =>
            [
                [],
            ],
        };
}
