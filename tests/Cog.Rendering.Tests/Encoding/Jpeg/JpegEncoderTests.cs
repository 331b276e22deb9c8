using System.Globalization;
using System.Text.RegularExpressions;
using Cog.Codecs.Jpeg;
using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Rendering.Tests.Encoding.Jpeg;

public partial class JpegEncoderTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(TestData.PathOf("pictures/jpeg"), "*.jpg").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Writes_the_bytes_that_libjpeg_turbo_writes(string file)
    {
        GroupCollection name = Name().Match(file).Groups;
        using Raster raster = Pixels(Number("width"), Number("height"), Number("bands"));
        var settings = new JpegSettings
        {
            Quality = Number("quality"),
            HalvesChroma = name["subsampling"].Value == "420",
            OptimizesCodes = name["optimized"].Success,
        };

        Assert.Equal(File.ReadAllBytes(TestData.PathOf($"pictures/jpeg/{file}")), Encode(raster, settings));

        int Number(string group) => int.Parse(name[group].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void There_are_files_to_compare_with() => Assert.Equal(15, Files.Count);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Our_own_decoder_reads_it(int bands)
    {
        using Raster raster = Pixels(100, 75, bands);
        byte[] file = Encode(raster, new JpegSettings { Quality = 95, HalvesChroma = false });

        byte[] pixels = new byte[100 * 75 * bands];
        new JpegCodec().Decode(
            file,
            pixels,
            new BlockLayout
            {
                Width = 100,
                Height = 75,
                SamplesPerPixel = bands,
                BitsPerSample = 8,
                Compression = Compression.Jpeg,
                Photometric = bands == 3 ? PhotometricInterpretation.YCbCr : PhotometricInterpretation.MinIsBlack,
            }
        );

        // Pillow's own file of these pixels is as far off.
        double error = pixels.Select((p, i) => Math.Pow(p - raster.BandBytes(i % bands)[i / bands], 2)).Average();
        Assert.InRange(error, 0.1, 20);
    }

    [Fact]
    public void Settings_change_the_size_as_they_say()
    {
        using Raster raster = Pixels(256, 256, 3);
        int usual = Encode(raster, JpegSettings.Default).Length;

        Assert.True(Encode(raster, new JpegSettings { Quality = 60 }).Length < usual);
        Assert.True(Encode(raster, new JpegSettings { OptimizesCodes = true }).Length < usual);
        Assert.True(Encode(raster, new JpegSettings { HalvesChroma = false }).Length > usual);
    }

    [Fact]
    public void Noise_at_the_best_quality_outgrows_the_memory_that_was_rented_first()
    {
        using Raster noise = TestRasters.Noise(SampleType.UInt8, 3, 700, 700);

        byte[] file = Encode(noise, new JpegSettings { Quality = 100, HalvesChroma = false });

        Assert.True(file.Length > 700 * 700 * 2, $"{file.Length} bytes");
        Assert.Equal([0xFF, 0xD9], file[^2..]);
    }

    [Fact]
    public void A_tile_allocates_little_beside_its_file()
    {
        using Raster raster = Pixels(256, 256, 3);
        Encode(raster, JpegSettings.Default);

        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] file = Encode(raster, JpegSettings.Default);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before - file.Length;

        Assert.InRange(allocated, 0, 8 << 10);
    }

    [Fact]
    public void An_ended_request_ends_the_encoding()
    {
        using Raster raster = Pixels(64, 64, 3);
        var options = new EncodeOptions { CancellationToken = new(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => ImageEncoders.For(ImageFormat.Jpeg).Encode(raster, options));
    }

    private static byte[] Encode(Raster raster, JpegSettings settings) =>
        ImageEncoders.For(ImageFormat.Jpeg).Encode(raster, new EncodeOptions { Jpeg = settings });

    // As tests/data/pictures/make_jpeg.py makes them.
    private static Raster Pixels(int width, int height, int bands) =>
        TestRasters.Create(
            SampleType.UInt8,
            bands,
            width,
            height,
            i =>
            {
                int x = i % width,
                    y = i / width % height,
                    band = i / width / height;
                int smooth = ((x * x * (band + 2)) + (3 * y * y) + (5 * x * y * (band + 1))) >> 6;
                int noise = (((x * 7919) + (y * 104729) + (band * 13)) ^ (x * y * 31)) & 15;
                return (byte)(smooth + noise);
            },
            _ => 255
        );

    [GeneratedRegex(@"^(?<width>\d+)x(?<height>\d+)x(?<bands>\d)-q(?<quality>\d+)-(?<subsampling>\d+)(?<optimized>-optimized)?\.jpg$")]
    private static partial Regex Name();
}
