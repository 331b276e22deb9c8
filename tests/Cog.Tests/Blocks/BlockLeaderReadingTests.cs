using System.Buffers.Binary;
using Cog.Blocks;
using Cog.Header;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Blocks;

/// <summary>GDAL's block leaders, in a file whose byte counts lie beyond the first read.</summary>
public class BlockLeaderReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_block_and_its_mask_cost_one_read_without_byte_counts()
    {
        (byte[] file, _) = Build();
        (CogReader reader, CountingRangeSource source) = await OpenAsync(file);

        using Raster first = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 10, 10), cancellationToken: Token);
        int index = source.Reads.Count;
        using Raster second = await reader.ReadWindowAsync(reader.Header.Levels[0], new(32, 0, 10, 10), cancellationToken: Token);

        Assert.Single(source.Reads.Skip(index));
        Assert.Equal((1, 2), (first.BandBytes(0)[0], second.BandBytes(0)[0]));
        Assert.Equal((255, 0), (first.Mask[0], second.Mask[0]));
    }

    [Theory]
    [InlineData(0)] // shorter than the block: its trailer is elsewhere
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public async Task A_leader_that_does_not_tell_the_truth_is_replaced_by_the_byte_count(int written)
    {
        (byte[] file, int firstBlock) = Build();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(firstBlock - 4), written == 0 ? 100 : written);
        (CogReader reader, _) = await OpenAsync(file);

        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token);

        Assert.Equal(
            [1, 2, 3, 4],
            new[] { raster.BandBytes(0)[0], raster.BandBytes(0)[32], raster.BandBytes(0)[32 * 64], raster.BandBytes(0)[(64 * 64) - 1] }
        );
    }

    public static IEnumerable<TheoryDataRow<string>> FilesOfGdalsDriver() => Corpus.Rows(Corpus.Names("tif", "cog-"));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(FilesOfGdalsDriver))]
    public async Task Leaders_of_GDALs_COG_driver_lead_to_the_same_bytes_as_byte_counts(string name)
    {
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf($"tif/{name}"), Token));

        // Reads so short that no index comes along.
        CogReaderOptions options = CogReaderOptions.Default with { IngestedBytesAtOpen = 256, HeaderChunkSize = 16, MergeGapBytes = 0 };
        CogHeader header = await CogHeaderReader.ReadAsync(source, options, Token);
        int led = 0;
        foreach (ImageLevel level in header.Levels)
        {
            var index = new BlockIndex(header, level.Image, options);
            for (long number = 0; number < level.Image.BlockCount; number++)
            {
                BlockLocation found = (await index.LocateAsync(source, [number], Token))[0];
                BlockLocation counted = (await index.LocateByCountsAsync(source, [number], Token))[0];
                Assert.Equal(counted.IsSparse, found.IsSparse);
                if (found.HasLeader)
                {
                    led++;
                    ReadOnlyMemory<byte> bytes = await BytesAsync(source, found.Range, Token);
                    Assert.Equal(
                        (await BytesAsync(source, counted.Range, Token)).ToArray(),
                        BlockLeader.Unwrap(bytes, header.Ghost.BlockTrailer)?.ToArray()
                    );
                }
                else
                {
                    Assert.Equal(counted, found);
                }
            }
        }

        // A single block has no next one, and an edited file no leaders.
        Assert.Equal(!header.Ghost.BlockLeader || header.Image.BlockCount == 1, led == 0);
    }

    private static (byte[] File, int FirstBlock) Build()
    {
        // Values that differ inside a block, so that a wrong trailer is seen.
        byte[][] blocks =
        [
            .. Enumerable
                .Range(1, 4)
                .Select(value => Enumerable.Range(0, 1024).Select(i => i is 0 or 1023 ? (byte)value : (byte)(i * 7)).ToArray()),
        ];
        IfdBuilder image = new IfdBuilder(64, 64).Tiled(32, 32).WithBlocks(blocks);
        IfdBuilder mask = new IfdBuilder(64, 64)
            .Tiled(32, 32)
            .Subfile(4)
            .With(TagId.BitsPerSample, FieldType.Short, 1)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 4)
            .WithBlocks(new[] { 0xFF, 0, 0xFF, 0 }.Select(v => Enumerable.Repeat((byte)v, 128).ToArray()));
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.MaskGhostText, GapBeforeIndexes = 20_000 }
            .Add(image.Interleave(mask))
            .Add(mask)
            .Build();
        return (file, file.AsSpan().IndexOf(blocks[0]));
    }

    private static async Task<(CogReader Reader, CountingRangeSource Source)> OpenAsync(byte[] file)
    {
        var source = new CountingRangeSource(file);
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);
        Assert.True(reader.Header.Ghost is { BlockLeader: true, MaskInterleaved: true });
        Assert.True(
            (
                await new BlockIndex(reader.Header, reader.Header.Image, CogReaderOptions.Default).LocateAsync(
                    new MemoryRangeSource(file),
                    [0],
                    Token
                )
            )[0].HasLeader
        );
        return (reader, source);
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(
        CountingRangeSource source,
        ByteRange range,
        CancellationToken cancellationToken
    ) => range.Length == 0 ? default : (await source.ReadAsync(range, null, cancellationToken)).Data;
}
