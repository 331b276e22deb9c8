using Cog.Codecs.Jpeg;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs.Jpeg;

public class JpegCodecTests
{
    [Theory]
    [InlineData("synthetic.zip", 134)]
    [InlineData("gdal.zip", 73)]
    [InlineData("twelve-bit.zip", 22)]
    [InlineData("arithmetic.zip", 109)]
    public void Samples_equal_those_of_the_reference_decoder(string archive, int count)
    {
        IReadOnlyList<JpegBlock> blocks = JpegBlock.Load(archive);
        Assert.Equal(count, blocks.Count);
        Assert.Equal([], blocks.Select(Difference).OfType<string>());
    }

    [Theory]
    [InlineData("synthetic.zip")]
    [InlineData("gdal.zip")]
    [InlineData("twelve-bit.zip")]
    [InlineData("arithmetic.zip")]
    public void First_rows_are_those_of_the_whole_block_and_no_others_are_written(string archive)
    {
        foreach (JpegBlock block in JpegBlock.Load(archive))
        {
            foreach (int rows in new[] { 1, 2, 7, 8, 9, 15, 16, 17, block.Layout.Height / 2, block.Layout.Height - 1 })
            {
                if (rows < 1 || rows >= block.Layout.Height)
                {
                    continue;
                }

                byte[] destination = new byte[block.Layout.ByteCount];
                destination.AsSpan().Fill(77);
                new JpegCodec().Decode(block.Data, destination, block.Layout with { NeededRows = rows });

                int wanted = rows * (int)block.Layout.RowBytes;
                byte[] whole = new byte[destination.Length];
                whole.AsSpan().Fill(77);
                new JpegCodec().Decode(block.Data, whole, block.Layout);
                Assert.True(whole.AsSpan(0, wanted).SequenceEqual(destination.AsSpan(0, wanted)), $"{rows} rows of {block.Name}");
                Assert.True(!destination.AsSpan(wanted).ContainsAnyExcept((byte)77), $"more than {rows} rows of {block.Name}");
            }
        }
    }

    [Theory]
    [InlineData("synthetic.zip")]
    [InlineData("gdal.zip")]
    [InlineData("arithmetic.zip")]
    public void Pixels_of_a_box_are_those_of_the_whole_block(string archive)
    {
        Random random = Seeds.Random(8);
        foreach (JpegBlock block in JpegBlock.Load(archive))
        {
            BlockLayout layout = block.Layout;
            byte[] whole = block.Decode();
            for (int round = 0; round < 8; round++)
            {
                int left = random.Next(layout.Width),
                    top = random.Next(layout.Height);
                var box = new NeededPixels(left, top, random.Next(left, layout.Width) + 1, random.Next(top, layout.Height) + 1);
                byte[] destination = new byte[layout.ByteCount];
                new JpegCodec().Decode(block.Data, destination, layout.Showing(box));

                int size = layout.SamplesPerPixel,
                    rowBytes = (int)layout.RowBytes,
                    count = (box.Right - box.Left) * size;
                for (int row = box.Top; row < box.Bottom; row++)
                {
                    int start = (row * rowBytes) + (box.Left * size);
                    bool isSame = whole.AsSpan(start, count).SequenceEqual(destination.AsSpan(start, count));
                    Assert.True(isSame, $"row {row} of {box} of {block.Name}");
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_read_far_below_the_rows_that_are_wanted()
    {
        JpegBlock block = JpegBlock.Load("gdal.zip").Where(b => b.Layout.JpegTables.Length > 0).MaxBy(b => b.Samples.Length)!;
        byte[] half = block.Data[..(block.Data.Length * 2 / 3)];
        byte[] destination = new byte[block.Layout.ByteCount];

        Assert.Throws<InvalidTiffException>(() => block.Decode(half));
        new JpegCodec().Decode(half, destination, block.Layout with { NeededRows = block.Layout.Height / 8 });

        int wanted = block.Layout.Height / 8 * (int)block.Layout.RowBytes;
        Assert.Equal(block.Samples[..wanted], destination[..wanted]);
    }

    [Fact]
    public void Threads_do_not_share_state()
    {
        IReadOnlyList<JpegBlock> blocks = JpegBlock.Load("synthetic.zip");
        Assert.Equal(
            [],
            Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).SelectMany(_ => blocks.Select(Difference).OfType<string>())
        );
    }

    [Fact]
    public void A_failure_leaves_nothing_behind_for_the_next_block()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "ycbcr-2x2-17x15");
        Assert.Throws<InvalidTiffException>(() => block.Decode(block.Data[..(block.Data.Length * 2 / 3)]));
        Assert.Equal(block.Samples, block.Decode());
    }

    [Fact]
    public void Tables_of_the_previous_block_are_forgotten()
    {
        JpegBlock block = JpegBlock.Load("gdal.zip").First(b => b.Name.StartsWith("jpeg-quant-only-tables", StringComparison.Ordinal));
        block.Decode();
        JpegBlock without = block with { Layout = block.Layout with { JpegTables = default } };
        Assert.Contains(
            "quantisation table 0",
            Assert.Throws<InvalidTiffException>(() => without.Decode()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Tables_in_the_block_override_JPEGTables()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "quality-100");
        byte[] others = JpegStreams.TablesOf(JpegBlock.Named("synthetic.zip", "quality-1-16-bit-steps").Data);
        Assert.Equal(block.Samples, (block with { Layout = block.Layout with { JpegTables = others } }).Decode());
    }

    [Fact]
    public void Tables_may_all_be_in_JPEGTables()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "optimised");
        JpegBlock split = block with
        {
            Data = JpegStreams.Without(block.Data, 0xDB, 0xC4),
            Layout = block.Layout with { JpegTables = JpegStreams.TablesOf(block.Data) },
        };
        Assert.Equal(block.Samples, split.Decode());
    }

    [Fact]
    public void Only_the_part_that_the_image_covers_is_written()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "optimised-in-a-larger-tile");
        byte[] destination = new byte[block.Layout.ByteCount];
        destination.AsSpan().Fill(77);
        new JpegCodec().Decode(block.Data, destination, block.Layout);
        Assert.Equal(77, destination[61 * 3]);
        Assert.Equal(block.Samples[(61 * 3) - 1], destination[(61 * 3) - 1]);
        Assert.All(destination[(45 * block.Layout.Width * 3)..], b => Assert.Equal(77, b));
    }

    [Fact]
    public void Alpha_beside_YCbCr_is_not_supported()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "rgb");
        BlockLayout layout = block.Layout with { SamplesPerPixel = 4, Photometric = Cog.Tiff.PhotometricInterpretation.YCbCr };
        Assert.Throws<UnsupportedTiffException>(() => (block with { Layout = layout }).Decode());
    }

    // T.81 section B.2.4.4 and figure E.6. Conditioning and intervals that JPEGTables declares are gone when the block's SOI is met.
    [Theory]
    [InlineData("arithmetic.zip", "no-conditioning", "FF D8 FF CC 00 06 00 F0 10 3F FF D9")]
    [InlineData("synthetic.zip", "optimised", "FF D8 FF DD 00 04 00 01 FF D9")]
    public void What_SOI_resets_does_not_come_from_JPEGTables(string archive, string name, string tables)
    {
        JpegBlock block = JpegBlock.Named(archive, name);
        byte[] bytes = Convert.FromHexString(tables.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(block.Samples, (block with { Layout = block.Layout with { JpegTables = bytes } }).Decode());
    }

    [Fact]
    public void Conditioning_of_the_previous_block_is_forgotten()
    {
        JpegBlock.Named("arithmetic.zip", "conditioning-3-5-63-1-1-1").Decode();
        JpegBlock block = JpegBlock.Named("arithmetic.zip", "no-conditioning");
        Assert.Equal(block.Samples, block.Decode());
    }

    [Theory]
    [InlineData("gdal.zip", "")]
    [InlineData("arithmetic.zip", "restart-1B")]
    [InlineData("arithmetic.zip", "restart-1B-progressive")]
    public void Decoding_allocates_next_to_nothing(string archive, string name)
    {
        JpegBlock block = name.Length > 0 ? JpegBlock.Named(archive, name) : JpegBlock.Load(archive).MaxBy(b => b.Samples.Length)!;
        byte[] destination = new byte[block.Layout.ByteCount];
        var codec = new JpegCodec();
        codec.Decode(block.Data, destination, block.Layout);

        long before = GC.GetAllocatedBytesForCurrentThread();
        codec.Decode(block.Data, destination, block.Layout);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    // A sentence, or null when there is none. The stored samples may end before the block does: below the image's edge GDAL does not
    // decode.
    private static string? Difference(JpegBlock block)
    {
        byte[] actual;
        try
        {
            actual = block.Decode()[..block.Samples.Length];
        }
        catch (CogException e)
        {
            return $"{block.Name}: {e.Message}";
        }

        int different = actual.Zip(block.Samples).Count(p => p.First != p.Second);
        int max = actual.Zip(block.Samples).Max(p => Math.Abs(p.First - p.Second));
        int first = actual.AsSpan().CommonPrefixLength(block.Samples);
        return different == 0
            ? null
            : $"{block.Name} ({block.Layout.Width}x{block.Layout.Height}x{block.Layout.SamplesPerPixel}): {different} bytes differ by "
                + $"up to {max}, the first at {first}";
    }
}
