using Cog.Codecs;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Reading;

/// <summary>Large images without overviews: what is read of them is never held whole.</summary>
public sealed class DecimatedReadTests : IDisposable
{
    private const int Width = 600,
        Height = 500,
        Edge = 16;

    private readonly CountingMemoryPool _pool = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Assert.Equal(0, _pool.Rented);
        _pool.Dispose();
    }

    // rasterio 1.3.5, GDAL 3.6.2: read(1, out_shape=(20, 24), resampling=…) of (3x + 2y) mod 200 + 20, 600 x 500 pixels;
    // the pixels (0, 0), (19, 23), (7, 11), (10, 3), (13, 20) by row and column.
    [Theory]
    [InlineData(Resampling.Nearest, new[] { 80, 155, 55, 205, 30 })]
    [InlineData(Resampling.Bilinear, new[] { 92, 143, 90, 134, 108 })]
    [InlineData(Resampling.Average, new[] { 80, 155, 75, 144, 102 })]
    [InlineData(Resampling.Cubic, new[] { 83, 151, 78, 140, 104 })]
    [InlineData(Resampling.Mode, new[] { 68, 143, 43, 193, 218 })]
    public async Task A_window_larger_than_any_raster_is_shrunk(Resampling resampling, int[] expected)
    {
        foreach (long limit in new[] { 150_000, CogLimits.Default.MaxRasterBytes })
        {
            CogReader reader = await OpenAsync(Image(), CogLimits.Default with { MaxRasterBytes = limit });

            using Raster raster = (await reader.ReadAsync(reader.Header.Bounds, new(24, 20), new() { Resampling = resampling }, Token))!;

            int[] found =
            [
                raster.Samples[0],
                raster.Samples[(19 * 24) + 23],
                raster.Samples[(7 * 24) + 11],
                raster.Samples[(10 * 24) + 3],
                raster.Samples[(13 * 24) + 20],
            ];
            Assert.Equal(expected, found);
            Assert.DoesNotContain((byte)0, raster.Mask.ToArray());
        }
    }

    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Average)]
    public async Task The_budget_of_blocks_counts_all_strips(Resampling resampling)
    {
        CogReader reader = await OpenAsync(Image(), CogLimits.Default with { MaxRasterBytes = 100_000, MaxBlocksPerRequest = 300 });

        var error = await Assert.ThrowsAsync<LimitExceededException>(() =>
            reader.ReadAsync(reader.Header.Bounds, new(60, 50), new() { Resampling = resampling }, Token)
        );

        Assert.Equal(nameof(CogLimits.MaxBlocksPerRequest), error.Limit);
    }

    [Fact]
    public async Task Blocks_without_a_picked_pixel_are_not_read()
    {
        var rows = new IfdBuilder(100, 1000)
            .Striped(1)
            .WithBlocks(Enumerable.Range(0, 1000).Select(y => Enumerable.Repeat((byte)(y / 4), 100).ToArray()));
        var log = new ReadLog();
        CogReader reader = (await OpenAsync(rows, CogLimits.Default)).WithSource(
            new MemoryRangeSource(new TiffBuilder().Add(rows).Build()),
            log
        );

        using Raster raster = (await reader.ReadAsync(reader.Header.Bounds, new(5, 10), cancellationToken: Token))!;

        // GDAL takes row 100 i + 50 for row i.
        Assert.Equal([12, 37, 62], new int[] { raster.Samples[0], raster.Samples[5], raster.Samples[10] });
        Assert.Equal(10, log.Blocks);
    }

    // rasterio's dataset_mask(out_shape=…) of the same files: each pixel is that of the full mask under its middle.
    [Theory]
    [InlineData(32)]
    [InlineData(20)]
    [InlineData(64)]
    public async Task The_mask_of_the_image_is_that_of_overviews_without_one(int size)
    {
        byte[] mask = [.. Enumerable.Range(0, 64 * 64).Select(i => IsValid(i % 64, i / 64) ? (byte)1 : (byte)0)];
        byte[] file = new TiffBuilder()
            .Add(new IfdBuilder(64, 64).Striped(64).WithBlocks(new byte[64 * 64]))
            .Add(new IfdBuilder(64, 64).Striped(64).Subfile(4).With(TagId.PhotometricInterpretation, FieldType.Short, 4).WithBlocks(mask))
            .Add(new IfdBuilder(32, 32).Striped(32).Subfile(1).WithBlocks(new byte[32 * 32]))
            .Build();
        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(file), new() { Pool = _pool }, Token);

        using Raster raster = (await reader.ReadAsync(reader.Header.Bounds, new(size, size), cancellationToken: Token))!;

        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                bool isValid = IsValid((int)((x + 0.5) * 64 / size), (int)((y + 0.5) * 64 / size));
                Assert.Equal(isValid ? 255 : 0, raster.Mask[(y * size) + x]);
            }
        }

        static bool IsValid(int x, int y) => ((x * 7) + (y * 3)) % 11 > 4;
    }

    [Fact]
    public async Task A_short_block_of_many_samples_costs_no_raster()
    {
        IfdBuilder image = new IfdBuilder(64, 64)
            .Striped(64)
            .With(TagId.SamplesPerPixel, FieldType.Short, 65_535)
            .WithBlocks(new byte[10_000]);
        CogReader reader = await OpenAsync(image, CogLimits.Default);

        await Assert.ThrowsAsync<InvalidTiffException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token)
        );

        Assert.Equal(0, _pool.Total);
    }

    [Fact]
    public async Task A_slow_block_ends_with_the_time_of_its_request()
    {
        IfdBuilder image = new IfdBuilder(64, 64).Striped(64).WithBlocks(new byte[64 * 64]);
        CogReaderOptions options = new()
        {
            Limits = new CogLimits { MaxTimePerRequest = TimeSpan.FromMilliseconds(50) },
            Codecs = BlockCodecs.Managed.With(Compression.None, new EndlessCodec()),
        };
        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(new TiffBuilder().Add(image).Build()), options, Token);

        LimitExceededException e = await Assert.ThrowsAsync<LimitExceededException>(() =>
            reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token)
        );

        Assert.Equal(nameof(CogLimits.MaxTimePerRequest), e.Limit);
    }

    /// <summary>Never ends by itself.</summary>
    private sealed class EndlessCodec : IBlockCodec
    {
        public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
        {
            while (true)
            {
                layout.Interruption.ThrowIfRequested();
            }
        }
    }

    private static IfdBuilder Image()
    {
        var blocks = new List<byte[]?>();
        for (int top = 0; top < Height; top += Edge)
        {
            for (int left = 0; left < Width; left += Edge)
            {
                blocks.Add([
                    .. Enumerable
                        .Range(0, Edge * Edge)
                        .Select(i => (byte)((((left + (i % Edge)) * 3) + ((top + (i / Edge)) * 2)) % 200 + 20)),
                ]);
            }
        }

        return new IfdBuilder(Width, Height).Tiled(Edge, Edge).WithBlocks(blocks);
    }

    [Theory]
    [InlineData(Resampling.Average, 100_000)] // In strips.
    [InlineData(Resampling.Average, 10_000_000)]
    [InlineData(Resampling.Nearest, 10_000_000)]
    public async Task A_log_knows_how_many_blocks_there_will_be(Resampling resampling, long limit)
    {
        var log = new ReadLog();
        var estimates = new List<long>();
        await using CogReader reader = await CogReader.OpenAsync(
            new WatchedSource(new MemoryRangeSource(new TiffBuilder().Add(Image()).Build()), () => estimates.Add(log.ExpectedBlocks)),
            new()
            {
                Pool = _pool,
                Limits = CogLimits.Default with { MaxRasterBytes = limit },
                ReadLog = log,
                MergeGapBytes = -1,
                MaxConcurrentReads = 1,
            },
            Token
        );

        using Raster? raster = await reader.ReadAsync(reader.Header.Bounds, new(24, 20), new() { Resampling = resampling }, Token);

        Assert.Equal(log.Blocks, log.ExpectedBlocks);
        Assert.All(estimates.Where(n => n > 0), n => Assert.InRange(n, log.Blocks * 0.7, log.Blocks * 1.3));
        Assert.Contains(estimates, n => n > 0);
    }

    private async Task<CogReader> OpenAsync(IfdBuilder image, CogLimits limits) =>
        await CogReader.OpenAsync(
            new MemoryRangeSource(new TiffBuilder().Add(image).Build()),
            new() { Pool = _pool, Limits = limits },
            Token
        );

    private sealed class WatchedSource(IRangeSource inner, Action watch) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            watch();
            return inner.ReadAsync(range, ifMatch, cancellationToken);
        }
    }
}
