using Cog.Header;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>What requests cost in round trips, on COGs that GDAL wrote.</summary>
public class ReadCostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Files() => Corpus.Rows(Corpus.Names("tif", "cog-"));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task A_header_of_GDALs_COG_driver_costs_one_read(string name)
    {
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf($"tif/{name}"), Token));

        await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);

        Assert.Equal([new(0, 16_384)], source.Reads);
    }

    [Fact]
    public async Task Opening_and_a_window_cost_one_read_for_the_header_and_one_for_the_blocks()
    {
        RecordingRangeSource source = Open("cog-mask.tif");
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);

        using Raster first = await reader.ReadWindowAsync(reader.Header.Levels[0], new(130, 130, 200, 100), cancellationToken: Token);

        Assert.Equal(2, source.Reads.Count);
        Assert.Equal(new(0, 16_384), source.Reads[0]);
        Assert.Equal([null, reader.Header.ETag], source.Expected);
        Assert.NotNull(reader.Header.ETag);
    }

    [Fact]
    public async Task Another_window_of_an_open_file_costs_one_read()
    {
        RecordingRangeSource source = Open("cog-mask.tif");
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);
        using Raster first = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 100, 100), cancellationToken: Token);
        source.Clear();

        using Raster second = await reader.ReadWindowAsync(reader.Header.Levels[0], new(200, 200, 20, 20), cancellationToken: Token);

        Assert.Single(source.Reads);
    }

    [Fact]
    public async Task A_block_and_its_interleaved_mask_cost_one_read_of_just_their_bytes()
    {
        RecordingRangeSource source = Open("cog-mask.tif");
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);
        source.Clear();

        using Raster? block = await reader.ReadBlockAsync(0, 1, 1, cancellationToken: Token);

        Assert.True(reader.Header.Ghost.MaskInterleaved);
        Assert.NotNull(reader.Header.Levels[0].Mask);
        Assert.InRange(Assert.Single(source.Reads).Length, 1000, 40_000);
    }

    [Fact]
    public async Task A_file_smaller_than_the_first_read_costs_one_read_in_all()
    {
        RecordingRangeSource source = Open("cog-small.tif");
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);

        using Raster whole = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 60, 50), cancellationToken: Token);
        using Raster? box = await reader.ReadAsync(reader.Header.Bounds, new(20, 20), new() { Resampling = Resampling.Average }, Token);

        Assert.Single(source.Reads);
    }

    [Fact]
    public async Task Another_source_of_the_same_object_shares_what_was_read()
    {
        CogReader opened = await CogReader.OpenAsync(Open("cog-small.tif"), CogReaderOptions.Default, Token);
        var log = new ReadLog();

        using Raster whole = await opened
            .WithSource(new RecordedRangeSource(Open("cog-small.tif"), log))
            .ReadWindowAsync(opened.Header.Levels[0], new(0, 0, 60, 50), cancellationToken: Token);

        Assert.Equal(0, log.Count);
    }

    [Fact]
    public async Task A_reader_made_of_a_cached_header_reads_blocks_alone()
    {
        CogReader opened = await CogReader.OpenAsync(Open("cog-mask.tif"), CogReaderOptions.Default, Token);
        RecordingRangeSource source = Open("cog-mask.tif");

        using Raster window = await new CogReader(source, opened.Header, CogReaderOptions.Default).ReadWindowAsync(
            opened.Header.Levels[0],
            new(0, 0, 50, 50),
            cancellationToken: Token
        );

        Assert.Single(source.Reads);
    }

    [Fact]
    public async Task A_box_reads_the_overview_that_serves_it()
    {
        RecordingRangeSource source = Open("cog-mask.tif");
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);
        source.Clear();

        using Raster? box = await reader.ReadAsync(reader.Header.Bounds, new(125, 100), new() { Resampling = Resampling.Bilinear }, Token);

        Assert.InRange(source.Reads.Sum(r => r.Length), 1, 40_000); // of 400 kB
    }

    [Fact]
    public async Task Bands_that_are_copied_read_no_block_for_a_mask_that_is_not_there()
    {
        byte[] block = new byte[16 * 16 * 2];
        IfdBuilder image = new IfdBuilder(32, 16)
            .Tiled(16, 16)
            .With(TagId.BitsPerSample, FieldType.Short, 8, 8)
            .With(TagId.SamplesPerPixel, FieldType.Short, 2)
            .With(TagId.ExtraSamples, FieldType.Short, 0)
            .WithBlocks(block, block);
        var source = new RecordingRangeSource(new MemoryRangeSource(new TiffBuilder().Add(image).Build()));
        CogReader reader = await CogReader.OpenAsync(source, new() { IngestedBytesAtOpen = 400, MergeGapBytes = 0 }, Token);
        source.Clear();

        // Of 16.4 columns, a bilinear picture's last pixel needs the second block; a copy does not.
        using Raster? box = await reader.ReadAsync(new(0, 0, 16.4, 16), new(16, 16), new() { Resampling = Resampling.Bilinear }, Token);

        Assert.InRange(source.Reads.Sum(r => r.Length), 1, block.Length); // Opening brought its beginning.
    }

    private static RecordingRangeSource Open(string name) => new(new FileRangeSource(TestData.PathOf("reading/" + name)));
}
