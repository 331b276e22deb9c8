using System.Text.Json;
using Cog.Blocks;
using Cog.Header;
using Cog.Testing;
using Cog.Testing.Fuzzing;

namespace Cog.Tests.Hostility;

/// <summary>
/// Malformed files, all the way, with the ceilings that a user has: only <see cref="CogException"/> comes out, nothing stays rented, and
/// memory follows what is there, not what is claimed.
/// </summary>
[Collection(nameof(Alone))]
public class BadFilesTests
{
    // A block and its raster, a few times over; a file of 12 KB that claims terabytes gets no more.
    private const long MaxAllocated = 64L << 20;

    public static TheoryData<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(TestData.PathOf("bad"), "*.tif")
                .Select(f => Path.GetRelativePath(TestData.Root, f))
                .Order(StringComparer.Ordinal),
            .. Corpus.Names("bad", "").Select(f => "corpus/" + f),
        ];

    public static IEnumerable<TheoryDataRow<string>> FilesWithAnExpectation() => Corpus.Rows(Corpus.Names("bad", ""));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Cost_no_more_than_they_hold(string name)
    {
        byte[] file = await File.ReadAllBytesAsync(
            name.StartsWith("corpus/", StringComparison.Ordinal)
                ? Corpus.PathOf("bad/" + name["corpus/".Length..])
                : Path.Combine(TestData.Root, name),
            TestContext.Current.CancellationToken
        );
        using var pool = new CountingMemoryPool();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        _ = await WholeWay.GoAsync(file, new() { Pool = pool }, TestContext.Current.CancellationToken);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MaxAllocated);
        Assert.Equal(0, pool.Rented);
    }

    /// <summary>The corpus says of each what it must come to; blocks that are said to be good are found.</summary>
    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(FilesWithAnExpectation))]
    public async Task Opens_or_fails_as_GDAL_says(string name)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string path = Corpus.PathOf($"bad/{name}");
        using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync(path + ".json", cancellationToken));
        string expect = expectation.RootElement.GetProperty("expect").GetString()!;
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(path, cancellationToken));

        CogHeader? header = null;
        try
        {
            header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, cancellationToken);
        }
        catch (CogException error)
        {
            Assert.True(expect is "error" or "no-crash", error.Message);
        }

        if (header is null)
        {
            return;
        }

        // The codec's absence, not the header, is the error of this one.
        Assert.True(expect != "error" || name == "compression-unknown.tif", "Opens, but should not.");
        _ = (
            header.Bounds,
            header.EpsgCode,
            header.NoData,
            header.ColorInterpretation,
            header.Metadata,
            header.OverviewDecimations,
            header.IsGeoreferenced
        );
        if (expectation.RootElement.TryGetProperty("profile", out JsonElement profile))
        {
            Assert.Equal(profile.GetProperty("width").GetInt32(), header.Image.Width);
            Assert.Equal(
                profile.GetProperty("transform").EnumerateArray().Select(e => e.GetDouble()),
                [
                    header.GeoTransform.A,
                    header.GeoTransform.B,
                    header.GeoTransform.C,
                    header.GeoTransform.D,
                    header.GeoTransform.E,
                    header.GeoTransform.F,
                ]
            );
            Assert.Equal(profile.GetProperty("overviews").EnumerateArray().Select(e => e.GetInt32()), header.OverviewDecimations);
        }

        var index = new BlockIndex(header, header.Image, CogReaderOptions.Default);
        foreach (JsonElement block in expectation.RootElement.GetProperty("good_blocks").EnumerateArray())
        {
            long[] number = [header.Image.BlockNumber(block.GetProperty("x").GetInt32(), block.GetProperty("y").GetInt32(), 0)];
            Assert.False((await index.LocateAsync(source, number, cancellationToken))[0].IsSparse);
        }
    }
}
