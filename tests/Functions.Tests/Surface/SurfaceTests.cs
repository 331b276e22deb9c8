using System.Diagnostics;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Functions.Tests.Surface;

/// <summary>
/// TiTiler's recorded answers beside those of the published native <c>cog serve</c>. What differs is listed in <c>differences.txt</c>, each
/// with its reason; the list may only become shorter.
/// </summary>
public class SurfaceTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly string s_differences = Path.Combine(TestData.Root, "tests", "Functions.Tests", "Surface", "differences.txt");

    [Fact]
    public async Task Answers_are_those_of_TiTiler_except_where_a_reason_is_written_down()
    {
        string check = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Corpus.Folder))!, "surface", "surface_check.py");
        Assert.SkipUnless(Corpus.IsWhole && File.Exists(check), Corpus.Missing);
        Assert.SkipUnless(File.Exists(Python), "Python with NumPy and Pillow is not here (Debian: python3-numpy python3-pil).");

        // The recorded pictures are scaled tile by tile, and their GeoTIFFs have a band for the mask.
        await using CogProcess cog = await CogProcess.ServeNativeAsync(
            new Dictionary<string, string> { ["COG_AUTO_RESCALE"] = "tile", ["COG_TIFF_MASK"] = "titiler" }
        );
        string report = Path.Combine(Directory.CreateTempSubdirectory("cog-surface-").FullName, "report.json");
        using Process process = Process.Start(
            new ProcessStartInfo(Python, [check, "--base", cog.Address.ToString(), "--serve", "--report", report])
            {
                RedirectStandardOutput = true,
            }
        )!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(report), output);

        using JsonDocument cases = JsonDocument.Parse(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken));
        Assert.NotEqual(0, cases.RootElement.GetArrayLength());
        Dictionary<string, string> different = cases
            .RootElement.EnumerateArray()
            .Where(one => one.GetProperty("state").GetString() == "fail")
            .ToDictionary(one => one.GetProperty("id").GetString()!, one => $"{one.GetProperty("path")}: {one.GetProperty("why")}");
        HashSet<string> listed = [.. await ListedAsync()];

        Assert.DoesNotContain(different, one => !listed.Contains(one.Key));
        Assert.Empty(listed.Except(different.Keys)); // As TiTiler's now: take it out of the list.
    }

    // A line: the case, and why ours differs. Lines that begin with # are comments.
    private static async Task<IEnumerable<string>> ListedAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(s_differences, TestContext.Current.CancellationToken);
        string[][] entries = [.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2))];
        Assert.All(entries, entry => Assert.True(entry is [_, { Length: > 10 }], $"{entry[0]} has no reason."));
        return entries.Select(entry => entry[0]);
    }
}
