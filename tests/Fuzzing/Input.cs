using Cog;
using Cog.Testing;
using Cog.Testing.Fuzzing;

namespace Fuzzing;

/// <summary>One input, all the way.</summary>
internal static class Input
{
    /// <summary>Throws what escapes, and when a buffer stays rented.</summary>
    public static async Task<int> GoAsync(byte[] file)
    {
        using var pool = new CountingMemoryPool();
        int steps = await WholeWay.GoAsync(file, new CogReaderOptions { Limits = WholeWay.Limits, Pool = pool }, CancellationToken.None);
        return pool.Rented == 0 ? steps : throw new InvalidOperationException($"{pool.Rented} buffers stay rented.");
    }
}
