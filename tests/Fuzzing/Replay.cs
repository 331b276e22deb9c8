using System.Diagnostics;

namespace Fuzzing;

/// <summary>Files given by name, one after the other, with what each took. What escapes ends the process, as it should.</summary>
internal static class Replay
{
    public static async Task<int> RunAsync(string[] files)
    {
        foreach (string file in files)
        {
            long start = Stopwatch.GetTimestamp();
            InputCost cost = await Input.GoAsync(await File.ReadAllBytesAsync(file));
            Console.WriteLine(
                $"{file}: {cost.Steps} of 8 steps, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, "
                    + $"{cost.HeldBytes} bytes rented at once, {cost.AllocatedBytes} allocated beside"
            );
        }

        return 0;
    }
}
