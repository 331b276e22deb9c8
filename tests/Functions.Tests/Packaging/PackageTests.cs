using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Packaging;

/// <summary>The packages as they are deployed.</summary>
public class PackageTests
{
    /// <summary>Bytes of a zip, a fifth above what they are: growth is noticed before a cold start shows it.</summary>
    private static readonly Dictionary<string, int> s_budgets = new()
    {
        ["InfoFunction"] = 10_300_000, // MapLibre is half a megabyte of it, items and mosaics two thirds.
        ["TileFunction"] = 15_700_000,
        ["PartialReadFunction"] = 15_700_000,
        ["ValidateFunction"] = 11_000_000,
    };

    [Fact]
    public void Every_package_has_its_program_at_the_top_and_stays_within_its_budget()
    {
        foreach (string function in NativeBuild.Functions)
        {
            string zip = Path.Combine(NativeBuild.Packages, function + ".zip");
            using ZipArchive archive = ZipFile.OpenRead(zip);
            ZipArchiveEntry bootstrap = Assert.Single(archive.Entries, e => e.FullName == "bootstrap");

            Assert.Equal(0x1ED, (bootstrap.ExternalAttributes >> 16) & 0x1FF); // 0755
            Assert.InRange(new FileInfo(zip).Length, 1, s_budgets[function]);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{function}: {new FileInfo(zip).Length} bytes zipped, {bootstrap.Length} bytes of program"
            );
        }
    }

    [Theory]
    [InlineData("InfoFunction")]
    [InlineData("ValidateFunction")]
    public void Functions_that_draw_nothing_carry_no_native_library(string function) =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(NativeBuild.Packages, function), "*.so", SearchOption.AllDirectories));

    [Fact]
    public void Every_native_file_runs_on_amazon_linux_2023() => AssertGlibc(NativeBuild.Packages, "objdump");

    [Fact]
    public async Task Graviton_packages_run_on_amazon_linux_2023_and_start()
    {
        AssertGlibc(NativeBuild.Arm64Packages, "aarch64-linux-gnu-objdump");

        await using RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
        var start = new ProcessStartInfo(
            "qemu-aarch64-static",
            ["-L", "/usr/aarch64-linux-gnu", Path.Combine(NativeBuild.Arm64Packages, "InfoFunction", "bootstrap")]
        );
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.Endpoint;
        using Process process = Process.Start(start)!;
        try
        {
            string health = await File.ReadAllTextAsync(
                Path.Combine(Cog.Testing.TestData.Root, "events", "healthz-http-api.json"),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(200, (await runtime.InvokeAsync(health)).Http().Status);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Amazon Linux 2023 has glibc 2.34.</summary>
    private static void AssertGlibc(string packages, string objdump)
    {
        string[] files = [.. NativeBuild.Functions.SelectMany(f => Directory.EnumerateFiles(Path.Combine(packages, f)))];
        Assert.True(files.Length >= 6, string.Join('\n', files));
        foreach (string file in files)
        {
            using Process process = Process.Start(new ProcessStartInfo(objdump, ["-T", file]) { RedirectStandardOutput = true })!;
            string symbols = process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            Version[] needed = [.. Regex.Matches(symbols, "GLIBC_(\\d+\\.\\d+)").Select(m => Version.Parse(m.Groups[1].Value))];
            Assert.NotEmpty(needed);
            Assert.True(needed.Max() <= new Version(2, 34), $"{file} needs GLIBC_{needed.Max()}.");
        }
    }
}
