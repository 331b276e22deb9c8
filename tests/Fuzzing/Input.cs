using Cog;
using Cog.Testing;
using Cog.Testing.Fuzzing;

namespace Fuzzing;

/// <summary>One input, all the way.</summary>
internal static class Input
{
    /// <summary>Throws what escapes, and when a buffer stays rented.</summary>
    public static async Task<InputCost> GoAsync(byte[] file)
    {
        using var pool = new CountingMemoryPool();
        long before = GC.GetTotalAllocatedBytes(precise: false);
        int steps = await WholeWay.GoAsync(file, new CogReaderOptions { Limits = WholeWay.Limits, Pool = pool }, CancellationToken.None);
        long allocated = GC.GetTotalAllocatedBytes(precise: false) - before - pool.TotalBytes;
        return pool.Rented == 0
            ? new(steps, pool.PeakBytes, allocated)
            : throw new InvalidOperationException($"{pool.Rented} buffers stay rented.");
    }
}

/// <summary>What an input took.</summary>
/// <param name="Steps">How many of the eight steps succeeded.</param>
/// <param name="HeldBytes">The most that was rented at once: blocks and rasters.</param>
/// <param name="AllocatedBytes">All that was allocated beside what was rented, whether it was held or not.</param>
internal readonly record struct InputCost(int Steps, long HeldBytes, long AllocatedBytes);
