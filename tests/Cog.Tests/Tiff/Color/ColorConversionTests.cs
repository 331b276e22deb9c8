using System.Text.Json;
using Cog.Header;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff.Color;

namespace Cog.Tests.Tiff.Color;

/// <summary>YCbCr, CMYK and CIE L*a*b* come as GDAL shows them, and the header says so.</summary>
public class ColorViewTests
{
    [Theory]
    [InlineData("photometric-ycbcr-raw-420-tile", 0)]
    [InlineData("photometric-ycbcr-raw-422", 0)]
    [InlineData("photometric-ycbcr-raw-444", 0)]
    [InlineData("photometric-cmyk-lzw", 0)]
    [InlineData("jpeg-cmyk", 0)]
    [InlineData("photometric-cielab", 0)]
    public async Task Is_what_gdal_shows(string name, int tolerance)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using JsonDocument expectation = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Corpus.PathOf($"tif/{name}.tif.json"), cancellationToken)
        );
        JsonElement profile = expectation.RootElement.GetProperty("profile");
        NumPyArray expected = NumPyArchive.Read(Corpus.PathOf($"tif/{name}.npz"))["L0"];
        using var source = new FileRangeSource(Corpus.PathOf($"tif/{name}.tif"));
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, cancellationToken);
        CogHeader header = reader.Header;

        Assert.Equal(profile.GetProperty("count").GetInt32(), header.Image.SamplesPerPixel);
        Assert.Equal(
            profile.GetProperty("colorinterp").EnumerateArray().Select(e => e.GetString()!),
            header.ColorInterpretation.Select(meaning => meaning.Name())
        );
        Assert.Equal(profile.GetProperty("nodata_type").GetString() == "Alpha", header.AlphaBand is not null);
        Assert.Equal(
            profile.GetProperty("image_structure").GetProperty("SOURCE_COLOR_SPACE").GetString(),
            header.ImageStructure["SOURCE_COLOR_SPACE"]
        );

        using Raster raster = await reader.ReadWindowAsync(
            header.Levels[0],
            new(0, 0, header.Image.Width, header.Image.Height),
            cancellationToken: cancellationToken
        );
        Assert.Equal(expected.Shape.AsEnumerable(), [raster.Bands, raster.Height, raster.Width]);
        Assert.InRange(raster.Samples.ToArray().Zip(expected.Values, (ours, gdals) => Math.Abs(ours - gdals)).Max(), 0, tolerance);
        Assert.Equal(-1, raster.Mask.IndexOfAnyExcept((byte)255));
    }

    [Theory]
    [InlineData("cmyk-planar", "red,green,blue,alpha")]
    [InlineData("ycbcr-planar", "red,green,blue")]
    public async Task Is_what_gdal_shows_of_planes_all_or_some(string name, string meaning)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        NumPyArray expected = NumPyArchive.Read(TestData.PathOf("color/planar.npz"))[name];
        using var source = new FileRangeSource(TestData.PathOf($"color/{name}.tif"));
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, cancellationToken);
        ImageLevel level = reader.Header.Levels[0];

        using Raster all = await reader.ReadWindowAsync(level, new(0, 0, level.Width, level.Height), cancellationToken: cancellationToken);
        using Raster some = await reader.ReadWindowAsync(level, new(5, 3, 20, 22), new() { Bands = [2, 0] }, cancellationToken);

        Assert.Equal(meaning.Split(','), reader.Header.ColorInterpretation.Select(meaning => meaning.Name()));
        Assert.Equal(expected.Shape.AsEnumerable(), [all.Bands, all.Height, all.Width]);
        Assert.Equal(expected.Values, all.Samples.ToArray().Select(v => (double)v));
        Assert.Equal(-1, all.Mask.IndexOfAnyExcept((byte)255));
        for (int y = 0; y < some.Height; y++)
        {
            int row = ((y + 3) * level.Width) + 5;
            Assert.Equal(all.BandBytes(2).Slice(row, 20), some.BandBytes(0).Slice(y * 20, 20));
            Assert.Equal(all.BandBytes(0).Slice(row, 20), some.BandBytes(1).Slice(y * 20, 20));
        }
    }

    [Theory]
    [InlineData("photometric-cmyk-u16")]
    [InlineData("photometric-icclab")]
    [InlineData("jpeg-ycbcr420")]
    public async Task Stays_away_where_gdal_shows_what_is_stored(string name)
    {
        using var source = new FileRangeSource(Corpus.PathOf($"tif/{name}.tif"));

        Assert.Null(
            (await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken)).Image.ColorConversion
        );
    }

    [Fact]
    public void Narrow_range_and_other_coefficients_are_heeded()
    {
        // CCIR 601-1 video range: 16 is black, 235 white; chroma 128 ± 112.
        var view = new YCbCrConversion([0.299, 0.587, 0.114], [16, 235, 128, 240, 128, 240]);
        byte[] shown = new byte[12];
        view.Convert([16, 128, 128, 235, 128, 128, 81, 90, 240, 126, 128, 128], 3, shown);

        Assert.Equal(new byte[] { 0, 0, 0, 255, 255, 255 }.AsEnumerable(), shown[..6]);
        Assert.InRange(shown[6], 251, 255); // Red of the colour bars.
        Assert.InRange(shown[7], 0, 4);
        Assert.Equal(new byte[] { 128, 128, 128 }.AsEnumerable(), shown[9..]);
    }

    [Fact]
    public void Does_not_throw_for_coefficients_and_references_that_make_no_sense()
    {
        double[][] mad =
        [
            [],
            [0, 0, 0],
            [double.NaN, 1, 1],
            [1e300, -1e300, 1e-300],
            [1, 1e-40, 1],
        ];
        double[][] madder =
        [
            [],
            [0, 0, 0, 0, 0, 0],
            [double.NaN, 0, 0, 0, 0, 0],
            [1e300, 1e300, -1e300, 5, 5, 5],
            [-4e38, 4e38, 1e-45, 0, 0, 0],
        ];
        byte[] shown = new byte[3];
        foreach (double[] coefficients in mad)
        {
            foreach (double[] reference in madder)
            {
                new YCbCrConversion(coefficients, reference).Convert([255, 0, 255], 3, shown);
            }
        }

        CieLabConversion.Of([double.NaN, 1e-30]).Convert([255, 128, 127], 3, new byte[4]);
        CieLabConversion.Of([1e-30, 1e-30]).Convert([255, 128, 127], 3, new byte[4]);
    }

    [Fact]
    public async Task Samples_behind_the_four_inks_are_passed_over()
    {
        byte[] block = [0, 0, 0, 0, 77, 255, 0, 0, 0, 88];
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(2, 1)
                    .With(TagId.SamplesPerPixel, FieldType.Short, 5)
                    .With(TagId.BitsPerSample, FieldType.Short, 8, 8, 8, 8, 8)
                    .With(TagId.PhotometricInterpretation, FieldType.Short, 5)
                    .With(TagId.ExtraSamples, FieldType.Short, 0)
                    .WithBlocks(block)
            )
            .Build();
        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(file),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

        using Raster raster = await reader.ReadWindowAsync(
            reader.Header.Levels[0],
            new(0, 0, 2, 1),
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.Equal([255, 0, 255, 255, 255, 255, 255, 255], raster.Samples.ToArray());
    }
}
