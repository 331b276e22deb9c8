using System.Buffers.Binary;
using Cog.Testing;

namespace Cog.Tests.Codecs.Jpeg;

public class MalformedJpegTests
{
    private static readonly JpegBlock Sequential = JpegBlock.Named("synthetic.zip", "ycbcr-2x2-17x15");

    // Offsets count from the marker's FF: 2 bytes of marker, 2 of length, then the parameters.
    private static readonly Dictionary<string, Func<byte[], byte[]>> Crimes = new()
    {
        ["no SOI"] = s => s[2..],
        ["nothing"] = _ => [],
        ["only SOI"] = s => s[..2],
        ["SOI twice"] = s => JpegStreams.InsertBefore(s, 0xC0, 0xFF, 0xD8),
        ["segment shorter than its length"] = s => JpegStreams.Patch(s, 0xDB, 2, 0, 1),
        ["segment longer than the stream"] = s => JpegStreams.Patch(s, 0xDB, 2, 0xFF, 0xFF),
        ["quantisation slot 4"] = s => JpegStreams.Patch(s, 0xDB, 4, 4),
        ["quantisation precision 2"] = s => JpegStreams.Patch(s, 0xDB, 4, 0x20),
        ["quantisation table cut short"] = s => JpegStreams.Patch(s, 0xDB, 4, 0x10),
        ["quantisation table missing"] = s => JpegStreams.Without(s, 0xDB),
        ["Huffman class 2"] = s => JpegStreams.Patch(s, 0xC4, 4, 0x20),
        ["Huffman slot 4"] = s => JpegStreams.Patch(s, 0xC4, 4, 4),
        ["Huffman table of 300 symbols"] = s => JpegStreams.Patch(s, 0xC4, 5, 200, 100),
        ["Huffman table with a code of all ones"] = s => JpegStreams.Patch(s, 0xC4, 5, 2, 0, 0),
        ["Huffman table that is not there"] = s => JpegStreams.Patch(s, 0xDA, 6, 0x22),
        ["Huffman table slots over 3"] = s => JpegStreams.Patch(s, 0xDA, 6, 0x44),
        ["DC difference of 16 bits"] = s => JpegStreams.Patch(s, 0xC4, 21, 16),
        ["frame header cut short"] = s => JpegStreams.Patch(s, 0xC0, 9, 4),
        ["12 bits where the TIFF says 8"] = s => JpegStreams.Patch(s, 0xC0, 4, 12),
        ["height 0"] = s => JpegStreams.Patch(s, 0xC0, 5, 0, 0),
        ["width 0"] = s => JpegStreams.Patch(s, 0xC0, 7, 0, 0),
        ["wider than the block"] = s => JpegStreams.Patch(s, 0xC0, 7, 0, 18),
        ["sampling 0"] = s => JpegStreams.Patch(s, 0xC0, 11, 0x02),
        ["sampling 5"] = s => JpegStreams.Patch(s, 0xC0, 11, 0x15),
        ["quantisation slot 4 in the frame"] = s => JpegStreams.Patch(s, 0xC0, 12, 4),
        ["more than ten blocks in an MCU"] = s => JpegStreams.Patch(s, 0xC0, 11, 0x44),
        ["two frames"] = s => JpegStreams.InsertBefore(s, 0xDA, FrameOf(s)),
        ["no frame"] = s => JpegStreams.Without(s, 0xC0),
        ["scan of no component"] = s => JpegStreams.Patch(s, 0xDA, 4, 0),
        ["scan of five components"] = s => JpegStreams.Patch(s, 0xDA, 4, 5),
        ["scan of an unknown component"] = s => JpegStreams.Patch(s, 0xDA, 5, 99),
        ["scan of one component twice"] = s => JpegStreams.Patch(s, 0xDA, 7, 1),
        ["restart interval of 3 bytes"] = s => JpegStreams.InsertBefore(s, 0xDA, 0xFF, 0xDD, 0, 5, 0, 0, 1),
        ["restart markers missing"] = s => JpegStreams.InsertBefore(s, 0xDA, 0xFF, 0xDD, 0, 4, 0, 1),
        ["marker in the data"] = s => Spoil(s, 0xFF, 0xD9),
        ["no code"] = s => Spoil(s, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0),
    };

    public static TheoryData<string> CrimeNames => [.. Crimes.Keys];

    [Theory]
    [MemberData(nameof(CrimeNames))]
    public void Rejects_malformed_data(string crime) =>
        Assert.Throws<InvalidTiffException>(() => Sequential.Decode(Crimes[crime](Sequential.Data)));

    [Theory]
    [InlineData(0xC3, "FF C3")] // lossless
    [InlineData(0xC5, "FF C5")] // differential: hierarchical
    [InlineData(0xCB, "FF CB")] // lossless, arithmetic
    [InlineData(0xCD, "FF CD")] // differential, arithmetic
    public void Names_the_coding_that_it_does_not_have(byte frame, string name)
    {
        byte[] data = JpegStreams.Patch(Sequential.Data, 0xC0, 1, frame);
        Assert.Contains(name, Assert.Throws<UnsupportedTiffException>(() => Sequential.Decode(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sampling_ratios_that_are_no_whole_numbers_are_not_supported() =>
        Assert.Throws<UnsupportedTiffException>(() =>
            Sequential.Decode(JpegStreams.Patch(JpegStreams.Patch(Sequential.Data, 0xC0, 11, 0x31), 0xC0, 14, 0x21))
        );

    [Theory]
    [InlineData("FF FF FF FF")]
    [InlineData("00")]
    [InlineData("FF D8 FF DB 00 43")]
    public void Rejects_malformed_JPEGTables(string hex)
    {
        byte[] tables = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Throws<InvalidTiffException>(() => (Sequential with { Layout = Sequential.Layout with { JpegTables = tables } }).Decode());
    }

    [Fact]
    public void Rejects_an_image_in_JPEGTables() =>
        Assert.Throws<InvalidTiffException>(() =>
            (Sequential with { Layout = Sequential.Layout with { JpegTables = Sequential.Data } }).Decode()
        );

    [Fact]
    public void Rejects_a_restart_marker_out_of_turn()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "restart-1-block");
        byte[] data = [.. block.Data];
        int second = data.AsSpan().IndexOf([(byte)0xFF, (byte)0xD1]);
        data[second + 1] = 0xD2;
        Assert.Throws<InvalidTiffException>(() => block.Decode(data));
    }

    [Theory]
    [InlineData("ycbcr-2x2-17x15")]
    [InlineData("restart-1-block")]
    [InlineData("scans-planes")]
    [InlineData("grey")]
    public void Rejects_a_sequential_block_cut_anywhere_but_before_its_end_marker(string name)
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", name);
        for (int length = 0; length < block.Data.Length - 2; length++)
        {
            Assert.Throws<InvalidTiffException>(() => block.Decode(block.Data[..length]));
        }

        Assert.Equal(block.Samples, block.Decode(block.Data[..^2]));
    }

    [Theory]
    [InlineData("progressive")]
    [InlineData("grey-progressive")]
    public void Rejects_a_progressive_block_cut_anywhere(string name)
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", name);
        for (int length = 0; length < block.Data.Length; length++)
        {
            Assert.Throws<InvalidTiffException>(() => block.Decode(block.Data[..length]));
        }
    }

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC2)]
    public void A_frame_that_its_data_cannot_fill_costs_no_memory(byte frame)
    {
        byte[] data = JpegStreams.Patch(JpegStreams.Patch(Sequential.Data, 0xC0, 5, 0x27, 0x10, 0x27, 0x10), 0xC0, 1, frame);
        var layout = Sequential.Layout with { Width = 10_000, Height = 10_000 };
        byte[] destination = new byte[layout.ByteCount];

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidTiffException>(() => new Cog.Codecs.Jpeg.JpegCodec().Decode(data, destination, layout));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_progressive_frame_has_a_bounded_number_of_scans()
    {
        JpegBlock block = JpegBlock.Named("synthetic.zip", "grey-progressive");
        int scan = JpegStreams.IndexOf(block.Data, 0xDA);
        byte[] first = block.Data[scan..(scan + block.Data.AsSpan(scan).IndexOf([(byte)0xFF, (byte)0xC4]))];
        byte[] data = [.. block.Data[..scan], .. Enumerable.Repeat(first, 101).SelectMany(b => b)];
        Assert.Contains("scan 101", Assert.Throws<InvalidTiffException>(() => block.Decode(data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("synthetic.zip", "ycbcr-2x2-17x15", 15_000)]
    [InlineData("synthetic.zip", "ycbcr-4x2-7x9", 10_000)]
    [InlineData("synthetic.zip", "restart-1-block", 3_000)]
    [InlineData("synthetic.zip", "scans-luma-then-chroma", 3_000)]
    [InlineData("synthetic.zip", "progressive", 5_000)]
    [InlineData("synthetic.zip", "progressive-many-passes", 5_000)]
    [InlineData("synthetic.zip", "grey-progressive", 5_000)]
    [InlineData("arithmetic.zip", "ycbcr-2x2-17x15", 10_000)]
    [InlineData("arithmetic.zip", "restart-1B", 3_000)]
    [InlineData("arithmetic.zip", "scans-luma-then-chroma", 3_000)]
    [InlineData("arithmetic.zip", "progressive-2x2-17x15", 5_000)]
    [InlineData("arithmetic.zip", "progressive-many-passes-restart", 3_000)]
    [InlineData("arithmetic.zip", "twelve-bit-420-progressive-37x29", 2_000)]
    [InlineData("twelve-bit.zip", "twelve-bit-420-3x3", 5_000)]
    [InlineData("twelve-bit.zip", "twelve-bit-420-progressive-37x29", 2_000)]
    public void Nothing_but_a_CogException_escapes_from_damaged_data(string archive, string name, int rounds)
    {
        JpegBlock block = JpegBlock.Named(archive, name);
        byte[] destination = new byte[block.Layout.ByteCount];
        var codec = new Cog.Codecs.Jpeg.JpegCodec();
        Random random = Seeds.Random(7);
        int survived = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] data = [.. block.Data];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                data[random.Next(data.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                codec.Decode(random.Next(8) == 0 ? data[..random.Next(data.Length)] : data, destination, block.Layout);
                survived++;
            }
            catch (CogException) { }
        }

        Assert.InRange(survived, 1, rounds - 1);
    }

    private static byte[] FrameOf(byte[] stream)
    {
        int at = JpegStreams.IndexOf(stream, 0xC0);
        return stream[at..(at + 2 + BinaryPrimitives.ReadUInt16BigEndian(stream.AsSpan(at + 2)))];
    }

    // Overwrites the middle of the entropy-coded data.
    private static byte[] Spoil(byte[] stream, params byte[] bytes)
    {
        byte[] output = [.. stream];
        bytes.CopyTo(output, (JpegStreams.IndexOf(stream, 0xDA) + stream.Length) / 2);
        return output;
    }
}
