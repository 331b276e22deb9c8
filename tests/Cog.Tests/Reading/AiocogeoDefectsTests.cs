using Cog.Blocks;
using Cog.Header;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Reading;

/// <summary>
/// Faults of aiocogeo 0.3, whose name this library answers to, one test each: of headers, then of reading. 9 is in RangeCoalescerTests, 14
/// and 15 in HttpRangeSourceTests.
/// </summary>
public class AiocogeoDefectsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_BigTIFF_opens_like_any_other_file()
    {
        CogHeader header = await ReadAsync(Builder(isBig: true).Add(Image(40, 20)));

        Assert.Equal((40, TiffLayout.Big), (header.Image.Width, header.File.Layout));
    }

    [Theory]
    [InlineData("255", 255)] // was 2, its first character
    [InlineData("-99", -99)] // was a crash
    [InlineData("nan", double.NaN)]
    [InlineData("0.5", 0.5)]
    public async Task Nodata_is_the_whole_number(string text, double expected) =>
        Assert.Equal(
            expected,
            (
                await ReadAsync(
                    Builder()
                        .Add(
                            Image(40, 20)
                                .With(TagId.BitsPerSample, FieldType.Short, 32)
                                .With(TagId.SampleFormat, FieldType.Short, 3)
                                .With(TagId.GdalNoData, text)
                        )
                )
            )
                .NoData
                ?.Value
        );

    [Theory]
    [InlineData(FieldType.Rational, new double[] { 1, 4 }, 0.25)] // was read as a float of 4 bytes
    [InlineData(FieldType.SRational, new double[] { -1, 4 }, -0.25)]
    [InlineData(FieldType.SByte, new double[] { -3 }, -3)] // these were a KeyError
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
        CogHeader header = await ReadAsync(
            Builder()
                .Add(Image(40, 20))
                .Add(
                    Image(40, 20)
                        .Subfile(4)
                        .With(TagId.BitsPerSample, FieldType.Short, 1)
                        .With(TagId.Compression, FieldType.Short, compression)
                )
        );

        Assert.Single(header.Levels);
        Assert.Equal(1, header.Levels[0].Mask?.Index);
    }

    [Fact]
    public async Task Masks_are_paired_by_size_not_by_position()
    {
        CogHeader header = await ReadAsync(
            Builder()
                .Add(Image(40, 20))
                .Add(Image(20, 10).Subfile(1))
                .Add(Image(10, 5).Subfile(1))
                .Add(Image(30, 20).Subfile(4))
                .Add(Image(10, 5).Subfile(5))
                .Add(Image(40, 20).Subfile(4))
        );

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
        // z > len(ifds) let one more through
        Assert.Equal(2, (await ReadAsync(Builder().Add(Image(40, 20)).Add(Image(20, 10).Subfile(1)))).Levels.Count);

    [Fact]
    public async Task A_sparse_block_is_not_a_range()
    {
        var source = new CountingRangeSource(Builder().Add(new IfdBuilder(32, 16).Tiled(16, 16).WithBlocks(null, [1, 2])).Build());
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);

        IReadOnlyList<BlockLocation> found = await new BlockIndex(header, header.Image, CogReaderOptions.Default).LocateAsync(
            source,
            [0, 1],
            Token
        );

        Assert.Equal([true, false], found.Select(l => l.IsSparse)); // was bytes=0--1
    }

    [Fact]
    public async Task A_user_defined_CRS_has_no_code()
    {
        CogHeader header = await ReadAsync(
            Builder().Add(Image(40, 20).With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 2, 2048, 0, 1, 4326, 3072, 0, 1, 32767))
        );

        Assert.Equal((null, true), (header.EpsgCode, header.GeoKeys.IsUserDefined));
    }

    /// <summary>Defect 8: nodata together with merged ranges looks for a mask directory that is not there.</summary>
    [Fact]
    public async Task Nodata_and_merged_ranges_go_together()
    {
        CountingRangeSource source = Source(Gray(4, Enumerable.Repeat(Filled(7), 4)).With(TagId.GdalNoData, "7"));
        CogReader reader = await CogReader.OpenAsync(source, new() { IngestedBytesAtOpen = 400, MergeGapBytes = 1 << 20 }, Token);
        int before = source.Reads.Count;

        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token);

        Assert.Equal(before + 1, source.Reads.Count);
        Assert.Equal(64 * 64, raster.Mask.Count((byte)0));
    }

    /// <summary>Defect 10: blocks of planar images are decoded as if chunky.</summary>
    [Fact]
    public async Task Planes_are_read_from_their_own_blocks()
    {
        IfdBuilder planar = Gray(8, Enumerable.Range(0, 8).Select(i => Filled((byte)i)))
            .With(TagId.SamplesPerPixel, FieldType.Short, 2)
            .With(TagId.BitsPerSample, FieldType.Short, 8, 8)
            .With(TagId.PlanarConfiguration, FieldType.Short, 2)
            .With(TagId.ExtraSamples, FieldType.Short, 0);
        CountingRangeSource source = Source(planar);
        CogReader reader = await CogReader.OpenAsync(source, new() { IngestedBytesAtOpen = 500, MergeGapBytes = 0 }, Token);

        using Raster both = await reader.ReadWindowAsync(reader.Header.Levels[0], new(16, 16, 32, 32), new() { Bands = [1, 0, 1] }, Token);
        int before = source.Reads.Count;
        using Raster one = await reader.ReadWindowAsync(reader.Header.Levels[0], new(40, 40, 2, 2), new() { Bands = [1] }, Token);

        Assert.Equal(
            [4, 5, 6, 7],
            new[] { both.BandBytes(0)[0], both.BandBytes(0)[31], both.BandBytes(0)[31 * 32], both.BandBytes(0)[(32 * 32) - 1] }
        );
        Assert.Equal(
            [0, 1, 2, 3],
            new[] { both.BandBytes(1)[0], both.BandBytes(1)[31], both.BandBytes(1)[31 * 32], both.BandBytes(1)[(32 * 32) - 1] }
        );
        Assert.Equal(both.BandBytes(0), both.BandBytes(2));
        Assert.Equal([7, 7, 7, 7], one.BandBytes(0).ToArray());
        Assert.InRange(source.Reads.Skip(before).Sum(r => r.Length), 1, 1100); // the one plane's block, and perhaps a page of the index
    }

    /// <summary>Defect 11: images of several bands that are not bytes cannot be resampled. Here, a 2 × 2 average of 16-bit bands.</summary>
    [Fact]
    public async Task Several_bands_of_16_bits_are_resampled()
    {
        byte[] block = new byte[2 * 2 * 4];
        Span<ushort> samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(block.AsSpan());
        ((ReadOnlySpan<ushort>)[1000, 60_000, 2000, 60_001, 3000, 60_002, 4000, 60_003]).CopyTo(samples);
        IfdBuilder ifd = new IfdBuilder(2, 2)
            .Striped(2)
            .With(TagId.BitsPerSample, FieldType.Short, 16, 16)
            .With(TagId.SamplesPerPixel, FieldType.Short, 2)
            .With(TagId.ExtraSamples, FieldType.Short, 0)
            .WithBlocks(block);
        CogReader reader = await OpenAsync(ifd);

        using Raster? raster = await reader.ReadAsync(reader.Header.Bounds, new(1, 1), new() { Resampling = Resampling.Average }, Token);

        Assert.NotNull(raster);
        Assert.Equal([2500, 60_002], new[] { raster.Band<ushort>(0)[0], raster.Band<ushort>(1)[0] }); // 60001.5 rounds up
    }

    /// <summary>Defect 12: a mask is interpolated, and whatever is not zero then shows samples that were mixed with masked ones.</summary>
    [Fact]
    public async Task Masked_samples_are_not_mixed_into_valid_ones()
    {
        IfdBuilder image = new IfdBuilder(4, 1).Striped(1).WithBlocks(new byte[] { 100, 100, 0, 0 });
        IfdBuilder mask = new IfdBuilder(4, 1)
            .Striped(1)
            .Subfile(4)
            .With(TagId.BitsPerSample, FieldType.Short, 1)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 4)
            .WithBlocks(new byte[] { 0b1100_0000 });
        CogReader reader = await OpenAsync(image, mask);

        using Raster? raster = await reader.ReadAsync(reader.Header.Bounds, new(8, 1), new() { Resampling = Resampling.Bilinear }, Token);

        Assert.NotNull(raster);
        for (int i = 0; i < 8; i++)
        {
            Assert.True(raster.Mask[i] is 0 or 255);
            Assert.True(raster.Mask[i] == 0 || raster.BandBytes(0)[i] == 100);
        }

        Assert.Equal(255, raster.Mask[0]);
        Assert.Equal(0, raster.Mask[7]);
    }

    /// <summary>Defect 13: a sparse block (offset 0, count 0) is asked for as <c>bytes=0--1</c>.</summary>
    [Theory]
    [InlineData(null, 0, 255)]
    [InlineData("9", 9, 0)]
    public async Task Sparse_blocks_are_filled_without_a_read(string? noData, byte value, byte valid)
    {
        IfdBuilder ifd = Gray(4, [Filled(1), null, Filled(3), null]);
        CountingRangeSource source = Source(noData is null ? ifd : ifd.With(TagId.GdalNoData, noData));
        CogReader reader = await CogReader.OpenAsync(source, new() { IngestedBytesAtOpen = 16_384 }, Token);

        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token);

        Assert.Equal([1, value], new[] { raster.BandBytes(0)[0], raster.BandBytes(0)[32] });
        Assert.Equal([255, valid], new[] { raster.Mask[0], raster.Mask[32] });
        Assert.Single(source.Reads);
        Assert.All(source.Reads, r => Assert.True(r.Length > 0));
    }

    /// <summary>Defect 16: nothing remembers which version of the object was read, and an overwritten one gives garbage.</summary>
    [Fact]
    public async Task Every_read_after_the_first_names_the_version_it_expects()
    {
        CountingRangeSource source = Source(Gray(4, Enumerable.Repeat(Filled(7), 4)));
        CogReader reader = await CogReader.OpenAsync(source, new() { IngestedBytesAtOpen = 400 }, Token);

        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token);

        Assert.Null(source.IfMatches[0]);
        Assert.NotEmpty(source.IfMatches.Skip(1));
        Assert.All(source.IfMatches.Skip(1), m => Assert.Equal("\"1\"", m));
    }

    /// <summary>Defect 19: width and height change places between the choice of an overview and the resampling.</summary>
    [Fact]
    public async Task Width_and_height_keep_their_places()
    {
        byte[] block = [.. Enumerable.Range(0, 8 * 2).Select(i => (byte)i)];
        CogReader reader = await OpenAsync(new IfdBuilder(8, 2).Striped(2).WithBlocks(block));

        using Raster? raster = await reader.ReadAsync(reader.Header.Bounds, new(4, 2), cancellationToken: Token);

        Assert.NotNull(raster);
        Assert.Equal((4, 2), (raster.Width, raster.Height));
        Assert.Equal([1, 3, 5, 7, 9, 11, 13, 15], raster.BandBytes(0).ToArray());
    }

    private static byte[] Filled(byte value)
    {
        byte[] block = new byte[32 * 32];
        block.AsSpan().Fill(value);
        return block;
    }

    private static IfdBuilder Gray(int blocks, IEnumerable<byte[]?> content) =>
        new IfdBuilder(64, 64).Tiled(32, 32).WithBlocks(content.Take(blocks));

    private static CountingRangeSource Source(params IfdBuilder[] ifds) =>
        new(ifds.Aggregate(new TiffBuilder(), (b, i) => b.Add(i)).Build());

    private static Task<CogReader> OpenAsync(params IfdBuilder[] ifds) =>
        CogReader.OpenAsync(Source(ifds), CogReaderOptions.Default, Token);

    private static TiffBuilder Builder(bool isBig = false) => new() { IsBig = isBig };

    private static IfdBuilder Image(int width, int height) =>
        new IfdBuilder(width, height).Tiled(16, 16).WithBlocks(Enumerable.Repeat<byte[]?>([1], (width + 15) / 16 * ((height + 15) / 16)));

    private static Task<CogHeader> ReadAsync(TiffBuilder builder) =>
        CogHeaderReader.ReadAsync(new CountingRangeSource(builder.Build()), CogReaderOptions.Default, Token);
}
