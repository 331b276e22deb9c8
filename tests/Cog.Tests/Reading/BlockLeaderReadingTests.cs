using System.Buffers.Binary;
using Cog.Blocks;
using Cog.Rasters;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Reading;

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
    [InlineData(0)]              // shorter than the block: its trailer is elsewhere
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public async Task A_leader_that_does_not_tell_the_truth_is_replaced_by_the_byte_count(int written)
    {
        (byte[] file, int firstBlock) = Build();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(firstBlock - 4), written == 0 ? 100 : written);
        (CogReader reader, _) = await OpenAsync(file);

        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 64), cancellationToken: Token);

        Assert.Equal([1, 2, 3, 4], new[] { raster.BandBytes(0)[0], raster.BandBytes(0)[32], raster.BandBytes(0)[32 * 64], raster.BandBytes(0)[(64 * 64) - 1] });
    }

    private static (byte[] File, int FirstBlock) Build()
    {
        // Values that differ inside a block, so that a wrong trailer is seen.
        byte[][] blocks = [.. Enumerable.Range(1, 4).Select(value => Enumerable.Range(0, 1024).Select(i => i is 0 or 1023 ? (byte)value : (byte)(i * 7)).ToArray())];
        IfdBuilder image = new IfdBuilder(64, 64).Tiled(32, 32).WithBlocks(blocks);
        IfdBuilder mask = new IfdBuilder(64, 64).Tiled(32, 32).Subfile(4).With(TagId.BitsPerSample, FieldType.Short, 1)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 4).WithBlocks(new[] { 0xFF, 0, 0xFF, 0 }.Select(v => Enumerable.Repeat((byte)v, 128).ToArray()));
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.MaskGhostText, GapBeforeIndexes = 20_000 }.Add(image.Interleave(mask)).Add(mask).Build();
        return (file, file.AsSpan().IndexOf(blocks[0]));
    }

    private static async Task<(CogReader Reader, CountingRangeSource Source)> OpenAsync(byte[] file)
    {
        var source = new CountingRangeSource(file);
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);
        Assert.True(reader.Header.Ghost is { BlockLeader: true, MaskInterleaved: true });
        Assert.True((await new BlockIndex(reader.Header, reader.Header.Image, CogReaderOptions.Default).LocateAsync(new MemoryRangeSource(file), [0], Token))[0].HasLeader);
        return (reader, source);
    }
}
