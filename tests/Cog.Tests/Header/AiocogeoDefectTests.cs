using Cog.Blocks;
using Cog.Header;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Header;

/// <summary>What aiocogeo, whose name this library answers to, got wrong of headers.</summary>
public class AiocogeoDefectTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BigTIFF_is_supported()
    {
        CogHeader header = await ReadAsync(Builder(isBig: true).Add(Image(40, 20)));

        Assert.Equal((40, TiffLayout.Big), (header.Image.Width, header.File.Layout));
    }

    [Theory]
    [InlineData("255", 255)]        // was 2, its first character
    [InlineData("-99", -99)]        // was a crash
    [InlineData("nan", double.NaN)]
    [InlineData("0.5", 0.5)]
    public async Task Nodata_is_the_whole_number(string text, double expected) =>
        Assert.Equal(expected, (await ReadAsync(Builder().Add(Image(40, 20)
            .With(TagId.BitsPerSample, FieldType.Short, 32).With(TagId.SampleFormat, FieldType.Short, 3).With(TagId.GdalNoData, text)))).NoData?.Value);

    [Theory]
    [InlineData(FieldType.Rational, new double[] { 1, 4 }, 0.25)]   // was read as a float of 4 bytes
    [InlineData(FieldType.SRational, new double[] { -1, 4 }, -0.25)]
    [InlineData(FieldType.SByte, new double[] { -3 }, -3)]          // these were a KeyError
    [InlineData(FieldType.SShort, new double[] { -3 }, -3)]
    [InlineData(FieldType.SLong, new double[] { -3 }, -3)]
    [InlineData(FieldType.Float, new double[] { 0.5 }, 0.5)]
    [InlineData(FieldType.Ifd, new double[] { 3 }, 3)]
    [InlineData(FieldType.SLong8, new double[] { -3 }, -3)]
    [InlineData(FieldType.Ifd8, new double[] { 3 }, 3)]
    public async Task Every_field_type_is_read(FieldType type, double[] values, double expected)
    {
        foreach (bool isBig in new[] { false, true })
        {
            CogHeader header = await ReadAsync(Builder(isBig).Add(Image(40, 20).With((TagId)65000, type, values)));
            Assert.Equal([expected], header.Image.Tags[(TagId)65000].AsDoubles());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(32773)]
    [InlineData(32946)]
    public async Task A_mask_is_a_mask_whatever_its_compression(int compression)
    {
        CogHeader header = await ReadAsync(Builder()
            .Add(Image(40, 20))
            .Add(Image(40, 20).Subfile(4).With(TagId.BitsPerSample, FieldType.Short, 1).With(TagId.Compression, FieldType.Short, compression)));

        Assert.Single(header.Levels);
        Assert.Equal(1, header.Levels[0].Mask?.Index);
    }

    [Fact]
    public async Task Masks_are_paired_by_size_not_by_position()
    {
        CogHeader header = await ReadAsync(Builder()
            .Add(Image(40, 20))
            .Add(Image(20, 10).Subfile(1))
            .Add(Image(10, 5).Subfile(1))
            .Add(Image(30, 20).Subfile(4))
            .Add(Image(10, 5).Subfile(5))
            .Add(Image(40, 20).Subfile(4)));

        Assert.Equal([(0, 5), (1, null), (2, 4)], header.Levels.Select(l => (l.Image.Index, l.Mask?.Index)));
    }

    [Fact]
    public async Task Overviews_may_have_any_ratio()
    {
        CogHeader header = await ReadAsync(Builder().Add(Image(210, 210)).Add(Image(70, 70).Subfile(1)).Add(Image(30, 30).Subfile(1)));

        Assert.Equal([3, 7], header.OverviewDecimations);
        Assert.Equal(new(7, 0, 0, 0, 7, 0), header.GeoTransformOf(header.Levels[2]));
    }

    [Fact]
    public async Task There_is_no_level_behind_the_last() =>
        Assert.Equal(2, (await ReadAsync(Builder().Add(Image(40, 20)).Add(Image(20, 10).Subfile(1)))).Levels.Count); // z > len(ifds) let one more through

    [Fact]
    public async Task A_sparse_block_is_not_a_range()
    {
        var source = new CountingRangeSource(Builder().Add(new IfdBuilder(32, 16).Tiled(16, 16).WithBlocks(null, [1, 2])).Build());
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, CancellationToken);

        IReadOnlyList<BlockLocation> found = await new BlockIndex(header, header.Image, CogReaderOptions.Default).LocateAsync(source, [0, 1], CancellationToken);

        Assert.Equal([true, false], found.Select(l => l.IsSparse)); // was bytes=0--1
    }

    [Fact]
    public async Task A_user_defined_CRS_has_no_code()
    {
        CogHeader header = await ReadAsync(Builder().Add(Image(40, 20).With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 2, 2048, 0, 1, 4326, 3072, 0, 1, 32767)));

        Assert.Equal((null, true), (header.EpsgCode, header.GeoKeys.IsUserDefined));
    }

    private static TiffBuilder Builder(bool isBig = false) => new() { IsBig = isBig };

    private static IfdBuilder Image(int width, int height) =>
        new IfdBuilder(width, height).Tiled(16, 16).WithBlocks(Enumerable.Repeat<byte[]?>([1], (width + 15) / 16 * ((height + 15) / 16)));

    private static Task<CogHeader> ReadAsync(TiffBuilder builder) =>
        CogHeaderReader.ReadAsync(new CountingRangeSource(builder.Build()), CogReaderOptions.Default, CancellationToken);
}
