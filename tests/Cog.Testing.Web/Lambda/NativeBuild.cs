using System.Diagnostics;

namespace Cog.Testing.Web.Lambda;

/// <summary>The native programs as they are published, each built by its make target, once for a test run.</summary>
/// <remarks>What can be tested from the native binary is: that is what users get.</remarks>
internal static class NativeBuild
{
    private static readonly Lazy<string> s_cog = new(() => Path.Combine(Make("cog"), "artifacts", "cog", "cog"));
    private static readonly Lazy<string> s_x64 = new(() => Path.Combine(Make("package", "ARCHITECTURE=x86_64"), "artifacts", "x86_64"));
    private static readonly Lazy<string> s_arm64 = new(() => Path.Combine(Make("package", "ARCHITECTURE=arm64"), "artifacts", "arm64"));
    private static readonly Lock s_oneAtATime = new(); // Two builds of one tree would write the same files.

    /// <summary>The <c>cog</c> command.</summary>
    public static string Cog => s_cog.Value;

    /// <summary>A folder with, for each function, its package as a folder and as a zip.</summary>
    public static string Packages => s_x64.Value;

    /// <summary>The same for Graviton, cross-compiled.</summary>
    public static string Arm64Packages => s_arm64.Value;

    /// <summary>The logical ids of the template.</summary>
    public static IReadOnlyList<string> Functions { get; } = ["InfoFunction", "TileFunction", "PartialReadFunction", "ValidateFunction"];

    private static string Make(params string[] arguments)
    {
        lock (s_oneAtATime)
        {
            using IDisposable alone = OneAtATime.EnterAsync("native-build").GetAwaiter().GetResult();
            var start = new ProcessStartInfo("make", arguments)
            {
                WorkingDirectory = TestData.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process make = Process.Start(start)!;
            Task<string> output = make.StandardOutput.ReadToEndAsync(),
                error = make.StandardError.ReadToEndAsync();
            make.WaitForExit();
            Assert.True(make.ExitCode == 0, $"make {string.Join(' ', arguments)} failed:\n{output.Result}\n{error.Result}");
            return TestData.Root;
        }
    }
}
