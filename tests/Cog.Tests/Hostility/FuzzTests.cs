using System.Diagnostics;
using Cog.Testing;
using Cog.Testing.Fuzzing;

namespace Cog.Tests.Hostility;

/// <summary>Mutations of good files, all the way. <c>tests/Fuzzing</c> does the same for as long as one likes.</summary>
[Collection(nameof(Alone))]
public class FuzzTests
{
    private const int Inputs = 30_000,
        Batch = 1_000;

    // Rasters and blocks of at most 1 MiB, some dozens of them.
    private const long MaxAllocated = 96L << 20;

    // Not a speed, but an end: what a minute does not finish hangs.
    private static readonly TimeSpan s_end = TimeSpan.FromMinutes(1);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Inputs / Batch)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Only_cog_exceptions_escape_and_nothing_grows(int seed)
    {
        var mutator = new TiffMutator(FuzzSeeds.Load());
        var random = new Random(seed);
        using var pool = new CountingMemoryPool();
        var options = new CogReaderOptions { Limits = WholeWay.Limits, Pool = pool };
        int opened = 0,
            whole = 0;
        for (int i = 0; i < Batch; i++)
        {
            byte[] file = mutator.Next(random);
            long before = GC.GetTotalAllocatedBytes(precise: false),
                start = Stopwatch.GetTimestamp();
            int steps;
            try
            {
                steps = await WholeWay.GoAsync(file, options, TestContext.Current.CancellationToken);
            }
            catch (Exception escaped)
            {
                throw new InvalidOperationException($"Input {i} of seed {seed}.", escaped);
            }

            (opened, whole) = (opened + Math.Min(1, steps), whole + (steps == 8 ? 1 : 0));
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: false) - before, 0, MaxAllocated);
            Assert.True(Stopwatch.GetElapsedTime(start) < s_end, $"Input {i} of seed {seed} takes too long.");
            Assert.Equal(0, pool.Rented);
        }

        // Neither all refused at the door, nor all unharmed.
        Assert.InRange(opened, Batch / 4, Batch - 1);
        Assert.InRange(whole, 1, Batch / 2);
    }
}
