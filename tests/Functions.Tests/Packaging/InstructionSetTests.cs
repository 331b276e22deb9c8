using System.Diagnostics;
using Cog.Testing;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Packaging;

/// <summary>
/// Native code for x64 that is not compiled for AVX2 costs twice as much a tile, and nothing says so: it is looked for here.
/// </summary>
public class InstructionSetTests
{
    private const string Emulator = "/usr/bin/qemu-x86_64-static";

    [Theory]
    [InlineData("Cog.Cli")]
    [InlineData("Functions.Info")]
    [InlineData("Functions.Tile")]
    [InlineData("Functions.PartialRead")]
    [InlineData("Functions.Validate")]
    public void The_compiler_is_told_the_instruction_set(string project)
    {
        _ = project == "Cog.Cli" ? NativeBuild.Cog : NativeBuild.Packages;
        string responses = Path.Combine(
            TestData.Root,
            "src",
            project,
            "obj",
            "Release",
            "net10.0",
            "linux-x64",
            "native",
            $"{project}.ilc.rsp"
        );

        Assert.Contains("--instruction-set:x86-64-v3", File.ReadLines(responses));
    }

    [Fact]
    public async Task The_command_says_what_it_was_built_for_and_what_is_there()
    {
        (int exitCode, string output, _) = await RunAsync(NativeBuild.Cog, "--version");

        Assert.Equal(0, exitCode);
        Assert.Contains("built for x86-64-v3; this processor has sse4.2 avx2 bmi2 fma", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_without_avx2_gets_a_sentence()
    {
        Assert.SkipUnless(File.Exists(Emulator), $"{Emulator} is missing (Debian's qemu-user-static).");

        (int exitCode, string output, string error) = await RunAsync(Emulator, "-cpu", "Nehalem", NativeBuild.Cog, "--version");

        Assert.Equal(70, exitCode);
        Assert.Empty(output);
        Assert.StartsWith("This program needs a processor with AVX2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_with_it_runs()
    {
        Assert.SkipUnless(File.Exists(Emulator), $"{Emulator} is missing (Debian's qemu-user-static).");

        (int exitCode, string output, _) = await RunAsync(Emulator, "-cpu", "max", NativeBuild.Cog, "--version");

        Assert.Equal(0, exitCode);
        Assert.Contains("built for x86-64-v3", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
