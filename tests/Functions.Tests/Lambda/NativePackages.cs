using System.Diagnostics;
using Cog.Testing;

namespace Functions.Tests.Lambda;

/// <summary>The four functions as they are deployed: built by <c>make package</c>, once for a test run.</summary>
/// <remarks>Nothing is tested from a JIT build that can be tested from the native binary: that is what users get.</remarks>
public sealed class NativePackages
{
    private static readonly Lazy<string> Built = new(() => Make("x86_64"));
    private static readonly Lazy<string> BuiltArm64 = new(() => Make("arm64"));

    /// <summary>artifacts/x86_64: a folder and a zip for each function.</summary>
    public static string Folder => Built.Value;

    /// <summary>The same for Graviton, cross-compiled.</summary>
    public static string Arm64Folder => BuiltArm64.Value;

    public static IReadOnlyList<string> Functions { get; } = ["InfoFunction", "TileFunction", "PartialReadFunction", "ValidateFunction"];

    public static string Bootstrap(string function) => Path.Combine(Folder, function, "bootstrap");

    private static string Make(string architecture)
    {
        var make = new ProcessStartInfo("make", ["package", $"ARCHITECTURE={architecture}"])
        {
            WorkingDirectory = TestData.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(make)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"make package ARCHITECTURE={architecture} failed:\n{output.Result}\n{error.Result}");
        return Path.Combine(TestData.Root, "artifacts", architecture);
    }
}
