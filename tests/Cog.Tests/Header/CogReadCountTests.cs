using Cog.Blocks;
using Cog.Header;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Header;

/// <summary>Files by GDAL's COG driver: what their headers cost, and that their leaders lead to the same bytes as their byte counts.</summary>
public class CogReadCountTests
{
    public static TheoryData<string> Files() => Corpus.Folder is null ? [Corpus.Missing] : [.. Corpus.Names("tif", "cog-")];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task A_header_costs_one_read(string name)
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Missing);
        CountingRangeSource source = await SourceAsync(name);

        await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);

        Assert.Equal([new(0, 16_384)], source.Reads);
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Leaders_and_byte_counts_agree(string name)
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Missing);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        CountingRangeSource source = await SourceAsync(name);

        // Reads so short that no index comes along.
        CogReaderOptions options = CogReaderOptions.Default with { IngestedBytesAtOpen = 256, HeaderChunkSize = 16, MergeGapBytes = 0 };
        CogHeader header = await CogHeaderReader.ReadAsync(source, options, cancellationToken);
        int led = 0;
        foreach (ImageLevel level in header.Levels)
        {
            var index = new BlockIndex(header, level.Image, options);
            var maskIndex = level.Mask is null ? null : new BlockIndex(header, level.Mask, options);
            for (long number = 0; number < level.Image.BlockCount; number++)
            {
                BlockLocation found = (await index.LocateAsync(source, [number], cancellationToken))[0];
                BlockLocation counted = (await index.LocateByCountsAsync(source, [number], cancellationToken))[0];
                Assert.Equal(counted.IsSparse, found.IsSparse);
                if (found.HasLeader)
                {
                    led++;
                    ReadOnlyMemory<byte> bytes = await BytesAsync(source, found.Range, cancellationToken);
                    Assert.Equal((await BytesAsync(source, counted.Range, cancellationToken)).ToArray(), BlockLeader.Unwrap(bytes, header.Ghost.BlockTrailer)?.ToArray());
                    if (maskIndex is not null && header.Ghost.MaskInterleaved)
                    {
                        ByteRange mask = (await maskIndex.LocateByCountsAsync(source, [number], cancellationToken))[0].Range;
                        Assert.Equal((await BytesAsync(source, mask, cancellationToken)).ToArray(), BlockLeader.UnwrapMask(bytes, header.Ghost.BlockTrailer)?.ToArray());
                    }
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

    private static async Task<CountingRangeSource> SourceAsync(string name) =>
        new(await File.ReadAllBytesAsync(Corpus.PathOf($"tif/{name}"), TestContext.Current.CancellationToken));

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(CountingRangeSource source, ByteRange range, CancellationToken cancellationToken) =>
        range.Length == 0 ? default : (await source.ReadAsync(range, null, cancellationToken)).Data;
}
