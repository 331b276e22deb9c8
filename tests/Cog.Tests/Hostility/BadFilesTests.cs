using Cog.Testing;
using Cog.Testing.Fuzzing;

namespace Cog.Tests.Hostility;

/// <summary>Malformed files, all the way, with the ceilings that a user has: only <see cref="CogException"/> comes out, nothing stays rented, and memory follows what is there, not what is claimed.</summary>
[Collection(nameof(Alone))]
public class BadFilesTests
{
    // A block and its raster, a few times over; a file of 12 KB that claims terabytes gets no more.
    private const long MaxAllocated = 64L << 20;

    public static TheoryData<string> Files() =>
    [
        .. Directory.EnumerateFiles(TestData.PathOf("bad"), "*.tif").Select(f => Path.GetRelativePath(TestData.Root, f)).Order(StringComparer.Ordinal),
        .. Corpus.Names("bad", "").Select(f => "corpus/" + f),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Cost_no_more_than_they_hold(string name)
    {
        byte[] file = await File.ReadAllBytesAsync(
            name.StartsWith("corpus/", StringComparison.Ordinal) ? Corpus.PathOf("bad/" + name["corpus/".Length..]) : Path.Combine(TestData.Root, name),
            TestContext.Current.CancellationToken);
        using var pool = new CountingMemoryPool();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        _ = await WholeWay.GoAsync(file, new() { Pool = pool }, TestContext.Current.CancellationToken);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MaxAllocated);
        Assert.Equal(0, pool.Rented);
    }
}
