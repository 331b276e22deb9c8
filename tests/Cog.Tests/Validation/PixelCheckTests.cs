using System.IO.Compression;
using Cog.Blocks;
using Cog.Header;
using Cog.Sources;
using Cog.Testing;
using Cog.Validation;

namespace Cog.Tests.Validation;

/// <summary>Damage at any place is found by decoding all blocks, and what files usually suffer by decoding a few.</summary>
public class PixelCheckTests
{
    public static TheoryData<string, int> CodecsAndBlocks
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string codec in new[] { "deflate", "lzw", "packbits", "zstd", "lzma", "lerc", "lerc-deflate", "lerc-zstd", "jpeg" })
            {
                foreach (int block in new[] { 0, 4, 8 })
                {
                    cases.Add(codec, block);
                }
            }

            return cases;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(CodecsAndBlocks))]
    public async Task Finds_the_one_block_that_is_zeroed(string codec, int block)
    {
        byte[] file = File(codec);
        Assert.Empty((await CheckAsync(file, PixelSample.AllBlocks)).Problems);

        ByteRange range = await RangeOfAsync(file, block);
        file.AsSpan((int)range.Offset, range.Length).Clear();

        PixelFindings found = await CheckAsync(file, PixelSample.AllBlocks);
        BlockProblem problem = Assert.Single(found.Problems);
        Assert.Equal($"Level 0, block ({block % 3}, {block / 3})", problem.Place);
        Assert.True(problem.IsDamage);
        Assert.Equal(new BlockCoverage(9, 9, null), found.Coverage);
    }

    // Where a codec has a checksum, no byte of the data can change unnoticed: zlib's Adler-32, LERC's Fletcher-32, the CRC-32 of xz's
    // headers and end.
    [Theory]
    [InlineData("deflate", -1)] // of Adler-32
    [InlineData("deflate", -4)]
    [InlineData("lerc", -1)]
    [InlineData("lerc", 40)]
    [InlineData("lerc-deflate", -1)]
    [InlineData("lzma", 7)] // a stream flag
    [InlineData("lzma", 16)] // of the block header
    [InlineData("lzma", -1)] // of the footer's "YZ"
    [InlineData("lzma", -9)] // of the footer's sizes
    [InlineData("lzma", -14)] // of the index's CRC-32
    public async Task Finds_one_bit_that_only_a_checksum_tells(string codec, int at)
    {
        byte[] file = File(codec);
        ByteRange range = await RangeOfAsync(file, 8);
        file[(int)(at < 0 ? range.End + at : range.Offset + at)] ^= 1;

        Assert.Equal("Level 0, block (2, 2)", Assert.Single((await CheckAsync(file, PixelSample.AllBlocks)).Problems).Place);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("lzw")]
    [InlineData("packbits")]
    [InlineData("zstd")]
    [InlineData("lzma")]
    [InlineData("lerc")]
    [InlineData("jpeg")]
    public async Task A_sample_finds_files_cut_off(string codec)
    {
        byte[] file = File(codec);
        foreach (int length in new[] { file.Length - 1, file.Length * 3 / 4, file.Length / 2 })
        {
            PixelFindings found = await CheckAsync(file[..length], PixelSample.Default with { Spread = 2 });

            Assert.True(found.Problems.Any(p => p.IsDamage), $"{length} of {file.Length} bytes");
        }
    }

    [Fact]
    public async Task A_sample_finds_a_hole_in_the_middle()
    {
        byte[] file = new TiffBuilder().Add(Deflated(400)).Build();
        Assert.Empty((await CheckAsync(file, PixelSample.Default)).Problems);

        file.AsSpan(file.Length * 2 / 5, file.Length / 5).Clear();

        PixelFindings found = await CheckAsync(file, PixelSample.Default);
        Assert.StartsWith("Level 0, block (", Assert.Single(found.Problems).Place, StringComparison.Ordinal);
        Assert.Equal(new BlockCoverage(9, 400, null), found.Coverage);
    }

    [Fact]
    public async Task A_sample_takes_the_last_block_that_has_data()
    {
        byte[] block = Deflate(new byte[256]);
        byte[]?[] blocks = [.. Enumerable.Range(0, 5000).Select(i => i == 613 ? block : null)];
        byte[] file = new TiffBuilder().Add(Compressed(5000).WithBlocks(blocks)).Build();
        Assert.Empty((await CheckAsync(file, PixelSample.Default)).Problems);

        Assert.Equal("Level 0, block (613, 0)", Assert.Single((await CheckAsync(file[..^3], PixelSample.Default)).Problems).Place);
    }

    [Fact]
    public async Task Masks_and_overviews_are_decoded_too()
    {
        IfdBuilder overviewMask = Compressed(1)
            .Subfile(5)
            .WithBlocks([
                [0x78, 0x9C, 0xFF],
            ]);
        byte[] file = new TiffBuilder().Add(Deflated(2)).Add(Deflated(2).Subfile(4)).Add(Deflated(1).Subfile(1)).Add(overviewMask).Build();

        PixelFindings found = await CheckAsync(file, PixelSample.Default);

        Assert.Equal("Level 1, mask, block (0, 0)", Assert.Single(found.Problems).Place);
        Assert.Equal(6, found.Coverage.Blocks);
    }

    [Fact]
    public async Task Of_uncompressed_blocks_leaders_and_trailers_are_looked_at()
    {
        IfdBuilder image = new IfdBuilder(16 * 3, 16)
            .Tiled(16, 16)
            .WithBlocks(Enumerable.Repeat<byte[]?>([.. Enumerable.Range(1, 256).Select(i => (byte)i)], 3));
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(image)
            .Build();
        Assert.Empty((await CheckAsync(file, PixelSample.Default)).Problems);

        file.AsSpan(file.Length - 264, 200).Clear(); // From the last block's leader on.

        Assert.Equal(
            "Level 0, block (2, 0): Its leader says 0 bytes, the index 256.",
            Describe(Assert.Single((await CheckAsync(file, PixelSample.Default)).Problems))
        );
    }

    [Fact]
    public async Task Many_bad_blocks_are_counted_and_few_are_listed()
    {
        byte[] file = new TiffBuilder().Add(Compressed(300).WithBlocks(Enumerable.Repeat<byte[]?>([1, 2, 3, 4], 300))).Build();

        IReadOnlyList<BlockProblem> problems = (await CheckAsync(file, PixelSample.AllBlocks)).Problems;

        Assert.Equal(20, problems.Count);
        Assert.Equal(280, problems.Sum(p => p.Others));
        Assert.EndsWith("280 more of its blocks are no better.", Describe(problems[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_reader_lacks_is_no_damage()
    {
        byte[] file = new TiffBuilder().Add(Deflated(1).With(TagId.Compression, FieldType.Short, 50001)).Build();

        BlockProblem problem = Assert.Single((await CheckAsync(file, PixelSample.Default)).Problems);

        Assert.False(problem.IsDamage);
        Assert.IsType<UnsupportedTiffException>(problem.Error);
    }

    [Fact]
    public async Task Looking_ends_where_the_blocks_are_used_up()
    {
        byte[] file = new TiffBuilder().Add(Deflated(40)).Build();

        BlockCoverage coverage = (await CheckAsync(file, PixelSample.AllBlocks with { Budget = new() { MaxBlocks = 7 } })).Coverage;

        Assert.Equal("Looked at 7 of 40 blocks: MaxBlocksPerRequest is 7.", coverage.ToString());
    }

    [Fact]
    public async Task Looking_ends_where_the_bytes_are_used_up()
    {
        byte[] file = new TiffBuilder().Add(Deflated(40)).Build();
        CogReaderOptions options = CogReaderOptions.Default with { MaxMergedBytes = 600, MergeGapBytes = 0 };
        var source = new CountingRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, options, Token);
        int before = source.Reads.Count;

        PixelFindings found = await PixelCheck.RunAsync(
            source,
            header,
            options,
            PixelSample.AllBlocks with
            {
                Budget = new() { MaxBytes = 4000 },
            },
            Token
        );

        Assert.InRange(found.Coverage.Blocks, 1, 39);
        Assert.NotNull(found.Coverage.Stopped);
        Assert.InRange(source.Reads.Skip(before).Sum(r => r.Length), 1, 4000);
    }

    [Fact]
    public async Task Looking_ends_when_the_time_is_up_and_fails_when_the_caller_leaves()
    {
        byte[] file = new TiffBuilder().Add(Deflated(40)).Build();
        CogHeader header = await CogHeaderReader.ReadAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);
        PixelSample sample = PixelSample.AllBlocks with { Budget = new() { MaxTime = TimeSpan.FromMilliseconds(50) } };

        PixelFindings found = await PixelCheck.RunAsync(new StalledSource(), header, CogReaderOptions.Default, sample, Token);
        Assert.Equal(0, found.Coverage.Blocks);
        Assert.Contains("seconds", found.Coverage.Stopped, StringComparison.Ordinal);

        using var caller = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            PixelCheck.RunAsync(new StalledSource(), header, CogReaderOptions.Default, PixelSample.AllBlocks, caller.Token)
        );
    }

    private static string Describe(BlockProblem problem) => problem.Describe(problem.Error.Message);

    private static byte[] File(string codec) => System.IO.File.ReadAllBytes(TestData.PathOf($"validation/{codec}.tif"));

    private static IfdBuilder Deflated(int blocks) =>
        Compressed(blocks)
            .WithBlocks(
                Enumerable.Range(0, blocks).Select(i => (byte[]?)Deflate([.. Enumerable.Range(0, 256).Select(p => (byte)(p * (i + 7)))]))
            );

    private static IfdBuilder Compressed(int blocks) =>
        new IfdBuilder(16 * blocks, 16).Tiled(16, 16).With(TagId.Compression, FieldType.Short, 8);

    private static byte[] Deflate(byte[] samples)
    {
        var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest))
        {
            zlib.Write(samples);
        }

        return stream.ToArray();
    }

    private static async Task<ByteRange> RangeOfAsync(byte[] file, int block)
    {
        var source = new MemoryRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        return (await new BlockIndex(header, header.Image, CogReaderOptions.Default).LocateAsync(source, [block], Token))[0].Range;
    }

    private static async Task<PixelFindings> CheckAsync(byte[] file, PixelSample sample)
    {
        var source = new MemoryRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        return await PixelCheck.RunAsync(source, header, CogReaderOptions.Default, sample, Token);
    }

    private sealed class StalledSource : IRangeSource
    {
        public Uri Uri { get; } = new("memory:stalled");

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
