using System.Diagnostics;
using Cog.Testing;

namespace Cog.Rendering.Tests.Encoding.Tiff;

/// <summary>GDAL's Python bindings, where the machine has them: tests that ask them are skipped, visibly, elsewhere.</summary>
internal static class Gdal
{
    private const string Python = "/usr/bin/python3";

    // One process for all tests: starting one takes longer than most of them. It ends when our end of its standard input closes.
    private static readonly Lazy<Process> Describer = new(() => Start(TestData.PathOf("pictures/describe.py")));
    private static readonly Lock Asking = new();

    public const string Missing = "GDAL's Python bindings are not installed for " + Python + ".";

    public static bool IsHere { get; } = CanImport();

    /// <summary>What GDAL sees in a file: the lines of <c>tests/data/pictures/describe.py</c>.</summary>
    public static IReadOnlyDictionary<string, string> Describe(byte[] file)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            lock (Asking)
            {
                Describer.Value.StandardInput.WriteLine(path);
                var seen = new Dictionary<string, string>();
                while (Describer.Value.StandardOutput.ReadLine() is { Length: > 0 } line)
                {
                    string[] pair = line.Split('=', 2);
                    seen.Add(pair[0], pair[1]);
                }

                Assert.False(seen.ContainsKey("error"), seen.GetValueOrDefault("error"));
                return seen;
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool CanImport()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using Process process = Start("-c", "from osgeo import gdal");
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static Process Start(params string[] arguments)
    {
        Process process = Process.Start(
            new ProcessStartInfo(Python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        process.StandardInput.AutoFlush = true;
        return process;
    }
}
