using Cog.Testing;

namespace Cog.Tests.Packages;

/// <summary>The programs of doc/samples, built once for the tests of a class.</summary>
/// <remarks>
/// In a folder of its own: what other tests publish meanwhile reads and writes the projects' own obj folders, and a build there makes those
/// publishes fail.
/// </remarks>
public sealed class BuiltSamples : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cog-samples-").FullName;

    public async ValueTask InitializeAsync() =>
        await Shell.RunAsync("dotnet", $"build doc/samples -c Release --artifacts-path {_folder} --nologo -v q");

    /// <summary>Runs one.</summary>
    /// <param name="arguments">Its name, and what it is told.</param>
    /// <returns>What it prints.</returns>
    public Task<string> RunAsync(string arguments) =>
        Shell.RunAsync("dotnet", $"{Path.Combine(_folder, "bin", "Samples", "release", "Samples.dll")} {arguments}");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
