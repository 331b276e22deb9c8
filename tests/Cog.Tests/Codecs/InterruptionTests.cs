using System.Buffers.Binary;
using System.IO.Compression;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;
using ZstdSharp;

namespace Cog.Tests.Codecs;

/// <summary>
/// A block that takes long is left soon after its request has ended: every decoder asks at least once for each
/// <see cref="Interruption.Interval"/> bytes that it writes, and of data that writes nothing, that it reads.
/// </summary>
public class InterruptionTests
{
    private const int Bytes = 8 << 20;
    private const int Side = 2048;

    private static readonly Dictionary<string, Func<Case>> s_blocks = new()
    {
        ["Deflate"] = () => new(Zlib(new byte[Bytes]), Rows(Bytes, Compression.AdobeDeflate)),
        ["Deflate, predictor 2"] = () =>
            new(Zlib(new byte[Bytes]), Rows(Bytes, Compression.AdobeDeflate) with { Predictor = Predictor.Horizontal }, 2),
        ["Deflate, predictor 3"] = () =>
            new(
                Zlib(new byte[Bytes]),
                Rows(Bytes / 4, Compression.AdobeDeflate) with
                {
                    BitsPerSample = 32,
                    SampleFormat = SampleFormat.FloatingPoint,
                    Predictor = Predictor.FloatingPoint,
                },
                2
            ),
        ["Deflate, bytes swapped"] = () =>
            new(Zlib(new byte[Bytes]), Rows(Bytes / 2, Compression.AdobeDeflate) with { BitsPerSample = 16, IsBigEndian = true }, 2),
        ["Deflate, subsampled YCbCr"] = () =>
            new(
                Zlib(new byte[Side * Side * 3 / 2]),
                Square(Compression.AdobeDeflate) with
                {
                    SamplesPerPixel = 3,
                    Photometric = PhotometricInterpretation.YCbCr,
                }
            ),
        ["ZSTD"] = () => new(Zstd(new byte[Bytes]), Rows(Bytes, Compression.Zstd)),
        ["LZW"] = () => new(LzwOfZeros(Bytes), Rows(Bytes, Compression.Lzw)),
        ["PackBits"] = () => new(Repeat([0x81, 7], Bytes / 128), Rows(Bytes, Compression.PackBits)),
        ["PackBits, low bit first"] = () =>
            new(Repeat([0x81, 0xF0], Bytes / 128), Rows(Bytes, Compression.PackBits) with { IsLowBitFirst = true }),
        ["LZMA"] = () => new(File.ReadAllBytes(TestData.PathOf("codecs/lzma-zeros-4m.block")), Rows(4 << 20, Compression.Lzma), 1.5),
        ["CCITT T.6"] = () => new(Repeat([0xFF], Side / 8), Square(Compression.CcittFax4) with { BitsPerSample = 1 }),
        ["JPEG, one scan"] = () => new(Jpeg(isProgressive: false), Square(Compression.Jpeg), 2),
        ["JPEG, progressive"] = () => new(Jpeg(isProgressive: true), Square(Compression.Jpeg), 3),
        ["LERC, values as they are"] = () => new(LercRaw(), Square(Compression.Lerc)),
        ["LERC, tiles"] = () => new(LercTiles(), Square(Compression.Lerc)),
        ["LERC, Huffman codes"] = () => new(LercHuffman(), Square(Compression.Lerc)),
        ["LERC in Deflate"] = () => new(Zlib(LercRaw()), Square(Compression.Lerc) with { LercParameters = new uint[] { 4, 1 } }, 2),
        ["WebP, lossless"] = () => new(LosslessWebP(), Square(Compression.WebP) with { SamplesPerPixel = 4 }),
        ["WebP, lossy"] = () => new(LossyWebP(), Square(Compression.WebP) with { SamplesPerPixel = 3 }),
        ["LERC in ZSTD"] = () => new(Zstd(LercRaw()), Square(Compression.Lerc) with { LercParameters = new uint[] { 4, 2 } }, 2),
    };

    // Data that goes on without a sample coming of it: nothing but its own length ends it.
    private static readonly Dictionary<string, Func<Case>> s_idle = new()
    {
        ["Deflate, empty stored blocks"] = () =>
            new([0x78, 0x01, .. Repeat([0, 0, 0, 0xFF, 0xFF], Bytes / 5)], Rows(1, Compression.AdobeDeflate)),
        ["ZSTD, empty blocks"] = () => new([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, .. new byte[Bytes / 3 * 3]], Rows(1, Compression.Zstd)),
        ["LZW, nothing but Clear"] = () =>
            new(Repeat([0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01, 0x00], Bytes / 9), Rows(1, Compression.Lzw)),
        ["PackBits, no-ops"] = () => new(Repeat([0x80], Bytes), Rows(1, Compression.PackBits)),
        ["CCITT, a run without end"] = () =>
            new(Repeat([0xDE, 0xF7, 0xBD, 0xEF, 0x7B], Bytes / 5), Rows(1, Compression.CcittRle) with { Width = 8, BitsPerSample = 1 }),
        ["WebP, chunks before the picture"] = () =>
            new(
                [
                    .. "RIFF"u8,
                    .. BitConverter.GetBytes(Bytes - 10),
                    .. "WEBPVP8X"u8,
                    .. new byte[] { 10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 7, 0, 0xFF, 7, 0 },
                    .. Repeat([.. "EXIF"u8, 0, 0, 0, 0], (Bytes - 32) / 8),
                ],
                Square(Compression.WebP) with
                {
                    SamplesPerPixel = 3,
                }
            ),
        ["JPEG, tables"] = () =>
            new([0xFF, 0xD8, .. Repeat([0xFF, 0xDB, 0, 67, 0, .. new byte[64]], Bytes / 69)], Rows(64, Compression.Jpeg)),
    };

    public static TheoryData<string> Blocks => [.. s_blocks.Keys];

    public static TheoryData<string> Idle => [.. s_idle.Keys];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_left_at_any_time(string name)
    {
        (byte[] stored, BlockLayout layout, double passes) = s_blocks[name]();
        byte[] decoded = new byte[layout.ByteCount];
        var asked = new Counter(int.MaxValue);

        BlockCodecs.Managed.Decode(stored, decoded, layout with { Interruption = asked });

        Assert.InRange(asked.Count, Math.Max(3, (int)(passes * decoded.Length / Interruption.Interval)), int.MaxValue);
        foreach (int last in (int[])[1, 2, asked.Count / 2, asked.Count])
        {
            LeavesAt(last, stored, layout);
        }
    }

    [Theory]
    [MemberData(nameof(Idle))]
    public void Data_without_samples_is_left_at_any_time(string name)
    {
        (byte[] stored, BlockLayout layout, _) = s_idle[name]();
        int least = stored.Length / Interruption.Interval;
        var asked = new Counter(int.MaxValue);

        Assert.ThrowsAny<CogException>(() =>
            BlockCodecs.Managed.Decode(stored, new byte[layout.ByteCount], layout with { Interruption = asked })
        );

        Assert.InRange(asked.Count, least, int.MaxValue);
        LeavesAt(least, stored, layout);
    }

    [Fact]
    public void Samples_are_unpacked_a_few_rows_at_a_time()
    {
        BlockLayout layout = Square(Compression.None) with { BitsPerSample = 4, Interruption = new Counter(Side / 16) };

        Assert.Throws<OperationCanceledException>(() =>
            SampleUnpacker.Unpack(
                new(new byte[layout.ByteCount], layout, 0, SampleType.UInt8),
                new(0, 0, Side, Side),
                new byte[Side * Side],
                Side
            )
        );
    }

    /// <summary>Parts of 1 MB meet the end of input, or of room, anywhere; what comes out, and where it ends, is the same.</summary>
    [Theory]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(3 << 20)]
    public void Deflate_of_any_length_is_whole(int length)
    {
        foreach (CompressionLevel level in (CompressionLevel[])[CompressionLevel.NoCompression, CompressionLevel.Fastest])
        {
            byte[] samples = Cog.Tests.Codecs.Bytes.Random(Seeds.Random(5), length);
            byte[] stored = Zlib(samples, level);
            BlockLayout layout = Rows(length, Compression.AdobeDeflate);
            byte[] decoded = new byte[length];

            new DeflateCodec().DecodeChecked(stored, decoded, layout);

            Assert.True(samples.AsSpan().SequenceEqual(decoded));
            Assert.Throws<InvalidTiffException>(() => new DeflateCodec().DecodeChecked(stored.AsSpan()[..^1], decoded, layout));
            stored[^1] ^= 1;
            Assert.Throws<InvalidTiffException>(() => new DeflateCodec().DecodeChecked(stored, decoded, layout));
        }
    }

    private static void LeavesAt(int last, byte[] stored, BlockLayout layout)
    {
        var asked = new Counter(last);

        Assert.Throws<OperationCanceledException>(() =>
            BlockCodecs.Managed.Decode(stored, new byte[layout.ByteCount], layout with { Interruption = asked })
        );
        Assert.Equal(last, asked.Count);
    }

    // One colour: a header of 40 bits, neither transforms nor a colour cache nor groups, and five codes of one symbol, 0, each.
    private static byte[] LosslessWebP() => [.. Bits((0x2F, 8), (Side - 1, 14), (Side - 1, 14), (0, 4), (0, 3), (0x11111, 20))];

    // Every decision is for its zero: no segments, no filter, no coefficients.
    private static byte[] LossyWebP()
    {
        const int partition = 200_000;
        byte[] size = BitConverter.GetBytes(Side | (Side << 16));
        return [.. BitConverter.GetBytes((partition << 5) | 0x10)[..3], 0x9D, 0x01, 0x2A, .. size, .. new byte[2 * partition]];
    }

    // The first bit is the lowest.
    private static byte[] Bits(params (int Value, int Count)[] numbers)
    {
        byte[] bytes = new byte[(numbers.Sum(n => n.Count) + 7) / 8];
        int at = 0;
        foreach ((int value, int count) in numbers)
        {
            for (int bit = 0; bit < count; bit++, at++)
            {
                bytes[at / 8] |= (byte)(((value >> bit) & 1) << (at % 8));
            }
        }

        return bytes;
    }

    private static BlockLayout Rows(int pixels, Compression compression) =>
        new()
        {
            Width = Math.Min(pixels, 4096),
            Height = Math.Max(1, pixels / 4096),
            SamplesPerPixel = 1,
            BitsPerSample = 8,
            Compression = compression,
        };

    private static BlockLayout Square(Compression compression) => Rows(Side * Side, compression) with { Width = Side, Height = Side };

    private static byte[] Repeat(byte[] pattern, int count)
    {
        byte[] bytes = new byte[pattern.Length * count];
        for (int i = 0; i < count; i++)
        {
            pattern.CopyTo(bytes, i * pattern.Length);
        }

        return bytes;
    }

    private static byte[] Zlib(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, level, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return stream.ToArray();
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    // After a Clear, 0 and then the code that the entry it makes is: strings of 1, 2, 3… zeros. The table is full after 3838 of them, and
    // stays so: the last code comes again and again, without a Clear.
    private static byte[] LzwOfZeros(int length)
    {
        var bytes = new List<byte>();
        ulong bits = 0;
        int count = 0,
            next = 258;
        Put(256);
        Put(0);
        for (int written = 1, run = 2; written < length; written += Math.Min(run, 4095 - 256), run++)
        {
            Put(Math.Min(next, 4095));
            next = Math.Min(next + 1, 4096);
        }

        bytes.Add((byte)(bits << (8 - count)));
        return [.. bytes];

        void Put(int code)
        {
            int width =
                next + 1 >= 2048 ? 12
                : next + 1 >= 1024 ? 11
                : next + 1 >= 512 ? 10
                : 9;
            bits = (bits << width) | (uint)code;
            for (count += width; count >= 8; count -= 8)
            {
                bytes.Add((byte)(bits >> (count - 8)));
            }
        }
    }

    // T.81: tables in which the only codes are those of a DC difference of 0, and of the end of a block.
    private static byte[] Jpeg(bool isProgressive)
    {
        byte[] head =
        [
            0xFF,
            0xD8,
            .. (byte[])[0xFF, 0xDB, 0, 67, 0, .. Repeat([1], 64)],
            .. (byte[])[0xFF, isProgressive ? (byte)0xC2 : (byte)0xC0, 0, 11, 8, Side >> 8, 0, Side >> 8, 0, 1, 1, 0x11, 0],
            .. (byte[])[0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[15], 0],
            .. (byte[])[0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0],
            .. (byte[])[0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, isProgressive ? (byte)0 : (byte)63, 0],
        ];
        int blocks = Side / 8 * (Side / 8);
        return [.. head, .. new byte[blocks * (isProgressive ? 1 : 2) / 8], 0xFF, 0xD9];
    }

    // A blob of version 2: no checksum, one value a pixel, all of them valid.
    private static byte[] Lerc(byte[] body)
    {
        byte[] head = new byte[58 + 4];
        "Lerc2 "u8.CopyTo(head);
        int[] numbers = [2, Side, Side, Side * Side, 8, head.Length + body.Length, 1];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(6 + (4 * i)), numbers[i]);
        }

        BinaryPrimitives.WriteDoubleLittleEndian(head.AsSpan(34), 0.5);
        BinaryPrimitives.WriteDoubleLittleEndian(head.AsSpan(50), 255);
        return [.. head, .. body];
    }

    private static byte[] LercRaw() => Lerc([1, .. new byte[Side * Side]]);

    // Each tile all zero (2), with its column's bits.
    private static byte[] LercTiles() =>
        Lerc([0, 0, .. Repeat([.. Enumerable.Range(0, Side / 8).Select(column => (byte)(2 | ((column & 15) << 2)))], Side / 8)]);

    // Two symbols, 0 and 1, with codes of one bit; all pixels have the first.
    private static byte[] LercHuffman()
    {
        byte[] table = new byte[16];
        int[] numbers = [2, 256, 0, 2];
        Buffer.BlockCopy(numbers, 0, table, 0, table.Length);
        return Lerc([0, 1, .. table, 0x81, 2, 0xC0, 0, 0, 0, 0x40, .. new byte[(Side * Side / 8) + 4]]);
    }

    private sealed record Case(byte[] Stored, BlockLayout Layout, double Passes = 1);

    /// <summary>Ends the work when it is asked for a given time.</summary>
    private sealed class Counter(int last) : Interruption(CancellationToken.None)
    {
        public int Count { get; private set; }

        public override void ThrowIfRequested()
        {
            if (++Count >= last)
            {
                throw new OperationCanceledException();
            }
        }
    }
}
