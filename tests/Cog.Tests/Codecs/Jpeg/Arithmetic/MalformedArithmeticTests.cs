using Cog.Testing;

namespace Cog.Tests.Codecs.Jpeg.Arithmetic;

public class MalformedArithmeticTests
{
    private static readonly JpegBlock Sequential = JpegBlock.Named("arithmetic.zip", "ycbcr-2x2-17x15");

    [Theory]
    [InlineData("FF CC 00 03 00")] // no value
    [InlineData("FF CC 00 05 00 10 01")] // a second one without a value
    [InlineData("FF CC 00 04 20 10")] // class 2
    [InlineData("FF CC 00 04 04 10")] // slot 4
    [InlineData("FF CC 00 04 00 12")] // a lower bound of 2, an upper one of 1
    [InlineData("FF CC 00 01")]
    public void Rejects_malformed_conditioning(string segment)
    {
        byte[] bytes = Convert.FromHexString(segment.Replace(" ", "", StringComparison.Ordinal));
        Assert.Throws<InvalidTiffException>(() => Sequential.Decode(JpegStreams.InsertBefore(Sequential.Data, 0xDA, bytes)));
    }

    // Zeros at the end are not stored, so data that no marker follows might be complete: it is decoded as long as it is not asked for more.
    [Theory]
    [InlineData("ycbcr-2x2-17x15")]
    [InlineData("restart-1B")]
    [InlineData("scans-planes")]
    [InlineData("grey")]
    public void A_sequential_block_cut_anywhere_is_rejected_or_whole(string name)
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", name);
        int whole = 0;
        for (int length = 0; length < block.Data.Length; length++)
        {
            try
            {
                Assert.Equal(block.Samples, block.Decode(block.Data[..length]));
                whole++;
            }
            catch (InvalidTiffException) { }
        }

        Assert.InRange(whole, 0, 2);
    }

    [Theory]
    [InlineData("progressive-2x2-17x15")]
    [InlineData("restart-1B-progressive")]
    [InlineData("grey-progressive")]
    public void Rejects_a_progressive_block_cut_anywhere(string name)
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", name);
        for (int length = 0; length < block.Data.Length; length++)
        {
            Assert.Throws<InvalidTiffException>(() => block.Decode(block.Data[..length]));
        }
    }

    [Theory]
    [InlineData("restart-1B")]
    [InlineData("restart-1B-progressive")]
    public void Rejects_a_restart_marker_out_of_turn(string name)
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", name);
        byte[] data = [.. block.Data];
        data[data.AsSpan().IndexOf([(byte)0xFF, (byte)0xD1]) + 1] = 0xD2;
        Assert.Contains("FF D1", Assert.Throws<InvalidTiffException>(() => block.Decode(data)).Message, StringComparison.Ordinal);
    }

    // Decisions that say "more" for ever: magnitudes that grow, zeros that lead behind the last coefficient.
    [Theory]
    [InlineData("noise")]
    [InlineData("noise-progressive")]
    public void Chains_of_decisions_have_an_end(string name)
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", name);
        Random random = Seeds.Random(3);
        var messages = new HashSet<string>();
        for (int round = 0; round < 300; round++)
        {
            byte[] data = [.. block.Data];
            for (int i = JpegStreams.IndexOf(data, 0xDA) + 14; i < data.Length - 2; i++)
            {
                // Markers, stuffed bytes and what follows them stay.
                if (data[i] != 0xFF && data[i - 1] != 0xFF && random.Next(200) == 0)
                {
                    data[i] = (byte)random.Next(255);
                }
            }

            if (Record.Exception(() => block.Decode(data)) is { } exception)
            {
                messages.Add(Assert.IsType<InvalidTiffException>(exception).Message);
            }
        }

        Assert.Contains(messages, m => m.Contains("more than 15 bits", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("behind coefficient", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sequential_frame_has_one_scan_of_each_component()
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", "scans-planes");
        byte[] scan = FirstScan(block.Data, 0xDA);
        byte[] data = JpegStreams.InsertBefore(block.Data, 0xDA, scan);
        Assert.Contains("component 1", Assert.Throws<InvalidTiffException>(() => block.Decode(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_progressive_frame_brings_every_bit_once()
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", "grey-progressive");
        byte[] data = JpegStreams.InsertBefore(block.Data, 0xDA, FirstScan(block.Data, 0xDA));
        Assert.Contains(
            "coefficients 0-0",
            Assert.Throws<InvalidTiffException>(() => block.Decode(data)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_progressive_frame_brings_bits_in_order()
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", "grey-progressive");
        byte[] data = JpegStreams.Patch(block.Data, 0xDA, 9, 0x10); // A first scan that refines.
        Assert.Contains("bits 1-0", Assert.Throws<InvalidTiffException>(() => block.Decode(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_progressive_frame_taller_than_its_block_costs_no_memory_that_its_data_cannot_fill()
    {
        JpegBlock block = JpegBlock.Named("arithmetic.zip", "progressive-2x2-17x15");
        byte[] data = JpegStreams.Patch(block.Data, 0xCA, 5, 0xFF, 0xFF);
        byte[] destination = new byte[block.Layout.ByteCount];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "65535",
            Assert.Throws<InvalidTiffException>(() => new Cog.Codecs.Jpeg.JpegCodec().Decode(data, destination, block.Layout)).Message,
            StringComparison.Ordinal
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    // From the first SOS to the marker that follows its data.
    private static byte[] FirstScan(byte[] stream, byte marker)
    {
        int start = JpegStreams.IndexOf(stream, marker);
        int end = start + 2;
        while (stream[end] != 0xFF || stream[end + 1] == 0)
        {
            end++;
        }

        return stream[start..end];
    }
}
