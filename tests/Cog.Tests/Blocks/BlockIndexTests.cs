using System.Buffers.Binary;
using Cog.Blocks;
using Cog.Header;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Blocks;

public class BlockIndexTests
{
    // 2560 × 2560 blocks: an index of 50 MiB of offsets and 25 MiB of byte counts, computed as it is read.
    private const int Across = 2560;
    private const long OffsetsAt = 100_000,
        CountsAt = OffsetsAt + (8L * Across * Across),
        DataAt = CountsAt + (4L * Across * Across);
    private const int Stride = 1000;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_that_came_with_the_header_costs_no_read()
    {
        byte[] file = new TiffBuilder()
            .Add(new IfdBuilder(40, 20).Tiled(16, 16).WithBlocks([1, 2, 3], null, [4, 5], [6], [7, 8], [9]))
            .Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(file));

        IReadOnlyList<BlockLocation> found = await index.LocateAsync(source, [2, 1, 0], CancellationToken);

        Assert.Single(source.Reads);
        Assert.Equal([2L, 1, 0], found.Select(l => l.BlockNumber));
        Assert.Equal([4, 5], Bytes(file, found[0]));
        Assert.True(found[1].IsSparse);
        Assert.Equal([1, 2, 3], Bytes(file, found[2]));
    }

    [Fact]
    public async Task Only_the_needed_pages_of_a_50_MB_index_are_read()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(
            Huge(TiffBuilder.GhostText.Replace("BLOCK_LEADER=SIZE_AS_UINT4", "", StringComparison.Ordinal))
        );
        long[] numbers = [3_000_000, 3_000_001, 3_000_000 + Across];

        IReadOnlyList<BlockLocation> found = await index.LocateAsync(source, numbers, CancellationToken);

        Assert.Equal(numbers.Select(n => new BlockLocation(n, new(DataAt + (n * Stride), 900), false)), found);
        ByteRange[] reads = [.. source.Reads.Skip(1)];
        Assert.Equal(2, reads.Length); // Rows 20 kB apart in one read, for each of the two arrays.
        Assert.All(reads, r => Assert.InRange(r.Length, 4096, 40_000));

        await index.LocateAsync(source, numbers, CancellationToken);
        Assert.Equal(3, source.Reads.Count);
    }

    [Fact]
    public async Task With_leaders_byte_counts_are_not_read()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(Huge(TiffBuilder.GhostText));

        // 3 is sparse, so block 2 ends before block 4.
        IReadOnlyList<BlockLocation> found = await index.LocateAsync(source, [5, 2, 3], CancellationToken);

        Assert.Equal([new(OffsetsAt, 4096)], source.Reads.Skip(1));
        Assert.Equal(new(5, new(DataAt + (5 * Stride) - 4, Stride), true), found[0]);
        Assert.Equal(new(2, new(DataAt + (2 * Stride) - 4, 2 * Stride), true), found[1]);
        Assert.Equal(new(3, default, false), found[2]);
        Assert.True(found[2].IsSparse);
    }

    [Fact]
    public async Task The_last_block_ends_where_its_byte_count_says()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(Huge(TiffBuilder.GhostText));
        long last = ((long)Across * Across) - 1;

        IReadOnlyList<BlockLocation> found = await index.LocateAsync(source, [last], CancellationToken);

        Assert.Equal(new(last, new(DataAt + (last * Stride), 900), false), found[0]);
        Assert.Equal(3, source.Reads.Count);
    }

    [Fact]
    public async Task A_leader_can_be_doubted()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(Huge(TiffBuilder.GhostText));

        IReadOnlyList<BlockLocation> found = await index.LocateByCountsAsync(source, [5], CancellationToken);

        Assert.Equal(new(5, new(DataAt + (5 * Stride), 900), false), found[0]);
    }

    [Fact]
    public async Task An_edited_file_is_not_read_by_leaders()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(
            Huge(TiffBuilder.GhostText.Replace("EDITION=NO\n ", "EDITION=YES\n", StringComparison.Ordinal))
        );

        Assert.False((await index.LocateAsync(source, [5], CancellationToken))[0].HasLeader);
    }

    [Fact]
    public async Task Pages_are_read_under_the_headers_version()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(Huge(null));
        source.ETag = "\"2\"";

        await Assert.ThrowsAsync<SourceChangedException>(() => index.LocateAsync(source, [5], CancellationToken).AsTask());
        Assert.Equal("\"1\"", source.IfMatches[^1]);
    }

    [Fact]
    public async Task Pages_in_memory_are_bounded_and_right()
    {
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(Huge(null));
        Random random = Seeds.Random(7);
        for (int i = 0; i < 1500; i++)
        {
            long number = random.NextInt64((long)Across * Across);
            BlockLocation found = (await index.LocateAsync(source, [number], CancellationToken))[0];
            Assert.Equal(number == 3 ? default : new ByteRange(DataAt + (number * Stride), 900), found.Range);
        }
    }

    [Fact]
    public async Task Pages_of_a_file_are_bounded_together_stay_for_the_next_and_are_part_of_what_it_takes()
    {
        CountingRangeSource source = Huge(null);
        CogReader reader = await CogReader.OpenAsync(source, new() { IndexMemoryBytes = 64 << 10 }, CancellationToken);
        var indexes = new BlockIndexes(reader.Header, reader.Options);
        long alone = reader.MemoryBytes;
        Assert.InRange(alone, 16_384, 32_768);

        await indexes[reader.Header.Image].LocateAsync(source, [1_000_000], CancellationToken);
        int reads = source.Reads.Count;
        await indexes[reader.Header.Image].LocateAsync(source, [1_000_001], CancellationToken);
        Assert.Equal(reads, source.Reads.Count);
        Assert.InRange(indexes.ByteCount, 2 * 4096, 2 * 4500);

        Random random = Seeds.Random(7);
        for (int i = 0; i < 100; i++)
        {
            await indexes[reader.Header.Image].LocateAsync(source, [random.NextInt64((long)Across * Across)], CancellationToken);
        }

        Assert.InRange(indexes.ByteCount, 13 * 4096, 64 << 10);

        // The blocks themselves are no Deflate data.
        await Assert.ThrowsAsync<InvalidTiffException>(() => reader.ReadBlockAsync(0, 5, 5, cancellationToken: CancellationToken));
        Assert.InRange(reader.MemoryBytes, alone + (2 * 4096), alone + (2 * 4500));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_masks_block_comes_with_the_images(bool isBigEndian)
    {
        // A first read too short for the indexes, so that leaders are used.
        byte[] Block(int n) => [.. Enumerable.Repeat((byte)n, 200 + n)];
        var mask = new IfdBuilder(40, 20).Subfile(4).Tiled(16, 16).WithBlocks(Enumerable.Range(100, 6).Select(n => Block(n)));
        var image = new IfdBuilder(40, 20)
            .Tiled(16, 16)
            .WithBlocks(Block(1), null, Block(3), Block(4), Block(5), Block(6))
            .Interleave(mask);
        byte[] file = new TiffBuilder
        {
            IsBigEndian = isBigEndian,
            Ghost = TiffBuilder.MaskGhostText,
            GapBeforeIndexes = 20_000,
        }
            .Add(image)
            .Add(mask)
            .Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(file));

        BlockLocation found = (await index.LocateAsync(source, [3], CancellationToken))[0];

        Assert.True(found.HasLeader);
        ReadOnlyMemory<byte> bytes = file.AsMemory((int)found.Range.Offset, found.Range.Length);
        Assert.Equal(Block(4), BlockLeader.Unwrap(bytes, hasTrailer: true)?.ToArray());

        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, CancellationToken);
        var maskIndex = new BlockIndex(header, header.Levels[0].Mask!, CogReaderOptions.Default);
        BlockLocation own = (await maskIndex.LocateAsync(source, [3], CancellationToken))[0];
        Assert.Equal(found.Range.Offset + 4 + 204 + 4, own.Range.Offset); // offset + size + 4 + 4, less its own leader.
        Assert.Equal(Block(103), BlockLeader.Unwrap(file.AsMemory((int)own.Range.Offset, own.Range.Length), hasTrailer: true)?.ToArray());
    }

    [Fact]
    public async Task Fewer_offsets_than_blocks_name_the_block()
    {
        byte[] file = new TiffBuilder().Add(new IfdBuilder(40, 20).Tiled(16, 16).WithBlocks([1], [2])).Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(file));

        Assert.Equal(2, (await index.LocateAsync(source, [0, 1], CancellationToken)).Count);
        InvalidTiffException error = await Assert.ThrowsAsync<InvalidTiffException>(() =>
            index.LocateAsync(source, [5], CancellationToken).AsTask()
        );
        Assert.Contains("block 5", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 10)] // begins past the end
    [InlineData(300, 4_000_000)] // ends past the end
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF)]
    public async Task A_block_past_the_end_of_the_file_is_refused(long offset, long count)
    {
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(16, 16)
                    .Tiled(16, 16)
                    .With(TagId.TileOffsets, FieldType.Long, offset)
                    .With(TagId.TileByteCounts, FieldType.Long, count)
            )
            .Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(file));

        await Assert.ThrowsAsync<InvalidTiffException>(() => index.LocateAsync(source, [0], CancellationToken).AsTask());
    }

    [Fact]
    public async Task A_block_beyond_the_limit_is_refused()
    {
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(16, 16)
                    .Tiled(16, 16)
                    .With(TagId.TileOffsets, FieldType.Long, 300)
                    .With(TagId.TileByteCounts, FieldType.Long, 400_000_000)
            )
            .Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(1L << 30, range =>
            {
                byte[] bytes = new byte[range.Length];
                file.CopyTo(bytes, 0);
                return bytes;
            }));

        await Assert.ThrowsAsync<LimitExceededException>(() => index.LocateAsync(source, [0], CancellationToken).AsTask());
    }

    [Theory]
    [InlineData(1, 256)] // uncompressed: what the samples take
    [InlineData(5, 300)] // compressed: up to the next block
    public async Task Missing_byte_counts_are_estimated(int compression, int expected)
    {
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(32, 16)
                    .Tiled(16, 16)
                    .With(TagId.Compression, FieldType.Short, compression)
                    .With(TagId.TileOffsets, FieldType.Long, 300, 600)
                    .With((TagId)65000, new string('x', 1000))
            )
            .Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(file));

        Assert.Equal(new(300, expected), (await index.LocateAsync(source, [0], CancellationToken))[0].Range);
    }

    [Fact]
    public async Task Short_byte_counts_and_strips_are_found()
    {
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(10, 10)
                    .Striped(4)
                    .With(TagId.StripOffsets, FieldType.Short, 100, 140, 180)
                    .With(TagId.StripByteCounts, FieldType.Short, 40, 40, 20)
                    .With((TagId)65000, new string('x', 100))
            )
            .Build();
        (CountingRangeSource source, BlockIndex index) = await OpenAsync(new CountingRangeSource(file));

        Assert.Equal(
            [new(100, 40), new(140, 40), new(180, 20)],
            (await index.LocateAsync(source, [0, 1, 2], CancellationToken)).Select(l => l.Range)
        );
    }

    [Theory]
    [InlineData("04000000 AABBCCDD AABBCCDD", true, "AABBCCDD")]
    [InlineData("04000000 AABBCCDD", false, "AABBCCDD")]
    [InlineData("00000000 00000000", true, "")]
    [InlineData("05000000 AABBCCDD AABBCCDD", true, null)] // longer than what is there
    [InlineData("04000000 AABBCCDD AABBCCDE", true, null)] // the trailer differs: edited
    [InlineData("00000080 AABBCCDD AABBCCDD", true, null)] // 2^31
    [InlineData("0400", true, null)]
    public void Takes_a_block_out_of_its_leader_only_if_the_trailer_agrees(string hex, bool hasTrailer, string? expected)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        ReadOnlyMemory<byte>? block = BlockLeader.Unwrap(bytes, hasTrailer);

        Assert.Equal(expected, block is { } found ? Convert.ToHexString(found.Span) : null);
    }

    private static byte[] Bytes(byte[] file, BlockLocation location) =>
        file.AsSpan((int)location.Range.Offset, location.Range.Length).ToArray();

    private static async Task<(CountingRangeSource Source, BlockIndex Index)> OpenAsync(
        CountingRangeSource source,
        CogReaderOptions? options = null
    )
    {
        options ??= CogReaderOptions.Default;
        CogHeader header = await CogHeaderReader.ReadAsync(source, options, CancellationToken);
        return (source, new BlockIndex(header, header.Image, options));
    }

    private static CountingRangeSource Huge(string? ghost)
    {
        byte[] start = new TiffBuilder { IsBig = true, Ghost = ghost }
            .Add(
                new IfdBuilder(Across * 256, Across * 256)
                    .Tiled(256, 256)
                    .With(TagId.Compression, FieldType.Short, 8)
                    .WithValueAt(TagId.TileOffsets, FieldType.Long8, (long)Across * Across, OffsetsAt)
                    .WithValueAt(TagId.TileByteCounts, FieldType.Long, (long)Across * Across, CountsAt)
            )
            .Build();
        return new CountingRangeSource(DataAt + ((long)Stride * Across * Across), range =>
        {
            byte[] bytes = new byte[range.Length];
            if (range.Offset < start.Length)
            {
                start.AsSpan((int)range.Offset).CopyTo(bytes);
            }
            else if (range.Offset >= CountsAt)
            {
                for (int i = 0; i < range.Length; i += 4)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i), 900);
                }
            }
            else
            {
                long first = (range.Offset - OffsetsAt) / 8;
                for (int i = 0; i < range.Length / 8; i++)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), first + i == 3 ? 0 : DataAt + ((first + i) * Stride));
                }
            }

            return bytes;
        });
    }
}
