using Cog.Header;
using Cog.Resamplers;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>What goes wrong, and that nothing is left rented then.</summary>
public sealed class ReaderFailureTests : IDisposable
{
    private static readonly PixelWindow s_all = new(0, 0, 64, 64);

    private readonly CountingMemoryPool _pool = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The rule of every test here.</summary>
    public void Dispose()
    {
        Assert.Equal(0, _pool.Rented);
        _pool.Dispose();
    }

    [Fact]
    public async Task Every_read_gives_back_what_it_rented()
    {
        CogReader reader = await OpenAsync(new FileRangeSource(TestData.PathOf("reading/alpha-u8.tif")), new());
        foreach (Resampling resampling in ResamplingNames.OfReads)
        {
            (
                await reader.ReadAsync(reader.Header.Bounds, new(30, 20), new() { Resampling = resampling, Bands = [0, 2] }, Token)
            )!.Dispose();
        }

        (await reader.ReadBlockAsync(0, 1, 1, cancellationToken: Token))!.Dispose();
        (await reader.ReadPointAsync(1200, 1800, cancellationToken: Token))!.Dispose();
        (await reader.ReadWindowAsync(reader.Header.Levels[0], new(-5, -5, 400, 400), cancellationToken: Token)).Dispose();
        Assert.InRange(_pool.Total, 20, 1000);
    }

    [Fact]
    public async Task A_block_that_does_not_decode_fails_the_read_and_leaks_nothing()
    {
        CogReader reader = await OpenAsync(new MemoryRangeSource(Tiff(Compression.Lzw, new byte[300])), new());

        await Assert.ThrowsAsync<InvalidTiffException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: Token)
        );
        Assert.True(_pool.Total > 0);
    }

    [Fact]
    public async Task A_compression_without_a_codec_is_named()
    {
        CogReader reader = await OpenAsync(new MemoryRangeSource(Tiff(Compression.Jbig, new byte[300])), new());

        var error = await Assert.ThrowsAsync<UnsupportedTiffException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: Token)
        );
        Assert.Contains("Jbig", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_changed_fails_the_read()
    {
        var source = new CountingRangeSource(Tiff(Compression.None, new byte[1024]));
        CogReader reader = await OpenAsync(source, new() { IngestedBytesAtOpen = 512 });
        source.ETag = "\"2\"";

        await Assert.ThrowsAsync<SourceChangedException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: Token)
        );
    }

    [Fact]
    public async Task A_source_that_fails_half_way_leaks_nothing()
    {
        byte[] file = Tiff(Compression.None, new byte[1024]);
        int reads = 0;
        var source = new CountingRangeSource(file.Length, range =>
            Interlocked.Increment(ref reads) < 3
                ? file.AsMemory((int)range.Offset, range.Length)
                : throw new SourceUnavailableException("No more.")
        );
        CogReader reader = await OpenAsync(
            source,
            new()
            {
                IngestedBytesAtOpen = 512,
                MergeGapBytes = 0,
                MaxMergedBytes = 1024,
            }
        );

        await Assert.ThrowsAsync<SourceUnavailableException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: Token)
        );
        Assert.InRange(reads, 3, 5);
    }

    [Fact]
    public async Task A_cancelled_read_ends_and_leaks_nothing()
    {
        byte[] file = Tiff(Compression.None, new byte[1024]);
        using var cancellation = new CancellationTokenSource();
        int reads = 0;
        var source = new CountingRangeSource(file.Length, range =>
        {
            if (Interlocked.Increment(ref reads) == 2)
            {
                cancellation.Cancel();
            }

            return file.AsMemory((int)range.Offset, range.Length);
        });
        CogReader reader = await OpenAsync(source, new() { IngestedBytesAtOpen = 512 });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: cancellation.Token)
        );
    }

    [Theory]
    [InlineData(nameof(CogLimits.MaxBlocksPerRequest), "4")]
    [InlineData(nameof(CogLimits.MaxBytesPerRequest), "4096")]
    [InlineData(nameof(CogLimits.MaxBlockBytes), "1024")]
    [InlineData(nameof(CogLimits.MaxRasterBytes), "4096")]
    public async Task Limits_are_checked_before_a_byte_is_read(string limit, string found)
    {
        CogLimits limits = limit switch
        {
            nameof(CogLimits.MaxBlocksPerRequest) => new() { MaxBlocksPerRequest = 3 },
            nameof(CogLimits.MaxBytesPerRequest) => new() { MaxBytesPerRequest = 4095 },
            nameof(CogLimits.MaxBlockBytes) => new() { MaxBlockBytes = 1023 },
            _ => new() { MaxRasterBytes = 4095 },
        };
        var source = new CountingRangeSource(Tiff(Compression.None, new byte[1024]));
        CogHeader header = await CogHeaderReader.ReadAsync(source, new() { IngestedBytesAtOpen = 512 }, Token);
        var reader = new CogReader(source, header, new() { Limits = limits, Pool = _pool });

        var error = await Assert.ThrowsAsync<LimitExceededException>(() =>
            reader.ReadWindowAsync(header.Levels[0], s_all, cancellationToken: Token)
        );

        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Single(source.Reads);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_is_decoded()
    {
        CogReader reader = await OpenAsync(
            new MemoryRangeSource(Tiff(Compression.Lzw, new byte[4])),
            new() { Limits = new() { MaxExpansionRatio = 255 } }
        );

        var error = await Assert.ThrowsAsync<LimitExceededException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: Token)
        );
        Assert.Contains("4 bytes for 1024", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_outside_is_an_error_when_boundless_is_off()
    {
        CogReader reader = await OpenAsync(new MemoryRangeSource(Tiff(Compression.None, new byte[1024])), new() { BoundlessRead = false });

        await Assert.ThrowsAsync<WindowOutsideImageException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], new(1, 1, 64, 64), cancellationToken: Token)
        );
        await Assert.ThrowsAsync<WindowOutsideImageException>(() =>
            reader.ReadAsync(new(-1, 0, 63, 64), new(64, 64), cancellationToken: Token)
        );
        (await reader.ReadWindowAsync(reader.Header.Levels[0], s_all, cancellationToken: Token)).Dispose();
        (await reader.ReadAsync(new(0, 0, 64, 64), new(32, 32), cancellationToken: Token))!.Dispose();
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 0, -1 })]
    public async Task Bands_that_the_image_lacks_are_a_callers_fault(int[] bands)
    {
        CogReader reader = await OpenAsync(new MemoryRangeSource(Tiff(Compression.None, new byte[1024])), new());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], s_all, new() { Bands = bands }, Token)
        );
    }

    private static byte[] Tiff(Compression compression, byte[] block) =>
        new TiffBuilder { GapBeforeIndexes = 0 }
            .Add(
                new IfdBuilder(64, 64)
                    .Tiled(32, 32)
                    .With(TagId.Compression, FieldType.Short, (int)compression)
                    .WithBlocks(block, block, block, block)
            )
            .Build();

    private Task<CogReader> OpenAsync(IRangeSource source, CogReaderOptions options) =>
        CogReader.OpenAsync(source, options with { Pool = _pool }, Token);
}
