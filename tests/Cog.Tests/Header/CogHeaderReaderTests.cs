using Cog.Blocks;
using Cog.Header;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Header;

public class CogHeaderReaderTests
{
    private static readonly byte[] s_block = new byte[16 * 16];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Reads_all_layouts(bool isBig, bool isBigEndian)
    {
        byte[] file = new TiffBuilder
        {
            IsBig = isBig,
            IsBigEndian = isBigEndian,
            Ghost = TiffBuilder.GhostText,
        }
            .Add(
                Tiled(40, 20)
                    .With((TagId)65000, FieldType.Rational, 1, 3)
                    .With(TagId.ModelPixelScale, FieldType.Double, 10, 10, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500, 900, 0)
            )
            .Add(Tiled(20, 10).Subfile(1))
            .Build();

        var source = new CountingRangeSource(file);
        CogHeader header = await ReadAsync(source);

        Assert.Equal([new(0, 16_384)], source.Reads);
        Assert.Equal((isBigEndian, isBig ? TiffLayout.Big : TiffLayout.Classic), (header.File.IsBigEndian, header.File.Layout));
        Assert.Equal([(40, 20), (20, 10)], header.Levels.Select(l => (l.Width, l.Height)));
        Assert.Equal(new(10, 0, 500, 0, -10, 900), header.GeoTransform);
        Assert.Equal(new(20, 0, 500, 0, -20, 900), header.GeoTransformOf(header.Levels[1]));
        Assert.Equal([1.0 / 3], header.Image.Tags[(TagId)65000].AsDoubles());
        Assert.Equal(6, header.Image.BlockCount);
        Assert.Equal(5, header.Image.BlockNumber(2, 1, 0));
        Assert.True(header.Image.Tags[TagId.TileOffsets].IsLoaded);
        Assert.Equal(isBigEndian, header.Image.LayoutOf(0).IsBigEndian);
        Assert.True(
            header.Ghost is { BlockLeader: true, BlockTrailer: true, IfdsBeforeData: true, BlocksRowMajor: true, MaskInterleaved: false }
        );
        Assert.Equal("\"1\"", header.ETag);
        Assert.Equal(file.Length, header.FileLength);
        Assert.Equal(file.Length, header.HeaderBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_a_header_of_two_chunks_in_two_reads(bool tellsLength)
    {
        byte[] file = new TiffBuilder()
            .Add(Tiled(64, 64).With((TagId)65000, new string('x', 20_000)))
            .Add(Tiled(32, 32).Subfile(1))
            .Add(Tiled(16, 16).Subfile(1))
            .Build();
        var source = new CountingRangeSource(file) { TellsLength = tellsLength };

        CogHeader header = await ReadAsync(source);

        Assert.Equal(3, header.Levels.Count);
        Assert.Equal(2, source.Reads.Count);
        Assert.Equal([null, "\"1\""], source.IfMatches);
    }

    [Fact]
    public async Task Reads_a_directory_on_the_border_of_a_chunk_in_two_reads()
    {
        for (int gap = 16_200; gap < 16_400; gap += 7)
        {
            byte[] file = new TiffBuilder { GapBeforeIfds = gap }
                .Add(Tiled(64, 64).With(TagId.GdalNoData, "-9999"))
                .Build();
            var source = new CountingRangeSource(file);

            CogHeader header = await ReadAsync(source);

            Assert.Equal(-9999.0, NoDataValue.Parse(header.Image.Tags[TagId.GdalNoData].AsText())?.Value);
            Assert.InRange(source.Reads.Count, 1, 2);
        }
    }

    [Fact]
    public async Task A_long_value_behind_the_data_costs_one_read_of_itself()
    {
        string xml = $"<GDALMetadata><Item name=\"A\">{new string('x', 50_000)}</Item></GDALMetadata>";
        byte[] file = new TiffBuilder().Add(Tiled(2048, 2048).With(TagId.GdalMetadata, xml).Late(TagId.GdalMetadata)).Build();
        var source = new CountingRangeSource(file);

        CogHeader header = await ReadAsync(source);

        Assert.Equal(50_000, header.Metadata.Of(null)["A"].Length);
        Assert.Equal([new(0, 16_384), new(file.Length - xml.Length - 1, xml.Length + 1)], source.Reads);
    }

    [Fact]
    public async Task A_long_value_without_a_meaning_is_not_read()
    {
        byte[] file = new TiffBuilder().Add(Tiled(2048, 2048).With((TagId)34675, new string('x', 50_000)).Late((TagId)34675)).Build();
        var source = new CountingRangeSource(file);

        CogHeader header = await ReadAsync(source);

        Assert.Single(source.Reads);
        Assert.False(header.Image.Tags[(TagId)34675].IsLoaded);
    }

    [Fact]
    public async Task Block_indexes_beyond_the_first_read_stay_in_the_file()
    {
        byte[] file = new TiffBuilder().Add(Tiled(2048, 2048)).Build();
        var source = new CountingRangeSource(file);

        CogHeader header = await ReadAsync(source);

        Assert.Single(source.Reads);
        Assert.False(header.Image.Tags[TagId.TileOffsets].IsLoaded);
        Assert.False(header.Image.Tags[TagId.TileByteCounts].IsLoaded);
    }

    [Fact]
    public async Task A_directory_may_stand_before_the_one_that_names_it()
    {
        // Two directories, the chain against their order in the file: legal, and no cycle.
        byte[] file = new TiffBuilder().Add(Tiled(20, 10).Subfile(1)).Add(Tiled(40, 20)).Build();
        IReadOnlyList<Ifd> ifds = (await ReadAsync(new CountingRangeSource(file))).Ifds;
        long first = ifds[0].Offset,
            second = ifds[1].Offset;
        int entries = ifds[0].Tags.Count;
        BitConverter.TryWriteBytes(file.AsSpan(4), (uint)second);
        BitConverter.TryWriteBytes(file.AsSpan((int)second + 2 + (12 * ifds[1].Tags.Count)), (uint)first);
        BitConverter.TryWriteBytes(file.AsSpan((int)first + 2 + (12 * entries)), 0u);

        CogHeader header = await ReadAsync(new CountingRangeSource(file));

        Assert.Equal([second, first], header.Ifds.Select(i => i.Offset));
        Assert.Equal([40, 20], header.Levels.Select(l => l.Width));
    }

    [Fact]
    public async Task A_cycle_ends_the_chain()
    {
        var main = Tiled(40, 20);
        var builder = new TiffBuilder { LastNextOffset = 8 }
            .Add(main)
            .Add(Tiled(20, 10).Subfile(1));

        CogHeader header = await ReadAsync(new CountingRangeSource(builder.Build()));

        Assert.Equal(8, main.Offset);
        Assert.Equal(2, header.Ifds.Count);
    }

    [Fact]
    public async Task More_directories_than_allowed_are_refused()
    {
        var builder = new TiffBuilder();
        for (int i = 0; i < 5; i++)
        {
            builder.Add(new IfdBuilder(8, 8).WithBlocks(new byte[64]));
        }

        CogReaderOptions options = CogReaderOptions.Default with { Limits = new() { MaxIfds = 4 } };
        await Assert.ThrowsAsync<LimitExceededException>(() =>
            CogHeaderReader.ReadAsync(new CountingRangeSource(builder.Build()), options, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_broken_later_directory_ends_the_chain_but_not_the_file()
    {
        byte[] file = new TiffBuilder()
            .Add(Tiled(40, 20))
            .Add(new IfdBuilder(20, 10).Subfile(1).With(TagId.SamplesPerPixel, FieldType.Short, 0))
            .Build();

        CogHeader header = await ReadAsync(new CountingRangeSource(file));

        Assert.Single(header.Ifds);
    }

    [Fact]
    public async Task An_unsupported_later_directory_is_kept_but_is_no_level()
    {
        byte[] file = new TiffBuilder()
            .Add(Tiled(40, 20))
            .Add(Tiled(20, 10).Subfile(1).With(TagId.BitsPerSample, FieldType.Short, 48))
            .Add(Tiled(10, 5).Subfile(1))
            .Build();

        CogHeader header = await ReadAsync(new CountingRangeSource(file));

        Assert.Equal(3, header.Ifds.Count);
        Assert.IsType<UnsupportedTiffException>(header.Ifds[1].Problem);
        Assert.Equal([40, 10], header.Levels.Select(l => l.Width));
    }

    [Fact]
    public async Task A_file_overwritten_between_two_reads_is_no_mixture()
    {
        byte[] file = new TiffBuilder { GapBeforeIfds = 20_000 }
            .Add(Tiled(40, 20))
            .Build();
        await Assert.ThrowsAsync<SourceChangedException>(() => ReadAsync(new ChangingSource(new CountingRangeSource(file))));
    }

    [Fact]
    public async Task A_needed_value_beyond_the_limit_is_refused_before_it_is_read()
    {
        byte[] start = new TiffBuilder()
            .Add(
                Tiled(40, 20)
                    .With(TagId.Compression, FieldType.Short, 7)
                    .WithValueAt(TagId.JpegTables, FieldType.Undefined, 900_000_000, 100_000)
            )
            .Build();
        var source = new CountingRangeSource(2_000_000_000, range =>
            range.End <= start.Length ? start.AsMemory((int)range.Offset, range.Length) : Padded(start, range)
        );

        LimitExceededException error = await Assert.ThrowsAsync<LimitExceededException>(() => ReadAsync(source));

        Assert.Contains(nameof(CogLimits.MaxTagBytes), error.Message, StringComparison.Ordinal);
        Assert.Single(source.Reads);
    }

    [Fact]
    public async Task Every_truncation_of_a_header_fails_cleanly_or_reads()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(
                Tiled(40, 20)
                    .With(TagId.GdalNoData, "-9999.0")
                    .With(TagId.GdalMetadata, "<GDALMetadata><Item name=\"A\">b</Item></GDALMetadata>")
            )
            .Add(Tiled(20, 10).Subfile(1))
            .Build();
        int readable = 0;
        for (int length = 0; length < file.Length; length++)
        {
            foreach (bool tellsLength in new[] { true, false })
            {
                readable += await OutcomeAsync(new CountingRangeSource(file[..length]) { TellsLength = tellsLength });
            }
        }

        Assert.InRange(readable, 2, (2 * file.Length) - 400);
    }

    [Fact]
    public async Task Twenty_thousand_mutations_only_throw_CogExceptions()
    {
        byte[][] seeds =
        [
            new TiffBuilder { Ghost = TiffBuilder.MaskGhostText }
                .Add(Geo(Tiled(40, 20)))
                .Add(Tiled(20, 10).Subfile(1))
                .Add(Tiled(40, 20).Subfile(4))
                .Build(),
            new TiffBuilder { IsBig = true, IsBigEndian = true }
                .Add(Geo(Tiled(40, 20)))
                .Add(Tiled(20, 10).Subfile(1))
                .Build(),
        ];
        Random random = Seeds.Random(42);
        int readable = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] file = [.. seeds[round & 1]];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                int at = random.Next(Math.Min(file.Length, 900));
                file[at] = random.Next(4) switch
                {
                    0 => 0,
                    1 => 255,
                    2 => (byte)(file[at] ^ (1 << random.Next(8))),
                    _ => (byte)random.Next(256),
                };
            }

            readable += await OutcomeAsync(new CountingRangeSource(file));
        }

        Assert.InRange(readable, 1000, 19_000);
    }

    /// <summary>
    /// 1 when everything a header says could be said; 0 when a <see cref="CogException"/> came. Anything else fails the test.
    /// </summary>
    private static async Task<int> OutcomeAsync(CountingRangeSource source)
    {
        try
        {
            CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, CancellationToken.None);
            _ = (
                header.Bounds,
                header.EpsgCode,
                header.NoData,
                header.ColorInterpretation,
                header.Metadata,
                header.OverviewDecimations,
                header.AlphaBand,
                header.IsGeoreferenced
            );
            foreach (ImageLevel level in header.Levels)
            {
                foreach (Ifd ifd in level.Mask is null ? [level.Image] : new[] { level.Image, level.Mask })
                {
                    _ = ifd.LayoutOf(ifd.BlocksDown - 1);
                    long[] some = [0, ifd.BlockCount - 1];
                    await new BlockIndex(header, ifd, CogReaderOptions.Default).LocateAsync(source, some, CancellationToken.None);
                    await new BlockIndex(header, ifd, CogReaderOptions.Default).LocateByCountsAsync(source, some, CancellationToken.None);
                }
            }

            await Validation.CogValidatorTests.ValidateAsync(source, header);
            return 1;
        }
        catch (CogException)
        {
            return 0;
        }
    }

    private static IfdBuilder Tiled(int width, int height) =>
        new IfdBuilder(width, height)
            .Tiled(16, 16)
            .WithBlocks(Enumerable.Repeat<byte[]?>(s_block, (width + 15) / 16 * ((height + 15) / 16)));

    private static IfdBuilder Geo(IfdBuilder ifd) =>
        ifd.With(TagId.ModelPixelScale, FieldType.Double, 10, 10, 0)
            .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500, 900, 0)
            .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 2, 3072, 0, 1, 32633, 1026, 34737, 4, 0)
            .With(TagId.GeoAsciiParams, "abc|")
            .With(TagId.GdalNoData, "-9999")
            .With(TagId.ExtraSamples, FieldType.Short, 0)
            .With(TagId.GdalMetadata, "<GDALMetadata><Item name=\"A\" sample=\"0\" role=\"scale\">2</Item></GDALMetadata>");

    private static byte[] Padded(byte[] start, ByteRange range)
    {
        byte[] bytes = new byte[range.Length];
        if (range.Offset < start.Length)
        {
            start.AsSpan((int)range.Offset, (int)Math.Min(range.Length, start.Length - range.Offset)).CopyTo(bytes);
        }

        return bytes;
    }

    private static Task<CogHeader> ReadAsync(IRangeSource source) =>
        CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);

    /// <summary>A server that knows no If-Match, whose object changes with every read.</summary>
    private sealed class ChangingSource(IRangeSource inner) : IRangeSource
    {
        private int _reads;

        public Uri Uri => inner.Uri;

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
            await inner.ReadAsync(range, null, cancellationToken) with
            {
                ETag = $"\"{_reads++}\"",
            };
    }
}
