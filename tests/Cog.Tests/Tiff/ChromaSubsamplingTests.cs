using System.Text.Json;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tests.Codecs;
using Cog.Tiff;

namespace Cog.Tests.Tiff;

public class ChromaSubsamplingTests
{
    [Fact]
    public void Makes_pixels_of_data_units()
    {
        // 3 × 3 pixels in units of 2 × 2: four units, whole also at the edges (here the pixels outside are 255).
        byte[] units = [11, 12, 21, 22, 101, 201, 13, 255, 23, 255, 102, 202, 31, 32, 255, 255, 103, 203, 33, 255, 255, 255, 104, 204];

        byte[] pixels = Decode(units, Layout(3, 3, (2, 2)));

        Assert.Equal([11, 12, 13, 21, 22, 23, 31, 32, 33], pixels.Where((_, i) => i % 3 == 0));
        Assert.Equal([101, 101, 102, 101, 101, 102, 103, 103, 104], pixels.Where((_, i) => i % 3 == 1));
        Assert.Equal([201, 201, 202, 201, 201, 202, 203, 203, 204], pixels.Where((_, i) => i % 3 == 2));
    }

    [Theory]
    [InlineData(3, 2, 8)]
    [InlineData(0, 1, 8)]
    [InlineData(2, 2, 16)]
    public void Refuses_what_the_specification_does_not_have(int across, int down, int bits) =>
        Assert.Throws<UnsupportedTiffException>(() => Decode(new byte[100], Layout(2, 2, (across, down)) with { BitsPerSample = bits }));

    [Fact]
    public void Rejects_a_unit_too_few() => Assert.Throws<InvalidTiffException>(() => Decode(new byte[23], Layout(3, 3, (2, 2))));

    [Theory]
    [InlineData("photometric-ycbcr-raw-420-tile")]
    [InlineData("photometric-ycbcr-raw-422")]
    [InlineData("photometric-ycbcr-raw-444")]
    public void Colours_are_those_that_gdal_shows(string name)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"tif/{name}.tif.json")));
        var tiff = new CorpusTiff(Corpus.PathOf($"tif/{name}.tif"));
        JsonElement bands = expected.RootElement.GetProperty("levels")[0].GetProperty("bands");

        for (int band = 0; band < 3; band++)
        {
            foreach (JsonElement sample in bands[band].GetProperty("samples").EnumerateArray())
            {
                (int x, int y) = (sample[0].GetInt32(), sample[1].GetInt32());
                BlockLayout layout = tiff.Layout(0, y / tiff.BlockHeight(0));
                byte[] pixels = Decode(tiff.Block(0, x / layout.Width, y / tiff.BlockHeight(0), 0)!, layout);
                int at = (((y % tiff.BlockHeight(0)) * layout.Width) + (x % layout.Width)) * 3;
                Assert.InRange(Rgb(pixels[at], pixels[at + 1], pixels[at + 2])[band] - sample[2].GetInt32(), -2, 2);
            }
        }
    }

    /// <summary>ITU-R BT.601 of full range, which these files have.</summary>
    private static double[] Rgb(double y, double cb, double cr) =>
        [
            Math.Clamp(y + (1.402 * (cr - 128)), 0, 255),
            Math.Clamp(y - (0.344136 * (cb - 128)) - (0.714136 * (cr - 128)), 0, 255),
            Math.Clamp(y + (1.772 * (cb - 128)), 0, 255),
        ];

    private static byte[] Decode(byte[] source, BlockLayout layout)
    {
        byte[] destination = new byte[layout.ByteCount];
        BlockCodecs.Managed.Decode(source, destination, layout);
        return destination;
    }

    private static BlockLayout Layout(int width, int height, (int Horizontal, int Vertical) subsampling) =>
        new()
        {
            Width = width,
            Height = height,
            SamplesPerPixel = 3,
            BitsPerSample = 8,
            Compression = Compression.None,
            Photometric = PhotometricInterpretation.YCbCr,
            ChromaSubsampling = subsampling,
        };
}
