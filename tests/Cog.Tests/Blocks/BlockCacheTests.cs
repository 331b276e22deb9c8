using System.IO.Compression;
using System.Threading.Channels;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Blocks;

/// <summary>Blocks that readers of one process share, on a file of 8 × 8 blocks of 64 pixels, each full of its own number.</summary>
public class BlockCacheTests
{
    private const int Side = 8;

    private static readonly byte[] s_file = new TiffBuilder()
        .Add(
            new IfdBuilder(64 * Side, 64 * Side)
                .Tiled(64, 64)
                .WithBlocks([.. Enumerable.Range(0, Side * Side).Select(i => Enumerable.Repeat((byte)i, 64 * 64).ToArray())])
        )
        .Build();

    private readonly BlockCache _cache = new(1 << 20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CogReaderOptions Options =>
        new()
        {
            BlockCache = _cache,
            MergeGapBytes = 0,
            IngestedBytesAtOpen = 2048,
        };

    private static PixelWindow Blocks(int x, int y, int across, int down) => new(64 * x, 64 * y, 64 * across, 64 * down);

    /// <summary>Reads blocks and looks at every pixel.</summary>
    private static Task ReadAsync(CogReader reader, PixelWindow window) => ReadUntilAsync(reader, window, Token);

    private static async Task ReadUntilAsync(CogReader reader, PixelWindow window, CancellationToken cancellationToken)
    {
        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], window, cancellationToken: cancellationToken);
        for (int y = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++)
            {
                Assert.Equal((((window.Y + y) / 64) * Side) + ((window.X + x) / 64), raster.Samples[(y * window.Width) + x]);
            }
        }
    }

    private async Task<CogReader> OpenAsync(IRangeSource source, CogReaderOptions? options = null)
    {
        CogReader opened = await CogReader.OpenAsync(source, options ?? Options, Token);
        Assert.True(opened.Header.HeaderBytes < s_file.Length / 8);
        return opened;
    }

    // Opening reads 16384 bytes, and so the beginning of the first block, at 14982.
    private const int OpenedBytes = 16_384 - 14_982;

    [Fact]
    public async Task No_byte_is_fetched_twice_however_ranges_were_merged()
    {
        var source = new CountingRangeSource(s_file);
        CogReader reader = await OpenAsync(source);
        Random random = Seeds.Random(1);
        for (int i = 0; i < 60; i++)
        {
            int x = random.Next(Side),
                y = random.Next(Side);
            await ReadAsync(reader, Blocks(x, y, random.Next(1, Side - x + 1), random.Next(1, Side - y + 1)));
        }

        await ReadAsync(reader, Blocks(0, 0, Side, Side));
        ByteRange[] blocks = [.. source.Reads.Skip(1)];
        Assert.InRange(blocks.Length, 8, Side * Side);
        Assert.Equal((Side * Side * 64 * 64) - OpenedBytes, blocks.Sum(r => r.Length));
        Assert.All(blocks, a => Assert.Single(blocks, b => b.Offset < a.End && a.Offset < b.End));
    }

    [Fact]
    public async Task Another_reader_of_the_same_version_finds_them_and_says_so()
    {
        CogReader first = await OpenAsync(new CountingRangeSource(s_file));
        await ReadAsync(first, Blocks(2, 2, 2, 2));

        var source = new CountingRangeSource(s_file);
        var log = new ReadLog();
        CogReader second = new CogReader(source, first.Header, Options).WithSource(new RecordedRangeSource(source, log), log);
        await ReadAsync(second, Blocks(2, 2, 2, 2));
        Assert.Equal((0, 4, 4), (source.Reads.Count, log.Blocks, log.BlocksFromMemory));

        await ReadAsync(second, Blocks(2, 2, 3, 1));
        Assert.Equal((1, 7, 6), (source.Reads.Count, log.Blocks, log.BlocksFromMemory));
        Assert.Equal((log.Count, log.ByteCount, 64 * 64), (1, 64 * 64, Assert.Single(log.Ranges).Length));
    }

    [Theory]
    [InlineData("another version")]
    [InlineData("another object")]
    [InlineData("another account")]
    public async Task Are_not_shown_to_others(string other)
    {
        await ReadAsync(await OpenAsync(new CountingRangeSource(s_file)), Blocks(0, 0, 2, 1));

        var source = new CountingRangeSource(s_file)
        {
            ETag = other == "another version" ? "\"2\"" : "\"1\"",
            Uri = new(other == "another object" ? "memory:other.tif" : "memory:test.tif"),
        };
        await ReadAsync(
            await OpenAsync(source, Options with { BlockCacheScope = other == "another account" ? "requester" : "" }),
            Blocks(0, 0, 2, 1)
        );

        Assert.Equal(2, source.Reads.Count);
        Assert.Equal(4, _cache.Count);
    }

    [Fact]
    public async Task Without_a_version_nothing_is_kept()
    {
        var source = new CountingRangeSource(s_file) { ETag = null };
        CogReader reader = await OpenAsync(source);
        await ReadAsync(reader, Blocks(0, 0, 2, 1));
        await ReadAsync(reader, Blocks(0, 0, 2, 1));

        Assert.Equal((3, 0), (source.Reads.Count, _cache.Count));
    }

    [Fact]
    public async Task What_a_source_does_not_say_the_version_of_is_not_kept()
    {
        var source = new CountingRangeSource(s_file);
        CogReader reader = await OpenAsync(source);
        await ReadAsync(reader.WithSource(new VersionlessSource(source)), Blocks(0, 0, 2, 1));

        Assert.Equal((0, 0), (_cache.Count, _cache.ByteCount));
    }

    [Fact]
    public async Task Blocks_of_another_version_than_the_headers_are_never_shown()
    {
        var source = new CountingRangeSource(s_file);
        CogReader reader = await OpenAsync(source);
        await ReadAsync(reader, Blocks(0, 0, 1, 1));

        source.ETag = "\"2\"";
        await Assert.ThrowsAsync<SourceChangedException>(() => ReadAsync(reader, Blocks(0, 0, 2, 1)));
        await ReadAsync(reader, Blocks(0, 0, 1, 1)); // How long that may be is for the host to say.
        Assert.Equal(1, _cache.Count);
    }

    [Fact]
    public async Task Memory_is_bounded_and_a_block_too_large_for_it_is_read_each_time()
    {
        var small = new BlockCache(3 * 5000);
        var source = new CountingRangeSource(s_file);
        CogReader reader = await OpenAsync(source, Options with { BlockCache = small });
        await ReadAsync(reader, Blocks(0, 0, Side, Side));
        Assert.Equal(3, small.Count);
        Assert.InRange(small.ByteCount, 3 * 64 * 64, small.MaxBytes);

        source = new CountingRangeSource(s_file);
        reader = await OpenAsync(source, Options with { BlockCache = new(4000) });
        await ReadAsync(reader, Blocks(0, 0, 1, 1));
        await ReadAsync(reader, Blocks(0, 0, 1, 1));
        Assert.Equal(3, source.Reads.Count);
    }

    [Fact]
    public async Task Sparse_blocks_and_masks_come_from_memory_too()
    {
        byte[] file = await File.ReadAllBytesAsync(TestData.PathOf("reading/cog-mask.tif"), Token);
        var source = new CountingRangeSource(file);
        CogReader reader = await CogReader.OpenAsync(source, Options, Token);
        var window = new PixelWindow(0, 0, reader.Header.Image.Width, reader.Header.Image.Height);
        using Raster first = await reader.ReadWindowAsync(reader.Header.Levels[0], window, cancellationToken: Token);
        int reads = source.Reads.Count;
        using Raster second = await reader.ReadWindowAsync(reader.Header.Levels[0], window, cancellationToken: Token);

        Assert.Equal(reads, source.Reads.Count);
        Assert.True(first.Samples.SequenceEqual(second.Samples));
        Assert.True(first.Mask.SequenceEqual(second.Mask));

        var sparse = new CountingRangeSource(
            new TiffBuilder().Add(new IfdBuilder(128, 64).Tiled(64, 64).WithBlocks(new byte[64 * 64], [])).Build()
        )
        {
            Uri = new("memory:sparse.tif"),
        };
        CogReader empty = await CogReader.OpenAsync(sparse, Options, Token);
        var log = new ReadLog();
        (
            await empty.WithSource(sparse, log).ReadWindowAsync(empty.Header.Levels[0], new(0, 0, 128, 64), cancellationToken: Token)
        ).Dispose();
        (
            await empty.WithSource(sparse, log).ReadWindowAsync(empty.Header.Levels[0], new(0, 0, 128, 64), cancellationToken: Token)
        ).Dispose();
        Assert.Equal((4, 3), (log.Blocks, log.BlocksFromMemory));
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_each_fetch()
    {
        var source = new GatedSource(s_file);
        CogReader reader = await OpenAsync(source);
        source.Close();

        // All overlap. Each is at work, and waits, when its call has returned.
        Task[] reading = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Task.Run<Task>(() => ReadAsync(reader, Blocks(i, 0, 3, 1)), Token))
        );
        Assert.DoesNotContain(reading, r => r.IsCompleted);
        source.Open();
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal((8 * 64 * 64) - OpenedBytes, source.Reads.Sum(r => r.Length));
    }

    [Fact]
    public async Task A_failure_of_the_source_reaches_all_who_wait_and_is_not_kept()
    {
        var source = new GatedSource(s_file);
        CogReader reader = await OpenAsync(source);
        source.Close();
        Task[] reading = [.. Enumerable.Range(0, 4).Select(_ => ReadAsync(reader, Blocks(0, 0, 2, 2)))];
        await source.WaitForReadsAsync(2);
        source.Failure = new SourceUnavailableException("503");
        source.Open();

        foreach (Task task in reading)
        {
            await Assert.ThrowsAsync<SourceUnavailableException>(() => task.WaitAsync(TimeSpan.FromSeconds(30), Token));
        }

        Assert.Equal((2, 0), (source.Reads.Count, _cache.Count)); // Two rows of blocks.
        source.Failure = null;
        await ReadAsync(reader, Blocks(0, 0, 2, 2));
    }

    [Fact]
    public async Task A_request_that_leaves_takes_nobody_along()
    {
        var source = new GatedSource(s_file);
        CogReader reader = await OpenAsync(source);
        source.Close();
        using var leaving = new CancellationTokenSource();
        Task first = ReadUntilAsync(reader, Blocks(0, 0, 2, 1), leaving.Token);
        await source.WaitForReadsAsync(1);
        Task[] others = [.. Enumerable.Range(0, 3).Select(_ => ReadAsync(reader, Blocks(0, 0, 3, 1)))];
        await source.WaitForReadsAsync(2); // The third block.
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        source.Open();
        await Task.WhenAll(others).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(3, source.Reads.Count); // One of the others fetched what the first gave up, for all of them.
        Assert.Equal(3, _cache.Count);
    }

    [Fact]
    public async Task One_requests_limits_and_broken_blocks_are_nobody_elses()
    {
        var source = new GatedSource(s_file);
        CogReader reader = await OpenAsync(source);
        CogReader poor = reader.WithSource(new ReadBudget(5000).Limit(source));
        source.Close();
        Task first = ReadAsync(poor, Blocks(0, 0, 1, 2)); // Two reads, of which it may make one.
        Task second = ReadAsync(reader, Blocks(0, 0, 1, 2));
        source.Open();

        LimitExceededException error = await Assert.ThrowsAsync<LimitExceededException>(() =>
            first.WaitAsync(TimeSpan.FromSeconds(30), Token)
        );
        await second.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal("MaxBytesPerRequest", error.Limit);
        Assert.Equal(2, _cache.Count);

        byte[] good = Zip(new byte[64 * 64]),
            broken = [.. Enumerable.Repeat((byte)0xAA, 3000)];
        source = new GatedSource(
            new TiffBuilder()
                .Add(new IfdBuilder(128, 64).Tiled(64, 64).With(TagId.Compression, FieldType.Short, 8).WithBlocks(broken, good))
                .Build()
        )
        {
            Uri = new("memory:broken.tif"),
        };
        reader = await CogReader.OpenAsync(source, Options with { MergeGapBytes = 4096 }, Token);
        source.Close();
        first = ReadAsync(reader, Blocks(0, 0, 2, 1));
        await source.WaitForReadsAsync(1);
        Task<Raster?> whole = reader.ReadBlockAsync(0, 1, 0, cancellationToken: Token);
        source.Open();

        await Assert.ThrowsAsync<InvalidTiffException>(() => first.WaitAsync(TimeSpan.FromSeconds(30), Token));
        (await whole.WaitAsync(TimeSpan.FromSeconds(30), Token))!.Dispose();
    }

    private static byte[] Zip(byte[] data)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.NoCompression))
        {
            zip.Write(data);
        }

        return zipped.ToArray();
    }

    [Fact]
    public async Task Whatever_fails_or_leaves_nothing_hangs_and_every_pixel_is_right()
    {
        var small = new BlockCache(20 * (64 * 64 + 320));
        var source = new RestlessSource(s_file);
        CogReader reader = await OpenAsync(source, Options with { BlockCache = small });
        source.IsRestless = true;
        int seed = Seeds.Of(1),
            right = 0;

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 600),
            new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = Token },
            async (i, _) =>
            {
                var random = new Random(seed + i);
                int x = random.Next(Side),
                    y = random.Next(Side);
                using var leaving = new CancellationTokenSource();
                Task reading = ReadUntilAsync(
                    reader,
                    Blocks(x, y, random.Next(1, Side - x + 1), random.Next(1, Side - y + 1)),
                    leaving.Token
                );
                if (random.Next(4) == 0)
                {
                    await TurnsAsync(random.Next(4));
                    await leaving.CancelAsync();
                }

                try
                {
                    await reading.WaitAsync(TimeSpan.FromSeconds(60), Token);
                    Interlocked.Increment(ref right);
                }
                catch (Exception error) when (error is OperationCanceledException or SourceUnavailableException) { }
            }
        );

        Assert.InRange(right, 100, 599);
        Assert.InRange(small.ByteCount, 1, small.MaxBytes);
        Assert.InRange(small.Count, 1, 20); // No claim is left behind.
        source.IsRestless = false;
        await ReadAsync(reader, Blocks(0, 0, Side, Side)).WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    /// <summary>Lets others have their turn, so many times.</summary>
    private static async Task TurnsAsync(int count)
    {
        for (; count > 0; count--)
        {
            await Task.Yield();
        }
    }

    /// <summary>Its reads wait while it is closed, and fail when it is told so.</summary>
    private sealed class GatedSource(byte[] file) : IRangeSource
    {
        private readonly CountingRangeSource _inner = new(file);
        private readonly Channel<ByteRange> _asked = Channel.CreateUnbounded<ByteRange>();
        private TaskCompletionSource _gate = Opened();
        private int _awaited;

        public Uri Uri { get; init; } = new("memory:test.tif");

        public CogException? Failure { get; set; }

        /// <summary>Since it was closed.</summary>
        public IReadOnlyList<ByteRange> Reads => [.. _inner.Reads.Where(r => r.Offset > 0)];

        public void Close() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _gate.TrySetResult();

        /// <summary>Waits until so many reads were asked for, all in all.</summary>
        public async Task WaitForReadsAsync(int count)
        {
            for (; _awaited < count; _awaited++)
            {
                await _asked.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);
            }
        }

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            RangeRead read = await _inner.ReadAsync(range, ifMatch, cancellationToken);
            if (range.Offset > 0)
            {
                _asked.Writer.TryWrite(range);
            }

            await _gate.Task.WaitAsync(cancellationToken);
            return Failure is null ? read : throw Failure;
        }

        private static TaskCompletionSource Opened()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }

    /// <summary>Every seventh read fails; others come in between while it is at work.</summary>
    private sealed class RestlessSource(byte[] file) : IRangeSource
    {
        private readonly CountingRangeSource _inner = new(file);
        private int _reads;

        public bool IsRestless { get; set; }

        public Uri Uri => _inner.Uri;

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            if (IsRestless)
            {
                int read = Interlocked.Increment(ref _reads);
                await TurnsAsync(read % 3);
                cancellationToken.ThrowIfCancellationRequested();
                if (read % 7 == 0)
                {
                    throw new SourceUnavailableException("503");
                }
            }

            return await _inner.ReadAsync(range, ifMatch, cancellationToken);
        }
    }

    private sealed class VersionlessSource(IRangeSource inner) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
            await inner.ReadAsync(range, ifMatch, cancellationToken) with
            {
                ETag = null,
            };
    }
}
