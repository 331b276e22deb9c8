using Cog.Codecs.Jpeg;
using Cog.Rendering.Encoding.Stored;
using Cog.Rendering.Styling;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Rendering.Tests.Encoding.Stored;

public class StoredPictureTests
{
    [Theory]
    [InlineData("ycbcr", JpegMarker.JfifApplication)]
    [InlineData("gray", JpegMarker.JfifApplication)]
    [InlineData("rgb", JpegMarker.AdobeApplication)] // Beside JFIF's, decoders would not look at it.
    public async Task Says_once_what_its_colours_are(string file, byte marker)
    {
        (BlockLayout layout, byte[] block) = await ReadAsync(file);

        // Words that contradict the tags, and a picture that lies on its side.
        byte[] talkative =
        [
            0xFF,
            0xD8,
            0xFF,
            0xE0,
            0,
            16,
            .. "JFIF\0"u8,
            1,
            1,
            0,
            0,
            1,
            0,
            1,
            0,
            0,
            0xFF,
            0xE1,
            0,
            8,
            .. "Exif\0\0"u8,
            0xFF,
            0xEE,
            0,
            14,
            .. "Adobe"u8,
            0,
            100,
            0,
            0,
            0,
            0,
            1,
            0xFF,
            0xFE,
            0,
            4,
            65,
            66,
            .. block[2..],
        ];

        byte[] spliced = JpegInterchange.Splice(layout, talkative)!;

        Assert.Equal(JpegInterchange.Splice(layout, block), spliced);
        Assert.Equal([0xFF, 0xD8, 0xFF, marker], spliced[..4]);
        Assert.Equal([marker], MarkersOf(spliced).Where(JpegMarker.IsPassedOver));
        Assert.Equal([0xFF, 0xD9], spliced[^2..]);
    }

    [Fact]
    public async Task Tables_stand_before_the_frame_and_bring_no_restart_interval()
    {
        (BlockLayout layout, byte[] block) = await ReadAsync("ycbcr");
        byte[] tables = layout.JpegTables.ToArray();

        byte[] spliced = JpegInterchange.Splice(
            layout with
            {
                JpegTables = (byte[])[0xFF, 0xD8, 0xFF, 0xDD, 0, 4, 0, 7, .. tables[2..]],
            },
            block
        )!;

        Assert.Equal(JpegInterchange.Splice(layout, block), spliced);
        List<byte> markers = MarkersOf(spliced);
        Assert.DoesNotContain(JpegMarker.RestartInterval, markers);
        Assert.InRange(markers.IndexOf(JpegMarker.QuantizationTables), 0, markers.IndexOf(JpegMarker.BaselineFrame));
    }

    [Fact]
    public async Task An_end_that_is_missing_is_put_there()
    {
        (BlockLayout layout, byte[] block) = await ReadAsync("ycbcr");

        Assert.Equal(JpegInterchange.Splice(layout, block), JpegInterchange.Splice(layout, block.AsSpan(..^2)));
    }

    [Theory]
    [InlineData("arithmetic", 1, JpegMarker.ArithmeticFrame)]
    [InlineData("lossless", 1, 0xC3)]
    [InlineData("12 bits", 4, 12)]
    [InlineData("a row more", 6, 1)]
    [InlineData("columns more", 7, 2)]
    [InlineData("four components", 9, 4)]
    public async Task Refuses_a_frame_that_not_every_decoder_shows_so(string what, int offset, byte value)
    {
        (BlockLayout layout, byte[] block) = await ReadAsync("ycbcr");
        int frame = block.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, JpegMarker.BaselineFrame]);
        block[frame + offset] = value;

        Assert.True(JpegInterchange.Splice(layout, block) is null, what);
    }

    [Fact]
    public async Task Refuses_a_block_whose_tables_are_missing()
    {
        (BlockLayout layout, byte[] block) = await ReadAsync("ycbcr");

        Assert.Null(JpegInterchange.Splice(layout with { JpegTables = default }, block));
        Assert.Null(JpegInterchange.Splice(layout with { JpegTables = layout.JpegTables[..^20] }, block));
        Assert.Null(JpegInterchange.Splice(layout with { JpegTables = block }, block)); // An image where only tables belong.
    }

    [Theory]
    [InlineData("ycbcr", ImageFormat.Jpeg)]
    [InlineData("webp", ImageFormat.WebP)]
    [InlineData("webp-lossless", ImageFormat.WebP)]
    public async Task Never_fails_whatever_the_bytes_are(string file, ImageFormat format)
    {
        CogReader reader = await OpenAsync(file);
        var tile = new StoredTile(reader.Header.Levels[0], 0, 0);
        byte[] block = (await ReadAsync(file)).Block;
        Assert.NotNull(tile.Encode(format, block));

        for (int length = 0; length < Math.Min(block.Length, 1000); length++)
        {
            tile.Encode(format, block.AsSpan(0, length));
        }

        Random random = Seeds.Random(6);
        for (int round = 0; round < 2000; round++)
        {
            byte[] damaged = [.. block];
            for (int i = random.Next(1, 5); i > 0; i--)
            {
                damaged[random.Next(Math.Min(damaged.Length, 800))] = (byte)random.Next(256);
            }

            tile.Encode(format, damaged);
        }
    }

    [Theory]
    [InlineData(0)] // RIFF
    [InlineData(8)] // WEBP
    [InlineData(12)] // VP8
    [InlineData(15)] // VP8X: profiles, alpha, frames.
    [InlineData(26)] // Width
    [InlineData(28)] // Height
    public async Task Refuses_a_WebP_of_another_kind_or_size(int offset)
    {
        byte[] block = (await ReadAsync("webp")).Block;
        block[offset] = (byte)'X';

        Assert.Null(WebPFile.Cut(block, new(256, 256)));
    }

    [Fact]
    public async Task Refuses_a_lossless_WebP_with_alpha()
    {
        byte[] block = (await ReadAsync("webp-lossless")).Block;
        Assert.NotNull(WebPFile.Cut(block, new(256, 256)));
        block[24] |= 0x10;

        Assert.Null(WebPFile.Cut(block, new(256, 256)));
    }

    [Fact]
    public async Task What_follows_a_WebP_is_cut_off()
    {
        byte[] block = (await ReadAsync("webp")).Block;

        Assert.Equal(block, WebPFile.Cut([.. block, 1, 2, 3], new(256, 256)));
        Assert.Null(WebPFile.Cut(block.AsSpan(0, block.Length - 1), new(256, 256)));
    }

    [Fact]
    public async Task Samples_of_12_bits_are_no_picture()
    {
        CogReader reader = await OpenAsync("gray");
        CogHeader header = EditedHeader.With(
            reader.Header,
            new Tag(TagId.BitsPerSample, FieldType.Short, 1, 0, (byte[])[12, 0], IsBigEndian: false)
        );

        Assert.Equal(ImageFormat.Jpeg, FormatOf(reader.Header));
        Assert.Null(FormatOf(header));
    }

    private static ImageFormat? FormatOf(CogHeader header) =>
        new StoredTile(header.Levels[0], 0, 0).FormatOf(new([0], [BandLabel.Of(header, 0)]), BandColors.Of(header, [0]));

    private static Task<CogReader> OpenAsync(string file) =>
        CogReader.OpenAsync(TestData.PathOf($"passthrough/{file}.tif"), CogReaderOptions.Default, TestContext.Current.CancellationToken);

    private static async Task<(BlockLayout Layout, byte[] Block)> ReadAsync(string file)
    {
        await using CogReader reader = await OpenAsync(file);
        CompressedBlock block = (await reader.FetchBlockAsync(0, 0, 0, cancellationToken: TestContext.Current.CancellationToken))!;
        return (reader.Header.Image.WholeLayout, block.Bytes.ToArray());
    }

    private static List<byte> MarkersOf(byte[] stream)
    {
        var markers = new List<byte>();
        var segments = new SegmentReader(stream);
        segments.ReadStartOfImage("the picture");
        while (segments.TryReadMarker(out byte marker) && marker != JpegMarker.StartOfScan)
        {
            markers.Add(marker);
            segments.ReadPayload(marker);
        }

        return markers;
    }
}
