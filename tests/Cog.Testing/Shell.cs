using System.Diagnostics;

namespace Cog.Testing;

/// <summary>Programs that tests run from the root of the repository.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end, which is to be a good one.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments, as a shell takes them.</param>
    /// <param name="environment">Variables beside the test's own.</param>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> RunAsync(string program, string arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = TestData.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {arguments} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }
}
