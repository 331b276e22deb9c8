using Cog.Header;
using Cog.Header.Storing;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Header;

/// <summary>
/// Which directory is the image, and which are its overviews. Expected: what GDAL 3.6.2 opens and lists (rasterio's <c>width</c> and
/// <c>overviews(1)</c>) of the same files.
/// </summary>
public sealed class ImageLevelsOfGdalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Each directory: width, then its SubfileType (tag 254), or "o" and that of tag 255, or nothing.
    [Theory]
    [InlineData("128 4, 128, 64 1", 128, new[] { 2 })]
    [InlineData("64 1, 128", 64, new int[0])]
    [InlineData("128 1, 64 1", 128, new[] { 2 })]
    [InlineData("64 0, 128 1", 64, new[] { 0 })]
    [InlineData("128 0, 256 1, 64 1", 128, new[] { 0, 2 })]
    [InlineData("128 o1, 64 o2", 128, new int[0])]
    [InlineData("64 o2, 128 o1", 64, new int[0])]
    [InlineData("128 o3, 64 1", 128, new[] { 2 })]
    [InlineData("128 2, 64 3", 128, new[] { 2 })]
    [InlineData("128 0, 128 1, 64 1", 128, new[] { 1, 2 })]
    [InlineData("128 8, 64 9", 128, new[] { 2 })]
    public async Task The_first_directory_is_the_image_and_reduced_ones_behind_it_are_overviews(
        string directories,
        int width,
        int[] overviews
    )
    {
        var builder = new TiffBuilder();
        foreach (string[] words in directories.Split(", ").Select(d => d.Split(' ')))
        {
            int edge = int.Parse(words[0], null);
            IfdBuilder ifd = new IfdBuilder(edge, edge).Striped(edge).WithBlocks(new byte[edge * edge]);
            if (words is [_, ['o', var old]])
            {
                ifd.With(TagId.SubfileType, FieldType.Short, old - '0');
            }
            else if (words is [_, var type])
            {
                ifd.Subfile(int.Parse(type, null));
            }

            builder.Add(ifd);
        }

        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(builder.Build()), CogReaderOptions.Default, Token);

        Assert.Equal(width, reader.Header.Image.Width);
        Assert.Equal(overviews, reader.Header.OverviewDecimations);
    }

    [Fact]
    public async Task SubIFDs_of_the_image_are_its_overviews_and_their_masks()
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf("reading/subifds.tif")),
            CogReaderOptions.Default,
            Token
        );
        CogHeader header = CogHeaderSerializer.Deserialize(CogHeaderSerializer.Serialize(reader.Header, 1 << 20))!;

        // rasterio: overviews(1) is [2]; the overview's pixels are 255 less the image's; its mask begins at row 10 and column 15.
        Assert.Equal([2], header.OverviewDecimations);
        Assert.Equal(2, header.Ifds.Count);
        var cached = new CogReader(new FileRangeSource(TestData.PathOf("reading/subifds.tif")), header, CogReaderOptions.Default);
        using Raster raster = (await cached.ReadAsync(header.Bounds, new(65, 50), cancellationToken: Token))!;
        for (int i = 0; i < raster.PixelCount; i++)
        {
            (int x, int y) = (i % 65, i / 65);
            Assert.Equal(255 - ((((x * 6) + (y * 4)) % 200) + 20), raster.Samples[i]);
            Assert.Equal(x >= 15 && y >= 10 ? 255 : 0, raster.Mask[i]);
        }
    }

    [Fact]
    public async Task A_width_that_no_reader_has_names_the_limit()
    {
        byte[] file = new TiffBuilder()
            .Add(new IfdBuilder(16, 16).Striped(16).WithBlocks(new byte[256]).With(TagId.ImageWidth, FieldType.Long, 2147483648))
            .Build();

        var error = await Assert.ThrowsAsync<LimitExceededException>(() =>
            CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token)
        );

        Assert.Equal(nameof(CogLimits.MaxDimension), error.Limit);
    }

    // gdal.Open(…).GetMetadata() of files with this text in tag 42112; null: no item A.
    [Theory]
    [InlineData("""<GDALMetadata><Item name="A"><![CDATA[a < b & c &amp; d &lt;]]></Item></GDALMetadata>""", "a < b ")]
    [InlineData("""<GDALMetadata><Item name="A">pre<![CDATA[ in ]]>post</Item></GDALMetadata>""", null)]
    [InlineData("""<GDALMetadata><Item name="A"> <![CDATA[in]]></Item></GDALMetadata>""", "in")]
    [InlineData("""<GDALMetadata><Item name="A"><![CDATA[one]]><![CDATA[two]]></Item></GDALMetadata>""", null)]
    [InlineData("""<GDALMetadata><Item name="A"><![CDATA[]]></Item></GDALMetadata>""", "")]
    [InlineData("""<GDALMetadata><Item name="A">one<!-- c -->two</Item></GDALMetadata>""", null)]
    [InlineData("\uFEFF<GDALMetadata><Item name=\"A\">x</Item></GDALMetadata>", "x")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><GDALMetadata><Item name=\"A\">x</Item></GDALMetadata>", "x")]
    [InlineData("""<gdalmetadata><item name="A">x</item></gdalmetadata>""", "x")]
    [InlineData("""<GDALMetadata><Item NAME="A">x</Item></GDALMetadata>""", "x")]
    [InlineData("""<Foo><Item name="A">x</Item></Foo>""", null)]
    [InlineData("""<Foo/><GDALMetadata><Item name="A">x</Item></GDALMetadata>""", "x")]
    [InlineData("""<Foo><GDALMetadata><Item name="A">x</Item></GDALMetadata></Foo>""", null)]
    [InlineData("""<GDALMetadata><Item name="A">  x  y </Item></GDALMetadata>""", "x  y ")]
    public void Metadata_is_what_GDAL_makes_of_it(string xml, string? expected) =>
        Assert.Equal(expected, GdalMetadata.Parse(xml).Of(null).GetValueOrDefault("A"));

    // gdal.GetColorInterpretationName of files of so many samples, bits and photometric interpretation; "map" adds a ColorMap.
    [Theory]
    [InlineData(4, 16, 5, false, "cyan magenta yellow black")]
    [InlineData(3, 16, 5, false, "cyan magenta yellow")]
    [InlineData(5, 16, 5, false, "cyan magenta yellow black undefined")]
    [InlineData(1, 8, 0, false, "palette")]
    [InlineData(1, 8, 0, true, "palette")]
    [InlineData(1, 4, 0, true, "palette")]
    [InlineData(1, 16, 0, true, "palette")]
    [InlineData(3, 8, 2, true, "palette green blue")]
    [InlineData(3, 16, 8, false, "undefined undefined undefined")]
    public async Task Bands_mean_what_GDAL_says(int samples, int bits, int photometric, bool hasMap, string expected)
    {
        IfdBuilder ifd = new IfdBuilder(20, 20)
            .Striped(20)
            .With(TagId.BitsPerSample, FieldType.Short, [.. Enumerable.Repeat((double)bits, samples)])
            .With(TagId.SamplesPerPixel, FieldType.Short, samples)
            .With(TagId.PhotometricInterpretation, FieldType.Short, photometric)
            .WithBlocks(new byte[20 * 20 * samples * bits / 8]);
        if (hasMap)
        {
            ifd.With(TagId.ColorMap, FieldType.Short, [.. Enumerable.Range(0, 3 << bits).Select(i => (double)(i * 257 % 65_536))]);
        }

        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(new TiffBuilder().Add(ifd).Build()),
            CogReaderOptions.Default,
            Token
        );

        Assert.Equal(expected.Split(' '), reader.Header.ColorInterpretation.Select(meaning => meaning.Name()));
    }
}
