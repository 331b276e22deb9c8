using Cog.Header;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Hostility;

/// <summary>
/// Each ceiling of <see cref="CogLimits"/> is hit by a file that asks for more, before the memory is taken, and the message names it and
/// its value.
/// </summary>
[Collection(nameof(Alone))]
public class CogLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names =>
        [.. typeof(CogLimits).GetProperties().Where(p => p.Name != nameof(CogLimits.Default)).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_named_when_a_file_asks_for_more(string limit)
    {
        (byte[] file, CogLimits limits) = CaseOf(limit);
        var options = new CogReaderOptions { Limits = limits };
        long before = GC.GetTotalAllocatedBytes(precise: true);

        LimitExceededException error = await Assert.ThrowsAsync<LimitExceededException>(async () =>
        {
            CogReader reader = await CogReader.OpenAsync(new SlowSource(new MemoryRangeSource(file)), options, Token);
            ImageLevel level = reader.Header.Levels[0];
            (
                await reader.ReadWindowAsync(
                    level,
                    new(0, 0, Math.Min(level.Width, 1024), Math.Min(level.Height, 1024)),
                    cancellationToken: Token
                )
            ).Dispose();
        });

        object? value = typeof(CogLimits).GetProperty(limit)!.GetValue(limits);
        Assert.EndsWith($"{limit} is {value}.", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 24 << 20);
    }

    [Fact]
    public async Task Nobody_expands_an_entity_bomb_in_the_metadata_or_drowns_in_a_deep_tree()
    {
        string bomb =
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">"
            + string.Concat(
                Enumerable
                    .Range(0, 8)
                    .Select(i => $"<!ENTITY {(char)('b' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i)};", 10))}\">")
            )
            + "]><GDALMetadata><Item name=\"x\">&i;</Item></GDALMetadata>";
        string deep = "<GDALMetadata><Item name=\"x\">" + string.Concat(Enumerable.Repeat("<a>", 200_000)) + "</Item></GDALMetadata>";
        foreach (string xml in new[] { bomb, deep })
        {
            byte[] file = new TiffBuilder().Add(Image(16, 16).With(TagId.GdalMetadata, xml)).Build();
            long before = GC.GetTotalAllocatedBytes(precise: true);

            CogHeader header = await CogHeaderReader.ReadAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);

            Assert.Empty(header.Metadata.Items);
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 32 << 20);
        }
    }

    /// <summary>Work that grows with bands times items, or with the square of bands, would take minutes.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Nobody_looks_through_all_metadata_for_each_of_many_bands()
    {
        string items = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<Item name=\"a\" sample=\"{i}\">b</Item>"));
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(4, 4)
                    .With(TagId.SamplesPerPixel, FieldType.Short, 60_000)
                    .With(TagId.GdalMetadata, $"<GDALMetadata>{items}</GDALMetadata>")
            )
            .Build();
        CogHeader header = await CogHeaderReader.ReadAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);

        for (int band = 0; band < header.Image.SamplesPerPixel; band++)
        {
            Assert.Equal(
                (null, "b", 1.0, null),
                (header.AlphaBand, header.Metadata.Of(band)["a"], header.Metadata.Scale(band), header.Metadata.Description(band))
            );
        }
    }

    private static (byte[] File, CogLimits Limits) CaseOf(string limit) =>
        limit switch
        {
            nameof(CogLimits.MaxDimension) => (Build(Image(100_000_001, 16)), CogLimits.Default),
            nameof(CogLimits.MaxBlockBytes) => (
                Build(new IfdBuilder(1024, 1024).Tiled(65_536, 65_536).WithBlocks(new byte[64])),
                CogLimits.Default
            ),
            nameof(CogLimits.MaxExpansionRatio) => (
                Build(new IfdBuilder(1024, 1024).Tiled(1024, 1024).With(TagId.Compression, FieldType.Short, 5).WithBlocks(new byte[4])),
                CogLimits.Default
            ),
            nameof(CogLimits.MaxIfds) => (Build([.. Enumerable.Range(0, 513).Select(_ => Image(16, 16))]), CogLimits.Default),
            nameof(CogLimits.MaxTagsPerIfd) => ([.. "II*\0"u8, 8, 0, 0, 0, 0x01, 0x10, .. new byte[100]], CogLimits.Default),
            nameof(CogLimits.MaxTagBytes) => (
                [.. Build(Image(16, 16).WithValueAt(TagId.JpegTables, FieldType.Undefined, (8 << 20) + 1, 0)), .. new byte[9 << 20]],
                CogLimits.Default
            ),
            nameof(CogLimits.MaxHeaderBytes) => (
                [.. Build(Image(16, 16).WithValueAt(TagId.JpegTables, FieldType.Undefined, 1 << 20, 65_536)), .. new byte[2 << 20]],
                new() { MaxHeaderBytes = 1 << 20 }
            ),
            nameof(CogLimits.MaxHeaderReads) => (
                new TiffBuilder { GapBeforeIfds = 40_000 }
                    .Add(Image(16, 16))
                    .Build(),
                new() { MaxHeaderReads = 1 }
            ),
            nameof(CogLimits.MaxSamplesPerPixel) => (
                Build(Image(16, 16).With(TagId.SamplesPerPixel, FieldType.Short, 5)),
                new() { MaxSamplesPerPixel = 4 }
            ),
            nameof(CogLimits.MaxBytesPerRequest) => (
                Build(new IfdBuilder(512, 512).Tiled(512, 512).WithBlocks(new byte[512 * 512])),
                new() { MaxBytesPerRequest = 1 << 16 }
            ),
            nameof(CogLimits.MaxBlocksPerRequest) => (
                Build(new IfdBuilder(1024, 1024).Tiled(1, 1).WithBlocks(new byte[1])),
                CogLimits.Default
            ),
            nameof(CogLimits.MaxReadsPerRequest) => (
                Build(new IfdBuilder(3072, 1024).Tiled(1024, 512).WithBlocks(Enumerable.Repeat(new byte[1024 * 512], 6))),
                new() { MaxReadsPerRequest = 1 }
            ),
            nameof(CogLimits.MaxXmlBytes) => (Build(Image(16, 16).With(TagId.GdalMetadata, Items(200_000))), CogLimits.Default),
            nameof(CogLimits.MaxIndexPagesPerRequest) => (
                Build(
                    new IfdBuilder(1 << 20, 1024)
                        .Tiled(1024, 16)
                        .WithValueAt(TagId.TileOffsets, FieldType.Long, 1 << 16, 0)
                        .WithValueAt(TagId.TileByteCounts, FieldType.Long, 1 << 16, 0)
                ),
                new() { MaxIndexPagesPerRequest = 64 }
            ),
            nameof(CogLimits.MaxTimePerRequest) => (
                Build([.. Enumerable.Range(0, 500).Select(_ => Image(16, 16).With(TagId.ImageDescription, new string('x', 20_000)))]),
                new() { MaxTimePerRequest = TimeSpan.FromMilliseconds(30) }
            ),
            nameof(CogLimits.MaxRasterBytes) => (
                Build(Image(1024, 1024).With(TagId.SamplesPerPixel, FieldType.Short, 60_000)),
                CogLimits.Default
            ),
            _ => throw new NotSupportedException($"{limit} has no file that asks for more."),
        };

    private static IfdBuilder Image(int width, int height) => new IfdBuilder(width, height).Tiled(16, 16).WithBlocks(new byte[256]);

    private static string Items(int count) =>
        $"<GDALMetadata>{string.Concat(Enumerable.Repeat("<Item name=\"a\">b</Item>", count))}</GDALMetadata>";

    private static byte[] Build(params IfdBuilder[] ifds) => ifds.Aggregate(new TiffBuilder(), (file, ifd) => file.Add(ifd)).Build();

    // A millisecond a read, as a near store takes: hundreds of reads for one header become a long time.
    private sealed class SlowSource(IRangeSource inner) : IRangeSource
    {
        public Uri Uri => inner.Uri;

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            await Task.Delay(1, cancellationToken);
            return await inner.ReadAsync(range, ifMatch, cancellationToken);
        }
    }
}
