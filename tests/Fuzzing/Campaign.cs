using Cog.Testing.Fuzzing;

namespace Fuzzing;

/// <summary>Many inputs in this process, one after the other, and the figures. What fails is kept, and the campaign goes on.</summary>
internal static class Campaign
{
    private const int ReportEvery = 50_000;

    /// <returns>0 when nothing failed.</returns>
    public static async Task<int> RunAsync(CampaignOptions options)
    {
        IReadOnlyList<byte[]> seeds = FuzzSeeds.Load();
        var mutator = new TiffMutator(seeds);
        var random = new Random(options.Seed);
        var failures = new SortedDictionary<string, int>(StringComparer.Ordinal);
        long[] steps = new long[9];
        (TimeSpan slowest, long most, long largest, long done) = (default, 0, 0, 0);
        Console.WriteLine($"{seeds.Count} seeds, seed {options.Seed}");

        for (; done < options.Count && (options.Seconds == 0 || Environment.CpuUsage.TotalTime.TotalSeconds < options.Seconds); done++)
        {
            byte[] file = mutator.Next(random);
            TimeSpan start = Environment.CpuUsage.TotalTime;
            string? crime = null;
            InputCost cost = default;
            try
            {
                cost = await Input.GoAsync(file);
                steps[cost.Steps]++;
            }
            catch (Exception escaped) // All of them: that is the question.
            {
                string at = escaped.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains(" Cog.", StringComparison.Ordinal))?.Trim()
                    ?? "";
                crime = $"{escaped.GetType().Name} {at}";
            }

            TimeSpan time = Environment.CpuUsage.TotalTime - start;
            crime ??=
                time > options.MaxTime ? "Slow"
                : cost.HeldBytes > options.MaxHeldBytes ? "Holds"
                : cost.AllocatedBytes > options.MaxAllocatedBytes ? "Allocates"
                : null;
            (slowest, most, largest) = (
                time > slowest ? time : slowest,
                Math.Max(most, cost.HeldBytes),
                Math.Max(largest, cost.AllocatedBytes)
            );
            if (crime is not null)
            {
                failures[crime] = failures.GetValueOrDefault(crime) + 1;
                if (failures[crime] <= 3)
                {
                    Keep(options.Folder, $"{options.Seed}-{done}.tif", file);
                    Console.WriteLine(
                        $"{options.Seed}-{done}.tif: {crime}, {time.TotalMilliseconds:0} ms, {cost.HeldBytes} bytes at once, "
                            + $"{cost.AllocatedBytes} beside"
                    );
                }
            }

            if ((done + 1) % ReportEvery == 0)
            {
                Report(done + 1);
            }
        }

        Report(done);
        foreach ((string crime, int count) in failures)
        {
            Console.WriteLine($"{count} × {crime}");
        }

        return failures.Count == 0 ? 0 : 1;

        void Report(long inputs) =>
            Console.WriteLine(
                $"{inputs} inputs, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor time, {inputs - steps[0]} opened, "
                    + $"{steps[8]} went all the way, "
                    + $"slowest {slowest.TotalMilliseconds:0} ms, most rented at once {most} bytes, most allocated beside {largest} bytes, "
                    + $"{failures.Values.Sum()} failed"
            );
    }

    private static void Keep(string folder, string name, byte[] file)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), file);
    }
}
