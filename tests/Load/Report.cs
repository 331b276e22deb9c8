namespace Load;

/// <summary>What a measurement prints.</summary>
internal static class Report
{
    /// <summary>A line with its time.</summary>
    public static void Line(string text) => Console.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");

    /// <summary>Counts by name.</summary>
    public static string Counts<T>(IEnumerable<KeyValuePair<T, int>> counts) =>
        string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key}: {c.Value}"));

    /// <summary>The first faults, and how the program ends.</summary>
    public static int Faults(IReadOnlyCollection<string> faults)
    {
        foreach (string fault in faults.Take(20))
        {
            Line(fault.Length > 1500 ? fault[..1500] + "…" : fault);
        }

        Line($"{faults.Count} faults");
        return faults.Count == 0 ? 0 : 1;
    }
}
