using System.Buffers.Binary;
using System.IO.Compression;
using Cog.Codecs;
using Cog.Codecs.Lerc;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

public class LercCodecTests
{
    public static TheoryData<string> Blobs() =>
        [
            .. Directory
                .EnumerateFiles(TestData.PathOf("codecs"), "lerc-*.lerc")
                .Select(p => Path.GetFileNameWithoutExtension(p)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Decodes_to_what_liblerc_decodes(string name)
    {
        byte[] expected = File.ReadAllBytes(TestData.PathOf($"codecs/{name}.raw"));

        Assert.Equal(WithOneNaN(expected, name), WithOneNaN(Decode(Blob(name), Layout(name)), name));
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Rejects_data_cut_at_any_length(string name)
    {
        byte[] blob = Blob(name);
        for (int length = 0; length < blob.Length; length += length < 90 ? 1 : 173)
        {
            Assert.Throws<InvalidTiffException>(() => Decode(blob[..length], Layout(name)));

            // The same, with a size that agrees with the cut: so that the parts behind the header meet the end. (The last word is not
            // needed
            // when the values are Huffman codes.)
            byte[] resized = Resealed([.. blob[..Math.Max(length - 4, 0)]], setsSize: true);
            Assert.Throws<InvalidTiffException>(() => Decode(resized, Layout(name)));
        }
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Throws_nothing_but_a_CogException_for_changed_bytes(string name)
    {
        byte[] blob = Blob(name);
        BlockLayout layout = Layout(name);
        Random random = Seeds.Random(11);
        for (int round = 0; round < 150; round++)
        {
            byte[] changed = [.. blob];
            int start = random.Next(3) == 0 ? 14 : Math.Min(blob.Length - 1, 66);
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                int at = random.Next(start, random.Next(2) == 0 ? Math.Min(blob.Length, start + 60) : blob.Length);
                changed[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(changed[at] ^ (1 << random.Next(8)));
            }

            try
            {
                Decode(Resealed(changed, setsSize: false), layout);
            }
            catch (CogException) { }
        }
    }

    [Fact]
    public void Rejects_a_wrong_checksum()
    {
        byte[] blob = Blob("lerc-v4-uint16-16x16x3-wide1");
        blob[^1] ^= 1;

        Assert.Throws<InvalidTiffException>(() => Decode(blob, Layout("lerc-v4-uint16-16x16x3-wide1")));
    }

    [Theory]
    [InlineData("lerc-v4-uint8-38x21x1-")] // another width
    [InlineData("lerc-v4-uint8-37x20x1-")] // another height
    [InlineData("lerc-v4-uint8-37x21x3-")] // another depth
    [InlineData("lerc-v4-uint16-37x21x1-")] // another type
    public void Rejects_a_blob_of_another_block(string layout) =>
        Assert.Throws<InvalidTiffException>(() => Decode(Blob("lerc-v4-uint8-37x21x1-smooth0"), Layout(layout)));

    [Fact]
    public void Names_the_versions_it_does_not_have()
    {
        byte[] blob = Blob("lerc-v4-uint8-37x21x1-smooth0");
        blob[6] = 6;

        Assert.Contains(
            "version 6",
            Assert.Throws<UnsupportedTiffException>(() => Decode(blob, Layout("lerc-v4-uint8-37x21x1-"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "CntZImage",
            Assert.Throws<UnsupportedTiffException>(() => Decode("CntZImage ...."u8.ToArray(), Layout("lerc-v4-uint8-37x21x1-"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Opens_deflate_and_zstd_around_a_blob()
    {
        const string name = "lerc-v4-uint16-37x21x1-classes0";
        byte[] blob = Blob(name),
            expected = File.ReadAllBytes(TestData.PathOf($"codecs/{name}.raw"));
        using var deflated = new MemoryStream();
        using (var stream = new ZLibStream(deflated, CompressionLevel.Fastest))
        {
            stream.Write(blob);
        }

        using var zstd = new ZstdSharp.Compressor();
        Assert.Equal(expected, Decode(blob, Layout(name) with { LercParameters = new uint[] { 4, 0 } }));
        Assert.Equal(expected, Decode(deflated.ToArray(), Layout(name) with { LercParameters = new uint[] { 4, 1 } }));
        Assert.Equal(expected, Decode(zstd.Wrap(blob).ToArray(), Layout(name) with { LercParameters = new uint[] { 4, 2 } }));
        Assert.Throws<UnsupportedTiffException>(() => Decode(blob, Layout(name) with { LercParameters = new uint[] { 4, 3 } }));
    }

    private static byte[] Blob(string name) => File.ReadAllBytes(TestData.PathOf($"codecs/{name}.lerc"));

    private static byte[] Decode(byte[] source, BlockLayout layout)
    {
        byte[] destination = new byte[layout.ByteCount];
        new LercCodec().Decode(source, destination, layout);
        return destination;
    }

    /// <summary>Makes the checksum right again, and the declared size the real one.</summary>
    private static byte[] Resealed(byte[] blob, bool setsSize)
    {
        int version = blob.Length > 6 ? blob[6] : 0;
        int sizeAt = version switch
        {
            2 => 26,
            3 => 30,
            _ => 34,
        };
        if (setsSize && blob.Length >= sizeAt + 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(sizeAt), blob.Length);
        }

        if (version >= 3 && blob.Length > 14)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(10), LercHeader.Fletcher32(blob.AsSpan(14)));
        }

        return blob;
    }

    /// <summary>The layout that a fixture's name tells.</summary>
    private static BlockLayout Layout(string name)
    {
        string[] parts = name.Split('-');
        int[] shape = [.. parts[3].Split('x').Select(int.Parse)];
        string digits = parts[2].TrimStart([.. "uintfloa"]);
        return new()
        {
            Width = shape[0],
            Height = shape[1],
            SamplesPerPixel = shape[2],
            BitsPerSample = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture),
            Compression = Compression.Lerc,
            SampleFormat = parts[2][0] switch
            {
                'u' => SampleFormat.UnsignedInteger,
                'i' => SampleFormat.SignedInteger,
                _ => SampleFormat.FloatingPoint,
            },
        };
    }

    /// <summary>NumPy's quiet not-a-number is positive, .NET's negative: one for both.</summary>
    private static byte[] WithOneNaN(byte[] samples, string name)
    {
        int size =
            name.Contains("float32", StringComparison.Ordinal) ? 4
            : name.Contains("float64", StringComparison.Ordinal) ? 8
            : 0;
        for (int at = 0; size > 0 && at < samples.Length; at += size)
        {
            if (size == 4 ? float.IsNaN(BitConverter.ToSingle(samples, at)) : double.IsNaN(BitConverter.ToDouble(samples, at)))
            {
                samples.AsSpan(at, size).Fill(0xFF);
            }
        }

        return samples;
    }
}
