using System.IO.Compression;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

/// <summary>
/// Of a block whose first rows are wanted, those come out as they do with all the others, and the others are not looked at.
/// </summary>
public class FirstRowsTests
{
    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Corpus.Rows(
            new[] { "tif", "notcog", "real" }
                .SelectMany(folder => Corpus.Names(folder, "").Select(name => $"{folder}/{name}"))
                .Where(name => IsOurs(new CorpusTiff(Corpus.PathOf(name)).Layout(0, 0)))
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void Are_those_of_the_whole_block(string name)
    {
        var tiff = new CorpusTiff(Corpus.PathOf(name));
        if (tiff.Block(0, 0, 0, 0) is not { } stored)
        {
            return;
        }

        BlockLayout layout = tiff.Layout(0, 0);
        byte[] whole = new byte[layout.ByteCount];
        try
        {
            BlockCodecs.Managed.Decode(stored, whole, layout);
        }
        catch (CogException)
        {
            return; // A variant that is refused, in whole and in part.
        }

        foreach (int rows in new[] { 1, 2, 7, layout.Height / 2, layout.Height - 1, layout.Height }.Where(r => r > 0 && r <= layout.Height))
        {
            BlockLayout top = layout.Top(rows);
            byte[] decoded = new byte[top.ByteCount];

            BlockCodecs.Managed.Decode(stored, decoded, top);

            int wanted = rows * (int)layout.RowBytes;
            Assert.True(whole.AsSpan(0, wanted).SequenceEqual(decoded.AsSpan(0, wanted)), $"{rows} rows");
        }
    }

    [Theory]
    [InlineData(Compression.AdobeDeflate, "tif/codec-deflate-uint16-p2.tif")]
    [InlineData(Compression.Lzw, "tif/codec-lzw-uint16-p2.tif")]
    [InlineData(Compression.PackBits, "tif/codec-packbits-uint16.tif")]
    public void Come_out_of_a_stream_that_is_cut_off_behind_them(Compression compression, string name)
    {
        var tiff = new CorpusTiff(Corpus.PathOf(name));
        BlockLayout layout = tiff.Layout(0, 0);
        Assert.Equal(compression, layout.Compression);
        byte[] stored = tiff.Block(0, 0, 0, 0)!;
        byte[] half = stored[..(stored.Length / 2)];
        BlockLayout top = layout.Top(layout.Height / 8);

        Assert.ThrowsAny<CogException>(() => BlockCodecs.Managed.Decode(half, new byte[layout.ByteCount], layout));
        BlockCodecs.Managed.Decode(half, new byte[top.ByteCount], top);
    }

    /// <summary>ZSTD's blocks of 128 KB are the least that can be left out.</summary>
    [Fact]
    public void Come_out_of_a_ZSTD_frame_that_is_cut_off_blocks_behind_them()
    {
        byte[] text = Bytes.Random(Seeds.Random(1), 1 << 20);
        using var compressor = new ZstdSharp.Compressor();
        byte[] stored = compressor.Wrap(text).ToArray();
        byte[] half = stored[..(stored.Length / 2)];
        BlockLayout layout = Bytes.Layout(1024, Compression.Zstd) with { Height = 1024 };
        byte[] decoded = new byte[text.Length];

        Assert.ThrowsAny<CogException>(() => BlockCodecs.Managed.Decode(half, decoded, layout));
        BlockCodecs.Managed.Decode(half, decoded, layout.Top(300));

        Assert.True(text.AsSpan(0, 300 * 1024).SequenceEqual(decoded.AsSpan(0, 300 * 1024)));
    }

    [Fact]
    public void Have_no_checksum_of_their_own()
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Bytes.Random(Seeds.Random(2), 1000));
        }

        byte[] stored = stream.ToArray();
        stored[^1] ^= 1;
        BlockLayout layout = Bytes.Layout(100, Compression.AdobeDeflate) with { Height = 10 };

        Assert.Throws<InvalidTiffException>(() => BlockCodecs.Managed.Decode(stored, new byte[1000], layout));
        BlockCodecs.Managed.Decode(stored, new byte[900], layout.Top(9));
    }

    private static bool IsOurs(BlockLayout layout) => layout.Compression is not (Compression.Jpeg or Compression.OldJpeg);
}
