using System.IO.Compression;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

/// <summary>No memory is taken for a block because the file says that it is large.</summary>
public class BlockMemoryTests
{
    private const int Side = 12_288;

    /// <summary>Streams that cannot be 150 MB, or turn out not to be.</summary>
    public static TheoryData<Compression, string, string> Lies =>
        new()
        {
            { Compression.None, "zeros", "has 4000 bytes, expected 150994944" },
            { Compression.PackBits, "zeros", "of 4000 bytes decodes to 256000 bytes at most, expected 150994944" },
            { Compression.Lzw, "zeros", "of 4000 bytes decodes to 10240000 bytes at most, expected 150994944" },
            { Compression.AdobeDeflate, "zeros", "of 4000 bytes decodes to 4128000 bytes at most, expected 150994944" },
            { Compression.Lzma, "zeros", "of 4000 bytes decodes to 32768000 bytes at most, expected 150994944" },
            { Compression.Zstd, "zeros", "of 4000 bytes decodes to 131072000 bytes at most, expected 150994944" },
            { Compression.Zstd, "many zeros", "has frames of 0 bytes at most, expected 150994944" },
            { Compression.Lzw, "many zeros", "LZW block decodes to" },
            { Compression.AdobeDeflate, "many zeros", "Malformed Deflate data" },
            { Compression.AdobeDeflate, "short", "decodes to 2000000 bytes" },
            { Compression.Lzma, "many zeros", "not an xz stream" },
            { Compression.CcittFax4, "zeros", "Fax" },
            { Compression.Jpeg, "zeros", "does not start with FF D8" },
            { Compression.Jpeg, "small frame", "needs at least 589824 bytes, the block has 800" },
            { Compression.Lerc, "zeros", "LERC" },
        };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Takes_little_memory_for_a_block_that_is_said_to_be_large(Compression compression, string data, string expected)
    {
        using var pool = new CountingMemoryPool();
        byte[] stored = data switch
        {
            "zeros" => new byte[4000],
            "many zeros" => new byte[200_000],
            "small frame" => JpegOf(Side, 800),
            _ => [.. Deflate(new byte[2_000_000]), .. new byte[200_000]],
        };

        var error = Assert.Throws<InvalidTiffException>(() =>
            BlockMemory.Decode(stored, Layout(compression), new() { Pool = pool }, isChecked: false)
        );

        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, pool.Rented);
        Assert.InRange(pool.PeakBytes, 0, 8 << 20);
    }

    [Theory]
    [InlineData(Compression.AdobeDeflate)]
    [InlineData(Compression.PackBits)]
    public void A_large_block_of_one_value_is_decoded_whole(Compression compression)
    {
        BlockLayout layout = Layout(compression);
        byte[] stored =
            compression == Compression.PackBits
                ? [.. Enumerable.Repeat<byte[]>([0x81, 7], (int)layout.ByteCount / 128).SelectMany(run => run)]
                : Deflate([.. Enumerable.Repeat((byte)7, (int)layout.ByteCount)]);
        using var pool = new CountingMemoryPool();
        using (var owner = BlockMemory.Decode(stored, layout, new() { Pool = pool }, isChecked: true))
        {
            Assert.Equal(-1, owner.Memory.Span[..(int)layout.ByteCount].IndexOfAnyExcept((byte)7));
        }

        Assert.Equal(0, pool.Rented);
    }

    /// <summary>Blocks of 128 KB of one byte: what RFC 8878 allows at most, and frames that say nothing of their size.</summary>
    [Theory]
    [InlineData(1152, true)]
    [InlineData(1151, false)]
    public void Frames_of_zstd_are_counted_block_by_block(int blocks, bool isEnough)
    {
        List<byte> stream = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38];
        for (int i = 0; i < blocks; i++)
        {
            int header = ((128 << 10) << 3) | (1 << 1) | (i == blocks - 1 ? 1 : 0);
            stream.AddRange([(byte)header, (byte)(header >> 8), (byte)(header >> 16), 7]);
        }

        byte[] stored = [.. stream];
        using var pool = new CountingMemoryPool();
        if (isEnough)
        {
            using var owner = BlockMemory.Decode(stored, Layout(Compression.Zstd), new() { Pool = pool }, isChecked: true);
            Assert.Equal(-1, owner.Memory.Span[..(Side * Side)].IndexOfAnyExcept((byte)7));
        }
        else
        {
            Assert.Throws<InvalidTiffException>(() =>
                BlockMemory.Decode(stored, Layout(Compression.Zstd), new() { Pool = pool }, isChecked: true)
            );
            Assert.Equal(0, pool.PeakBytes);
        }
    }

    private static BlockLayout Layout(Compression compression) =>
        new()
        {
            Width = Side,
            Height = Side,
            SamplesPerPixel = 1,
            BitsPerSample = compression == Compression.CcittFax4 ? 1 : 8,
            Compression = compression,
        };

    private static byte[] Deflate(byte[] block)
    {
        using var stored = new MemoryStream();
        using (var zlib = new ZLibStream(stored, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(block);
        }

        return stored.ToArray();
    }

    // SOI and a baseline frame of one component; nothing else.
    private static byte[] JpegOf(int side, int length)
    {
        byte[] stream = new byte[length];
        byte[] head = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, (byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side, 1, 1, 0x11, 0];
        head.CopyTo(stream, 0);
        return stream;
    }
}
