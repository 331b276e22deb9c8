using System.Diagnostics;

namespace Fuzzing;

/// <summary>Files given by name, one after the other, with what each took. What escapes ends the process, as it should.</summary>
internal static class Replay
{
    public static async Task<int> RunAsync(string[] files)
    {
        foreach (string file in files)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true),
                start = Stopwatch.GetTimestamp();
            int steps = await Input.GoAsync(await File.ReadAllBytesAsync(file));
            Console.WriteLine(
                $"{file}: {steps} of 8 steps, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, "
                    + $"{GC.GetTotalAllocatedBytes(precise: true) - before} bytes allocated"
            );
        }

        return 0;
    }
}
