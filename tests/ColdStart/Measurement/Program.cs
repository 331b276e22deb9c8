using System.Globalization;
using Cog.Testing;
using ColdStart;
using Spectre.Console;

// Starts each published function anew, many times by turns, and says what its first answer cost. See tests/Benchmarks/README.md.
int count = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 30;
string artifacts = Path.Combine(TestData.Root, "artifacts");

Candidate[] candidates =
[
    new("bare loop", Path.Combine(artifacts, "cold-start", "BareLoop"), "healthz-http-api"),
    new("echo route", Path.Combine(artifacts, "cold-start", "Echo"), "healthz-http-api"),
    Function("Info", "healthz-http-api"),
    Function("Info", "info-http-api"),
    Function("Tile", "tile-http-api"),
    Function("PartialRead", "partial-read-http-api"),
    Function("Validate", "validate-http-api"),
    Function("Validate", "validate-s3-put"),
];
foreach (Candidate missing in candidates.Where(c => !File.Exists(c.Program)))
{
    AnsiConsole.MarkupLineInterpolated($"[red]{missing.Program} is not there:[/] see tests/Benchmarks/README.md for how to publish it.");
    return 1;
}

await using Cloud cloud = await Cloud.StartAsync();
var starts = candidates.ToDictionary(c => c, _ => new List<Start>());
for (int i = 0; i < count; i++)
{
    foreach (Candidate candidate in candidates)
    {
        starts[candidate].Add(await cloud.StartAsync(candidate));
    }
}

double bare = Median(starts[candidates[0]], s => s.CpuMilliseconds);
Table table = new Table().AddColumns("program", "event", "start to answer, ms", "CPU, ms", "× bare loop", "peak, MiB", "binary, MiB");
foreach (Candidate c in candidates)
{
    double cpu = Median(starts[c], s => s.CpuMilliseconds);
    table.AddRow(
        c.Name,
        c.Event,
        Text(Median(starts[c], s => s.Milliseconds)),
        Text(cpu),
        Text(cpu / bare),
        Text(Median(starts[c], s => s.PeakBytes) / (1 << 20)),
        Text((double)new FileInfo(c.Program).Length / (1 << 20))
    );
}

AnsiConsole.Write(table);
AnsiConsole.WriteLine($"Medians of {count}.");
return 0;

Candidate Function(string name, string @event) => new(name, Path.Combine(artifacts, "x86_64", name + "Function", "bootstrap"), @event);

static double Median(List<Start> starts, Func<Start, double> figure)
{
    double[] sorted = [.. starts.Select(figure).Order()];
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}

static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
