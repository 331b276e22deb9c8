using Cog.Header;
using Cog.Testing;

namespace Cog.Tests.Validation;

public class CostAdviceTests
{
    [Fact]
    public async Task Tells_reads_and_bytes()
    {
        // 2 × 2 blocks of 100 bytes: a tile of 256 pixels, wherever it lies, crosses 255 of the 256 borders' pixels on each axis.
        IReadOnlyList<string> advice = await OfAsync(new TiffBuilder().Add(Image(512, 256, 4)));

        Assert.StartsWith("Opening the file takes 1 read of ", advice[0], StringComparison.Ordinal);
        Assert.Contains(
            " the first map tile at full resolution 2 with those; a tile of 256 pixels takes about 398 bytes.",
            advice[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_block_index_behind_the_header_costs_a_read() =>
        Assert.Contains(
            "the first map tile at full resolution 3 with those",
            (await OfAsync(new TiffBuilder { GapBeforeIndexes = 20_000 }.Add(Image(512, 256, 4))))[0],
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_image_without_data_says_so() =>
        Assert.EndsWith(
            "It has no data.",
            (await OfAsync(new TiffBuilder().Add(new IfdBuilder(16, 16).Tiled(16, 16).WithBlocks(null, null))))[0],
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("no overviews", "There are no overviews: a picture of the whole image reads all of its 9 blocks.")]
    [InlineData(
        "jpeg nodata",
        "JPEG changes samples, so that few of those that were nodata (0) still are: an internal mask keeps them apart."
    )]
    [InlineData(
        "large blocks",
        "A block decodes to 16777216 bytes, of which a map tile shows few: blocks of 256 or 512 pixels square are cheaper."
    )]
    [InlineData("planes", "Bands are stored apart: a pixel of all 2 takes as many blocks.")]
    [InlineData("nowhere", "The file is not georeferenced: it has no place on a map.")]
    [InlineData(
        "tie points",
        "The file is georeferenced by 2 ground control points alone, and it takes three that lie on no line: it has no place on a map."
    )]
    [InlineData(
        "late directory",
        "The header is spread over more than the 16384 bytes of the first read: directories belong in front of all data."
    )]
    [InlineData(
        "ovr",
        "The overviews are in an .ovr file: it takes a read of its own, and a version of its own. Inside the file they come with its "
            + "header."
    )]
    public async Task Names_what_makes_a_file_expensive_to_read(string fault, string expected)
    {
        TiffBuilder good = new TiffBuilder().Add(Placed(Image(512, 256, 4)));
        TiffBuilder bad = fault switch
        {
            "no overviews" => new TiffBuilder().Add(Placed(Image(768, 256, 9))),
            "jpeg nodata" => new TiffBuilder().Add(
                Placed(Image(512, 256, 4)).With(TagId.Compression, FieldType.Short, 7).With(TagId.GdalNoData, "0")
            ),
            "large blocks" => new TiffBuilder().Add(Placed(Image(512, 4096, 1))),
            "planes" => new TiffBuilder().Add(
                Placed(Image(512, 256, 8))
                    .With(TagId.SamplesPerPixel, FieldType.Short, 2)
                    .With(TagId.BitsPerSample, FieldType.Short, 8, 8)
                    .With(TagId.PlanarConfiguration, FieldType.Short, 2)
            ),
            "nowhere" => new TiffBuilder().Add(Image(512, 256, 4)),
            "tie points" => new TiffBuilder().Add(
                Image(512, 256, 4).With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 5, 5, 0, 9, 9, 0, 6, 6, 0)
            ),
            "late directory" => new TiffBuilder { GapBeforeIfds = 20_000 }.Add(Placed(Image(512, 256, 4))),
            _ => good,
        };

        Assert.DoesNotContain(expected, await OfAsync(good));
        Assert.Contains(expected, await OfAsync(bad, hasExternalOverviews: fault == "ovr"));
    }

    private static IfdBuilder Image(int size, int block, int blocks) =>
        new IfdBuilder(size, size).Tiled(block, block).WithBlocks(Enumerable.Repeat<byte[]?>(new byte[100], blocks));

    private static IfdBuilder Placed(IfdBuilder image) =>
        image.With(TagId.ModelPixelScale, FieldType.Double, 1, 1, 0).With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 0, 0, 0);

    private static async Task<IReadOnlyList<string>> OfAsync(TiffBuilder builder, bool hasExternalOverviews = false)
    {
        var source = new CountingRangeSource(builder.Build());
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);
        return (await CogValidatorTests.ValidateAsync(source, header, hasExternalOverviews)).Advice;
    }
}
