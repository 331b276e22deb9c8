using System.Buffers.Binary;
using Cog.Blocks;
using Cog.Header;
using Cog.Header.Storing;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Header;

public class CogHeaderSerializerTests
{
    private const int Unlimited = int.MaxValue;

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Corpus.Rows(new[] { "tif", "notcog", "real", "bad" }.SelectMany(f => Corpus.Names(f, "").Select(n => $"{f}/{n}")));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Gives_back_the_header_of_any_file(string name)
    {
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), TestContext.Current.CancellationToken));
        CogHeader header;
        try
        {
            header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);
        }
        catch (CogException)
        {
            return; // No header, nothing to keep.
        }

        AssertSame(header, RoundTrip(header));
        await AssertSameBlocksAsync(source, header, RoundTrip(header));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Gives_back_both_byte_orders_and_layouts(bool isBigEndian, bool isBig)
    {
        CogHeader header = await HeaderAsync(Blocks(40, isBigEndian, isBig));

        CogHeader copy = RoundTrip(header);

        Assert.NotSame(header, copy);
        AssertSame(header, copy);
        Assert.Equal(isBigEndian, copy.File.IsBigEndian);
        Assert.Equal(isBig ? TiffLayout.Big : TiffLayout.Classic, copy.File.Layout);
        Assert.True(copy.Ghost is { BlockLeader: true, BlocksRowMajor: true, KnownIncompatibleEdition: false });
        Assert.Equal("\"1\"", copy.ETag);
    }

    [Fact]
    public async Task Gives_back_overviews_of_another_file()
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf("functions/overviews-beside.tif")),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        reader = await reader.WithExternalOverviewsAsync(
            new FileRangeSource(TestData.PathOf("functions/overviews-beside.tif.ovr")),
            TestContext.Current.CancellationToken
        );

        CogHeader copy = RoundTrip(reader.Header);

        AssertSame(reader.Header, copy);
        AssertSame(reader.Header.ExternalOverviews!, copy.ExternalOverviews!);
        Assert.Equal([2, 4], copy.OverviewDecimations);
        Assert.Null(copy.Internal.ExternalOverviews);
    }

    [Fact]
    public async Task Gives_back_what_is_not_known()
    {
        CogHeader header = await HeaderAsync(Blocks(1));
        header = new()
        {
            File = header.File,
            Ghost = GhostArea.None with { ByteCount = 5, KnownIncompatibleEdition = true },
            Ifds = header.Ifds,
            HeaderBytes = 0,
        };

        CogHeader copy = RoundTrip(header);

        AssertSame(header, copy);
        Assert.Null(copy.ETag);
        Assert.Null(copy.FileLength);
    }

    [Fact]
    public async Task Leaves_long_block_indexes_in_the_file_when_there_is_no_room()
    {
        byte[] file = Blocks(400);
        var source = new CountingRangeSource(file);
        CogHeader header = await HeaderAsync(file);
        byte[] whole = CogHeaderSerializer.Serialize(header, Unlimited)!;

        CogHeader copy = CogHeaderSerializer.Deserialize(CogHeaderSerializer.Serialize(header, 700)!)!;

        Assert.True(whole.Length > 700);
        Assert.True(header.Image.Tags[TagId.TileOffsets].IsLoaded);
        Assert.False(copy.Image.Tags[TagId.TileOffsets].IsLoaded);
        Assert.Equal(header.Image.Tags[TagId.TileOffsets].ValueOffset, copy.Image.Tags[TagId.TileOffsets].ValueOffset);
        Assert.Equal(header.Bounds, copy.Bounds);

        // Paged from the file they say the same.
        long[] numbers = [0, 1, 399];
        Assert.Equal(
            await new BlockIndex(header, header.Image, CogReaderOptions.Default).LocateByCountsAsync(
                source,
                numbers,
                TestContext.Current.CancellationToken
            ),
            await new BlockIndex(copy, copy.Image, CogReaderOptions.Default).LocateByCountsAsync(
                source,
                numbers,
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Leaves_out_no_more_than_it_must()
    {
        CogHeader header = await HeaderAsync(Blocks(400));
        int whole = CogHeaderSerializer.Serialize(header, Unlimited)!.Length;

        CogHeader copy = CogHeaderSerializer.Deserialize(CogHeaderSerializer.Serialize(header, whole - 1)!)!;

        Assert.Single(copy.Image.Tags.Values, t => !t.IsLoaded);
        Assert.Equal(whole, CogHeaderSerializer.Serialize(header, whole)!.Length);
    }

    [Fact]
    public async Task Gives_nothing_when_there_is_no_room_at_all() =>
        Assert.Null(CogHeaderSerializer.Serialize(await HeaderAsync(Blocks(400)), 60));

    [Fact]
    public async Task Keeps_offsets_that_no_difference_can_tell()
    {
        // Two of them beyond 2^63, as only a malformed file has them.
        CogHeader header = await HeaderAsync(Blocks(3, isBig: true));
        Tag tag = header.Image.Tags[TagId.TileOffsets];
        byte[] data = tag.Data.ToArray();
        data[7] = data[23] = 0xFF;
        CogHeader malformed = EditedHeader.With(header, tag with { Data = data });

        Assert.Equal(data, RoundTrip(malformed).Image.Tags[TagId.TileOffsets].Data.ToArray());
    }

    [Theory]
    [InlineData(FieldType.Short, new ulong[] { 0, 65_535, 1, 0 })]
    [InlineData(FieldType.Long, new ulong[] { uint.MaxValue, 0, uint.MaxValue, 7 })]
    [InlineData(FieldType.Long8, new ulong[] { long.MaxValue, 0, long.MaxValue, 1 })]
    public async Task Keeps_the_extremes_of_each_type(FieldType type, ulong[] values)
    {
        foreach (bool isBigEndian in new[] { false, true })
        {
            CogHeader header = await HeaderAsync(Blocks(4, isBigEndian));
            int size = type.ByteSize();
            byte[] data =
            [
                .. values.SelectMany(v => Enumerable.Range(0, size).Select(i => (byte)(v >> (8 * (isBigEndian ? size - 1 - i : i))))),
            ];
            Tag tag = header.Image.Tags[TagId.TileByteCounts] with { Type = type, Count = 4, Data = data };

            CogHeader copy = RoundTrip(EditedHeader.With(header, tag));

            Assert.Equal(values.Select(v => (long)v), copy.Image.Tags[TagId.TileByteCounts].AsIntegers());
            Assert.Equal(data, copy.Image.Tags[TagId.TileByteCounts].Data.ToArray());
        }
    }

    [Fact]
    public async Task Recognises_truncation_at_every_length()
    {
        byte[] bytes = CogHeaderSerializer.Serialize(await HeaderAsync(Blocks(40)), Unlimited)!;

        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] start = bytes.AsSpan(0, length).ToArray();
            Assert.Null(CogHeaderSerializer.Deserialize(start));
            Assert.Null(CogHeaderSerializer.Deserialize(Sealed(start))); // By its structure, too.
        }
    }

    [Fact]
    public async Task Recognises_bytes_that_follow()
    {
        byte[] bytes = CogHeaderSerializer.Serialize(await HeaderAsync(Blocks(4)), Unlimited)!;

        Assert.NotNull(CogHeaderSerializer.Deserialize(Sealed([.. bytes])));
        Assert.Null(CogHeaderSerializer.Deserialize(Sealed([.. bytes, 0])));
    }

    [Fact]
    public async Task Recognises_every_single_changed_byte()
    {
        byte[] bytes = CogHeaderSerializer.Serialize(await HeaderAsync(Blocks(4)), Unlimited)!;

        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x10;
            Assert.Null(CogHeaderSerializer.Deserialize(changed));
        }
    }

    [Fact]
    public async Task Recognises_another_version()
    {
        byte[] bytes = CogHeaderSerializer.Serialize(await HeaderAsync(Blocks(4)), Unlimited)!;
        bytes[4]++;

        Assert.Null(CogHeaderSerializer.Deserialize(bytes));
    }

    /// <summary>Damage behind a right checksum: a header or none, and one with faults fails as that of a malformed file does.</summary>
    [Fact]
    public async Task Survives_mutation_behind_a_right_checksum()
    {
        Random random = Seeds.Random(1);
        byte[] bytes = CogHeaderSerializer.Serialize(await HeaderAsync(Blocks(12, isBig: true)), Unlimited)!;
        int opened = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] changed = [.. bytes];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(9, changed.Length)] = (byte)random.Next(256);
            }

            if (CogHeaderSerializer.Deserialize(Sealed(changed)) is not { } header)
            {
                continue;
            }

            opened++;
            try
            {
                _ = (header.Image, header.Levels.Count, header.Bounds, header.NoData, header.ColorInterpretation, header.ImageMetadata);
                var index = new BlockIndex(header, header.Image, CogReaderOptions.Default);
                await index.LocateAsync(
                    new CountingRangeSource(bytes),
                    [0, header.Image.BlockCount - 1],
                    TestContext.Current.CancellationToken
                );
            }
            catch (CogException)
            {
                // As for any malformed file.
            }
        }

        Assert.True(opened > 1000, $"Only {opened} mutants are headers: this tests nothing.");
    }

    [Fact]
    public void Deserializes_random_bytes_to_null()
    {
        Random random = Seeds.Random(2);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] rubbish = new byte[random.Next(100)];
            random.NextBytes(rubbish);
            Assert.Null(CogHeaderSerializer.Deserialize(rubbish));
            if (rubbish.Length >= 9)
            {
                Assert.Null(CogHeaderSerializer.Deserialize(Sealed(rubbish)));
            }
        }
    }

    // RFC 3720 appendix B.4: CRC-32C of 32 zeros, 32 ones, 0 … 31.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AA)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794E)]
    [InlineData("313233343536373839", 0xE3069283)] // "123456789", the usual check value
    public void Has_the_checksum_of_RFC_3720(string bytes, uint checksum) =>
        Assert.Equal(checksum, CogHeaderSerializer.Checksum(Convert.FromHexString(bytes)));

    [Fact]
    public async Task Is_a_fraction_of_the_bytes_read()
    {
        var sizes = new List<(int Item, long Read, long Directories)>();
        foreach (string name in new[] { "tif", "notcog", "real" }.SelectMany(f => Corpus.Names(f, "").Select(n => $"{f}/{n}")))
        {
            try
            {
                CogHeader header = await HeaderAsync(
                    await File.ReadAllBytesAsync(Corpus.PathOf(name), TestContext.Current.CancellationToken)
                );
                sizes.Add((CogHeaderSerializer.Serialize(header, Unlimited)!.Length, header.HeaderBytes, DirectoryBytes(header)));
            }
            catch (CogException)
            {
                // Counts in Gives_back_the_header_of_any_file.
            }
        }

        int item = sizes.Select(s => s.Item).Order().ElementAt(sizes.Count / 2);
        long read = sizes.Select(s => s.Read).Order().ElementAt(sizes.Count / 2);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{sizes.Count} files: median {item} bytes for {read} read and "
                + $"{sizes.Select(s => s.Directories).Order().ElementAt(sizes.Count / 2)} of directories and values, largest "
                + $"{sizes.Max(s => s.Item)}, together {sizes.Sum(s => (long)s.Item)} for {sizes.Sum(s => s.Read)}."
        );
        Assert.True(item * 10 < read, $"{item} of {read} bytes.");
    }

    /// <summary>A file of so many blocks in a row, 16 × 16 pixels each, of different lengths.</summary>
    private static byte[] Blocks(int count, bool isBigEndian = false, bool isBig = false)
    {
        byte[]?[] blocks = [.. Enumerable.Range(0, count).Select(i => i % 5 == 4 ? null : new byte[200 + (i * 7 % 50)])];
        return new TiffBuilder
        {
            IsBigEndian = isBigEndian,
            IsBig = isBig,
            Ghost = TiffBuilder.GhostText,
        }
            .Add(new IfdBuilder(count * 16, 16).Tiled(16, 16).WithBlocks(blocks))
            .Build();
    }

    private static long DirectoryBytes(CogHeader header) =>
        header.Ifds.Sum(i =>
            header.File.Layout.EntryCountSize
            + header.File.Layout.OffsetSize
            + i.Tags.Values.Sum(t =>
                (long)header.File.Layout.EntrySize + (t.Data.Length > header.File.Layout.OffsetSize ? t.Data.Length : 0)
            )
        );

    private static Task<CogHeader> HeaderAsync(byte[] file) =>
        CogHeaderReader.ReadAsync(new CountingRangeSource(file), CogReaderOptions.Default, TestContext.Current.CancellationToken);

    private static CogHeader RoundTrip(CogHeader header) =>
        CogHeaderSerializer.Deserialize(CogHeaderSerializer.Serialize(header, Unlimited)!)
        ?? throw new InvalidOperationException("What was written is not recognised.");

    private static byte[] Sealed(byte[] bytes)
    {
        if (bytes.Length >= 9)
        {
            "CogH"u8.CopyTo(bytes);
            bytes[4] = CogHeaderSerializer.Version;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(5), CogHeaderSerializer.Checksum(bytes.AsSpan(9)));
        }

        return bytes;
    }

    private static void AssertSame(CogHeader expected, CogHeader found)
    {
        Assert.Equal(expected.File, found.File);
        Assert.Equal(expected.Ghost, found.Ghost);
        Assert.Equal(expected.ETag, found.ETag);
        Assert.Equal(expected.FileLength, found.FileLength);
        Assert.Equal(expected.HeaderBytes, found.HeaderBytes);
        Assert.Equal(expected.Ifds.Count, found.Ifds.Count);
        foreach ((Ifd ifd, Ifd copy) in expected.Ifds.Zip(found.Ifds))
        {
            Assert.Equal((ifd.Index, ifd.Offset), (copy.Index, copy.Offset));
            Assert.Equal(ifd.Problem?.Message, copy.Problem?.Message);
            Assert.Equal(ifd.Tags.Keys, copy.Tags.Keys);
            foreach ((Tag tag, Tag other) in ifd.Tags.Values.Zip(copy.Tags.Values))
            {
                Assert.Equal(tag with { Data = default }, other with { Data = default });
                Assert.True(tag.Data.Span.SequenceEqual(other.Data.Span), $"The value of {tag.Id} differs.");
            }
        }

        // What all of that means, once more through the header's own eyes.
        Assert.Equal(
            expected.Levels.Select(l => (l.Number, l.Image.Index, l.Mask?.Index)),
            found.Levels.Select(l => (l.Number, l.Image.Index, l.Mask?.Index))
        );
        Assert.Equal(expected.OverviewDecimations, found.OverviewDecimations);
        Assert.Equal(Try(() => expected.GeoTransform), Try(() => found.GeoTransform));
        Assert.Equal(Try(() => expected.EpsgCode), Try(() => found.EpsgCode));
        Assert.Equal(expected.NoData, found.NoData);
        Assert.Equal(expected.ColorInterpretation, found.ColorInterpretation);
        Assert.Equal(Try(() => expected.ImageMetadata), Try(() => found.ImageMetadata));
        Assert.Equal(expected.ImageStructure, found.ImageStructure);
    }

    private static object? Try<T>(Func<T> fact)
    {
        try
        {
            return fact();
        }
        catch (CogException error)
        {
            return error.Message;
        }
    }

    private static async Task AssertSameBlocksAsync(CountingRangeSource source, CogHeader expected, CogHeader found)
    {
        foreach ((Ifd ifd, Ifd copy) in expected.Ifds.Zip(found.Ifds).Where(p => p.First.Problem is null))
        {
            long[] numbers = [.. Enumerable.Range(0, (int)Math.Min(ifd.BlockCount, 1000)).Select(n => (long)n)];
            Assert.Equal(await LocateAsync(expected, ifd), await LocateAsync(found, copy));

            async Task<object> LocateAsync(CogHeader header, Ifd of)
            {
                try
                {
                    return await new BlockIndex(header, of, CogReaderOptions.Default).LocateAsync(
                        source,
                        numbers,
                        TestContext.Current.CancellationToken
                    );
                }
                catch (CogException error)
                {
                    return error.Message;
                }
            }
        }
    }
}
